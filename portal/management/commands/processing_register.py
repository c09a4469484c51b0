"""The register of processing as a file, for who keeps the city's own register."""

from argparse import ArgumentParser

from django.core.management.base import BaseCommand
from django.template.loader import render_to_string

from portal.markdown import html_of
from portal.privacy.register import described

PAGE = '<!doctype html>\n<html lang="de">\n<meta charset="utf-8">\n<title>Verzeichnis</title>\n{}</html>\n'


class Command(BaseCommand):
    help = "Schreibt das Verzeichnis von Verarbeitungstätigkeiten (Art. 30 DSGVO) als Markdown oder HTML."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--html", action="store_true", help="HTML statt Markdown")

    def handle(self, *, html: bool, **options: object) -> None:
        text = render_to_string("privacy/register.md", described())
        self.stdout.write(PAGE.format(html_of(text, below=1)) if html else text)
