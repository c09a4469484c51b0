#!/usr/bin/env python
import os
import sys

from django.core.management import execute_from_command_line

from portal.trace import coming_from

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    with coming_from(f"Befehl {' '.join(sys.argv[1:2])}"):
        execute_from_command_line(sys.argv)
