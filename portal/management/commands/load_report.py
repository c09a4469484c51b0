"""Loads the facts of the report of 2017; can be repeated."""

from django.core.management.base import BaseCommand

from portal.report_facts import load_facts


class Command(BaseCommand):
    help = "Lädt Stadtbezirke, Quellen und die Fakten des Berichts von 2017. Kann wiederholt werden."

    def handle(self, **options: object) -> None:
        outcome = load_facts()
        for row in outcome.edited:
            self.stdout.write(f"Im Portal geändert, nicht überschrieben: {row}")
        self.stdout.write(
            f"Fakten des Berichts: {outcome.created} neu, {len(outcome.edited)} im Portal geändert, "
            f"{outcome.unchanged} unverändert."
        )
