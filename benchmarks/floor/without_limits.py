"""So that one machine may ask for as much as a town hall does in a day."""

from benchmarks.floor.settings import *  # noqa: F403

ACCOUNT_RATE_LIMITS = dict.fromkeys(ACCOUNT_RATE_LIMITS, "")  # noqa: F405
