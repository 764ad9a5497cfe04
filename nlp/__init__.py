"""Text in, frozen results out: reading replies, coding answers, describing a corpus."""
