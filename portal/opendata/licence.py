"""Under which terms the data may be used. The city chooses by PORTAL_LICENCE; three licences fit."""

from dataclasses import dataclass

from django.conf import settings


@dataclass(frozen=True)
class Licence:
    name: str
    text: str  # where its text stands
    uri: str  # as DCAT-AP.de names it
    names_the_source: bool = True


LICENCES = {
    "dl-de/by-2-0": Licence(
        "Datenlizenz Deutschland – Namensnennung – Version 2.0",
        "https://www.govdata.de/dl-de/by-2-0",
        "http://dcat-ap.de/def/licenses/dl-by-de/2.0",
    ),
    "dl-de/zero-2-0": Licence(
        "Datenlizenz Deutschland – Zero – Version 2.0",
        "https://www.govdata.de/dl-de/zero-2-0",
        "http://dcat-ap.de/def/licenses/dl-zero-de/2.0",
        names_the_source=False,
    ),
    "cc-by-4.0": Licence(
        "Creative Commons Namensnennung 4.0 International",
        "https://creativecommons.org/licenses/by/4.0/deed.de",
        "http://dcat-ap.de/def/licenses/cc-by/4.0",
    ),
}


def licence() -> Licence:
    """The one in force; settings refuse a name that does not stand here."""
    return LICENCES[settings.LICENCE]


def attribution() -> str:
    """What must be named by who uses the data."""
    return f"{settings.PUBLISHER}, Integrationsportal, {settings.BASE_URL}/daten/"
