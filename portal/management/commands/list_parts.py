"""The list of parts of a release, for who looks through them for known weaknesses."""

import json

from django.core.management.base import BaseCommand

from portal.operation.parts import list_of_parts


class Command(BaseCommand):
    help = "Schreibt die Liste aller Bestandteile mit Fassung und Lizenz (SBOM, CycloneDX 1.6)."

    def handle(self, **options: object) -> None:
        self.stdout.write(json.dumps(list_of_parts(), indent=2, ensure_ascii=False))
