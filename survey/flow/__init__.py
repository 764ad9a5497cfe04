"""The path through a questionnaire: plans, screens and entries, computed from the answers each time."""
