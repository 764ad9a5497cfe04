"""Linking what one person answered before and after: codes, tokens and how pairs are made."""
