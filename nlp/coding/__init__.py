"""Coding free-text answers as the codebook defines it: an encoder and linear heads, for workers only."""

from nlp.coding.values import UNVERIFIED, Annotation, Coder

__all__ = ["UNVERIFIED", "Annotation", "Coder"]
