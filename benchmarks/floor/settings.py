"""The portal's own settings, middleware included; only the addresses are more."""

from portal.settings import *  # noqa: F403

ROOT_URLCONF = "benchmarks.floor.urls"
