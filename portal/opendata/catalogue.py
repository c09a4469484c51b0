"""The catalogue by which other portals find the data: DCAT-AP.de 3.0 as JSON-LD.

One dataset for each indicator and each chapter, with its files. Everything comes from settings and data;
what the city has not given yet (contact, contributor) is left out, never invented.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings

from portal.models import Indicator
from portal.models.areas import Area
from portal.opendata.chapters import KEYS, chapter_entry
from portal.opendata.licence import attribution, licence
from portal.opendata.released import Published
from portal.opendata.schemas import FigureRow

Node = dict[str, object]

EU = "http://publications.europa.eu/resource/authority"
GERMANY = "http://dcat-ap.de/def"
CONTEXT = {
    "adms": "http://www.w3.org/ns/adms#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcatap": "http://data.europa.eu/r5r/",
    "dcatde": f"{GERMANY}/dcatde/",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
THEMES = (f"{EU}/data-theme/SOCI", f"{EU}/data-theme/GOVE")
KEYWORDS = ("Integration", "Geflüchtete", "Kommune")
MEDIA_TYPES = "https://www.iana.org/assignments/media-types"


@dataclass(frozen=True)
class File:
    title: str
    address: str
    kind: str  # as the EU's list of file types calls it
    media_type: str


@dataclass(frozen=True)
class Dataset:
    place: str  # below /daten/, without ending: „kennzahlen/occupancy_total“
    title: str
    description: str
    keywords: tuple[str, ...]
    modified: datetime | None  # None: nothing of it is released
    start: date | None = None  # of what it tells about; None: unknown, or open
    end: date | None = None
    of_the_state: bool = False  # else of the city

    @property
    def level(self) -> str:
        return f"{GERMANY}/politicalGeocoding/Level/{'state' if self.of_the_state else 'municipality'}"

    @property
    def area(self) -> str:
        return state() if self.of_the_state else municipality()

    @property
    def page(self) -> str:
        return f"{settings.BASE_URL}/daten/#{self.place.replace('/', '-')}"

    @property
    def files(self) -> tuple[File, ...]:
        base = f"{settings.BASE_URL}/daten"
        return (
            File("CSV, maschinenlesbar", f"{base}/{self.place}.csv", "CSV", "text/csv"),
            File("CSV, deutsche Form für Excel", f"{base}/deutsch/{self.place}.csv", "CSV", "text/csv"),
            File("JSON", f"{base}/{self.place}.json", "JSON", "application/json"),
        )


def datasets(indicators: dict[str, Published]) -> list[Dataset]:
    return [*map(of_indicator, indicators.values()), *of_chapters(indicators)]


def of_indicator(one: Published) -> Dataset:
    entry = one.entry
    return Dataset(
        place=f"kennzahlen/{entry.schluessel}",
        title=entry.bezeichnung,
        description=(
            f"{entry.definition} Einheit: {entry.einheit}. Ebene: {entry.ebene}. "
            f"Rhythmus: {entry.rhythmus or 'ohne festen Rhythmus'}. "
            "Jeder Wert mit Zeitraum, Genauigkeit und Quelle."
        ),
        keywords=(*KEYWORDS, str(Area(entry.bereich).label)),
        modified=one.modified,
        of_the_state=entry.ebene == Indicator.Level.STATE.label,
        **span(one.rows),
    )


def of_chapters(indicators: dict[str, Published]) -> Iterable[Dataset]:
    """A chapter tells about the time that its indicators tell about; without one, nothing is known of it."""
    for address, key in KEYS.items():
        own = [one for one in indicators.values() if one.entry.bereich == key]
        title = chapter_entry(address).titel
        yield Dataset(
            place=f"kapitel/{address}",
            title=f"Kapitel „{title}“",
            description=f"Alle Tabellen des Kapitels „{title}“ zum heutigen Stand, Zelle für Zelle.",
            keywords=(*KEYWORDS, title),
            modified=max((one.modified for one in own or indicators.values()), default=None),
            **span([row for one in own for row in one.rows]),
        )


def span(rows: Sequence[FigureRow]) -> dict[str, Any]:
    """Begin and end of what they tell about."""
    ends = [row.bis for row in rows]
    return {
        "start": min((row.von for row in rows), default=None),
        "end": None if None in ends else max(filter(None, ends), default=None),
    }


def catalogue(indicators: dict[str, Published]) -> Node:
    base, found = settings.BASE_URL, datasets(indicators)
    return {
        "@context": CONTEXT,
        "@id": f"{base}/daten/katalog.jsonld",
        "@type": "dcat:Catalog",
        "dcterms:title": german(f"Offene Daten des Integrationsportals {settings.CITY}"),
        "dcterms:description": german(
            "Freigegebene Kennzahlen und Tabellen zur Integration von Geflüchteten, jede mit ihrer Quelle."
        ),
        "dcterms:publisher": publisher(),
        "dcterms:language": link(f"{EU}/language/DEU"),
        "dcterms:license": link(licence().uri),
        "dcterms:spatial": link(municipality()),
        **changed(max((one.modified for one in found if one.modified), default=None)),
        "foaf:homepage": link(f"{base}/daten/"),
        "dcat:themeTaxonomy": link(f"{EU}/data-theme"),
        "dcatap:availability": available(),
        "dcat:dataset": [dataset(one) for one in found],
        "dcat:service": service(found),
    }


def dataset(one: Dataset) -> Node:
    contributor = {"dcatde:contributorID": link(settings.CONTRIBUTOR_ID)} if settings.CONTRIBUTOR_ID else {}
    return {
        "@id": one.page,
        "@type": "dcat:Dataset",
        "dcterms:identifier": one.place,
        "dcterms:title": german(one.title),
        "dcterms:description": german(one.description),
        "dcterms:publisher": publisher(),
        **contributor,
        **changed(one.modified),
        "dcterms:language": link(f"{EU}/language/DEU"),
        "dcat:keyword": [german(word) for word in dict.fromkeys(one.keywords)],
        "dcat:theme": [link(theme) for theme in THEMES],
        "dcat:contactPoint": contact(),
        "dcat:landingPage": link(one.page),
        "dcatde:politicalGeocodingLevelURI": link(one.level),
        "dcatde:politicalGeocodingURI": link(one.area),
        "dcterms:spatial": link(one.area),
        **temporal(one),
        "dcatap:availability": available(),
        "dcterms:accessRights": link(f"{EU}/access-right/PUBLIC"),
        "dcat:distribution": [distribution(one, file) for file in one.files],
    }


def distribution(one: Dataset, file: File) -> Node:
    """Convention 39 of DCAT-AP.de: a direct download has its address in both fields."""
    by = {"dcatde:licenseAttributionByText": german(attribution())} if licence().names_the_source else {}
    return {
        "@id": f"{file.address}#distribution",
        "@type": "dcat:Distribution",
        "dcat:accessURL": link(file.address),
        "dcat:downloadURL": link(file.address),
        "dcterms:license": link(licence().uri),
        **by,
        "dcterms:title": german(f"{one.title}: {file.title}"),
        **changed(one.modified),
        "dcterms:format": link(f"{EU}/file-type/{file.kind}"),
        "dcat:mediaType": link(f"{MEDIA_TYPES}/{file.media_type}"),
        "dcterms:language": link(f"{EU}/language/DEU"),
        "foaf:page": link(f"{settings.BASE_URL}/daten/#datenbeschreibung"),
        "dcatap:availability": available(),
        "adms:status": link("http://purl.org/adms/status/Completed"),
    }


def service(found: Sequence[Dataset]) -> Node:
    base = f"{settings.BASE_URL}/daten/api"
    return {
        "@id": f"{base}/#service",
        "@type": "dcat:DataService",
        "dcterms:title": german("Schnittstelle des Integrationsportals"),
        "dcterms:publisher": publisher(),
        "dcat:endpointURL": link(f"{base}/"),
        "dcat:endpointDescription": link(f"{base}/openapi.json"),
        "dcatap:availability": available(),
        "dcterms:license": link(licence().uri),
        "dcat:servesDataset": [link(one.page) for one in found],
    }


def publisher() -> Node:
    return {
        "@id": f"{settings.BASE_URL}/#herausgeber",
        "@type": "foaf:Agent",
        "foaf:name": settings.PUBLISHER,
        "dcterms:type": link("http://purl.org/adms/publishertype/LocalAuthority"),
    }


def contact() -> Node:
    """Convention 1: a contact has an e-mail address or an address on the web."""
    mail = {"vcard:hasEmail": link(f"mailto:{settings.DATA_CONTACT}")} if settings.DATA_CONTACT else {}
    return {
        "@type": "vcard:Organization",
        "vcard:fn": settings.PUBLISHER,
        "vcard:hasURL": link(f"{settings.BASE_URL}/daten/"),
        **mail,
    }


def temporal(one: Dataset) -> Node:
    if one.start is None:
        return {}
    end = {"dcat:endDate": typed(one.end.isoformat(), "date")} if one.end else {}
    period = {"@type": "dcterms:PeriodOfTime", "dcat:startDate": typed(one.start.isoformat(), "date"), **end}
    return {"dcterms:temporal": period}


def municipality() -> str:
    return f"{GERMANY}/politicalGeocoding/municipalityKey/{settings.MUNICIPALITY_KEY}"


def state() -> str:
    """The first two digits of the municipality's key are its state."""
    return f"{GERMANY}/politicalGeocoding/stateKey/{settings.MUNICIPALITY_KEY[:2]}"


def available() -> Node:
    return link(f"{EU}/planned-availability/AVAILABLE")


def changed(when: datetime | None) -> Node:
    return {"dcterms:modified": typed(when.isoformat(timespec="seconds"), "dateTime")} if when else {}


def typed(text: str, kind: str) -> Node:
    return {"@value": text, "@type": f"xsd:{kind}"}


def german(text: str) -> Node:
    return {"@value": text, "@language": "de"}


def link(address: str) -> Node:
    return {"@id": address}
