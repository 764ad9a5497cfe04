"""How property tests run here."""

from hypothesis import settings

# A slow machine is no fault of the code: nothing is judged by the clock.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")
