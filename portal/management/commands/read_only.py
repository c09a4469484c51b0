"""Switches the read-only mode, for maintenance; works without a database."""

from argparse import ArgumentParser

from django.core.management.base import BaseCommand

from portal.operation.read_only import switch


class Command(BaseCommand):
    help = "Nur-Lesen einschalten (on) oder ausschalten (off). Es gilt sofort, ohne Neustart."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("state", choices=["on", "off"])

    def handle(self, *, state: str, **options: object) -> None:
        switch(on=state == "on")
        if state == "on":
            self.stdout.write("Das Portal nimmt nichts mehr an. Lesen und Anmelden gehen weiter.")
        else:
            self.stdout.write("Das Portal nimmt wieder alles an.")
