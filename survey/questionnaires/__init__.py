"""Questionnaires: workbooks of rows, read, checked and turned into frozen values."""
