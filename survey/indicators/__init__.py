"""Figures from tallies: what is counted is declared, counted in one place, and computed here from frozen values."""
