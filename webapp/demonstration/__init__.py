"""The demonstration town: invented people in the real quartiers of Tours, loaded once, removed once."""

from webapp.demonstration.load import load_demonstration
from webapp.demonstration.removal import remove_town, was_removed

__all__ = ["load_demonstration", "remove_town", "was_removed"]
