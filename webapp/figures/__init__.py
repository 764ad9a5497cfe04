"""Figures in words, charts and tables: what desks show and exports carry, from the values that services return."""
