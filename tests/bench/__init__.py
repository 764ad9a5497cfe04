"""Measurements, each printed beside a baseline of the same run: ``python -m tests.bench [name …]``."""
