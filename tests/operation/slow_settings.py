"""The portal with some slow pages beside it, for tests with a real server."""

from portal.settings import *  # noqa: F403

ROOT_URLCONF = "tests.operation.slow_urls"
