"""Coding free-text answers as the codebook defines it: an encoder and heads, for workers only."""

from pathlib import Path

from nlp.coding.values import UNVERIFIED, Annotation, Coder

__all__ = ["UNVERIFIED", "Annotation", "Coder", "load_coder"]


def load_coder(*, folder: Path | None = None, cache: Path | None = None) -> Coder:
    """Loads the coder of this checkout, or trains it at first use; its packages are imported only then.

    See :func:`nlp.coding.coder.load_coder` for what the folders are and what is raised.
    """
    from nlp.coding.coder import load_coder as load

    return load(folder=folder, cache=cache)
