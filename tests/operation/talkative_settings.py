"""The portal as it runs, with a line in the log for each request as in production, and no patience: who did
not answer is asked again after a second."""

from portal.freshness import services
from portal.settings import *  # noqa: F403
from portal.settings import LOGGING

LOGGING["loggers"]["portal"]["level"] = "INFO"
services.REST = 1
