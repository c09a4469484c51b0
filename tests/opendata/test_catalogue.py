"""The catalogue against the mandatory and recommended fields of DCAT-AP.de 3.0 and its conventions.

Read with a JSON-LD reader's eyes: prefixes are resolved, and every field is asked for by its full name.
"""

from datetime import date

import pytest

from portal.opendata.licence import LICENCES
from tests.factories import IndicatorFactory, ReportedFigureFactory
from tests.opendata.published import fetched, read_json

pytestmark = pytest.mark.django_db

DCAT, DCTERMS, FOAF = "http://www.w3.org/ns/dcat#", "http://purl.org/dc/terms/", "http://xmlns.com/foaf/0.1/"
DCATDE, DCATAP = "http://dcat-ap.de/def/dcatde/", "http://data.europa.eu/r5r/"
ADMS, VCARD = "http://www.w3.org/ns/adms#", "http://www.w3.org/2006/vcard/ns#"
EU = "http://publications.europa.eu/resource/authority"

# Spec, overview of classes: mandatory, then recommended.
OF_CATALOGUE = (
    f"{DCTERMS}title", f"{DCTERMS}description", f"{DCTERMS}publisher", f"{DCAT}dataset",
    f"{DCTERMS}modified", f"{DCTERMS}language", f"{FOAF}homepage", f"{DCTERMS}license",
    f"{DCAT}themeTaxonomy", f"{DCATAP}availability", f"{DCTERMS}spatial",
)  # fmt: skip
OF_DATASET = (
    f"{DCTERMS}title", f"{DCTERMS}description", f"{DCTERMS}publisher",
    f"{DCAT}keyword", f"{DCATDE}politicalGeocodingLevelURI", f"{DCATDE}politicalGeocodingURI",
    f"{DCAT}theme", f"{DCAT}contactPoint", f"{DCATAP}availability", f"{DCTERMS}spatial",
    f"{DCTERMS}temporal", f"{DCAT}distribution",
)  # fmt: skip
OF_DISTRIBUTION = (
    f"{DCAT}accessURL", f"{DCTERMS}license",
    f"{DCTERMS}title", f"{DCTERMS}modified", f"{DCTERMS}format", f"{DCATAP}availability",
)  # fmt: skip
OF_SERVICE = (
    f"{DCAT}endpointURL", f"{DCTERMS}title", f"{DCTERMS}publisher",
    f"{DCAT}endpointDescription", f"{DCATAP}availability", f"{DCAT}servesDataset",
)  # fmt: skip


def expanded(node, prefixes: dict[str, str]):
    """With full names of fields and types."""
    if isinstance(node, list):
        return [expanded(one, prefixes) for one in node]
    if not isinstance(node, dict):
        return node
    named = {full(key, prefixes): expanded(value, prefixes) for key, value in node.items()}
    if "@type" in named:
        named["@type"] = full(named["@type"], prefixes)
    return named


def full(name: str, prefixes: dict[str, str]) -> str:
    prefix, _, rest = name.partition(":")
    return name if name.startswith("@") else prefixes[prefix] + rest


def catalogue() -> dict:
    document = read_json("katalog.jsonld")
    prefixes = document.pop("@context")
    return expanded(document, prefixes)


@pytest.fixture
def persons():
    indicator = IndicatorFactory(key="persons", label="Personen", rhythm="monatlich")
    ReportedFigureFactory(indicator=indicator, period_start=date(2016, 7, 1))
    ReportedFigureFactory(indicator=indicator, period_start=date(2017, 8, 31))
    return indicator


def dataset() -> dict:
    return next(
        one for one in catalogue()[f"{DCAT}dataset"] if one[f"{DCTERMS}identifier"] == "kennzahlen/persons"
    )


def lacking(node: dict, fields: tuple[str, ...]) -> list[str]:
    return [field for field in fields if not node.get(field)]


@pytest.mark.usefixtures("persons")
def test_catalogue_and_service_have_every_mandatory_and_recommended_field():
    found = catalogue()
    assert lacking(found, OF_CATALOGUE) == []
    assert lacking(found[f"{DCAT}service"], OF_SERVICE) == []


@pytest.mark.usefixtures("persons")
def test_datasets_about_figures_have_every_mandatory_and_recommended_field():
    with_figures = [one for one in catalogue()[f"{DCAT}dataset"] if f"{DCTERMS}temporal" in one]
    assert len(with_figures) == 2  # the indicator and its chapter
    assert [lacking(one, OF_DATASET) for one in with_figures] == [[], []]


@pytest.mark.usefixtures("persons")
def test_distributions_have_every_mandatory_and_recommended_field():
    found = catalogue()[f"{DCAT}dataset"]
    files = [file for one in found for file in one[f"{DCAT}distribution"]]
    assert len(files) == 3 * len(found)
    assert {tuple(lacking(file, OF_DISTRIBUTION)) for file in files} == {()}


@pytest.mark.usefixtures("persons")
def test_agents_have_names_and_a_contact_can_be_reached(settings):
    settings.PUBLISHER, settings.DATA_CONTACT = "Stadt Beispiel", "daten@stadt.example"
    assert catalogue()[f"{DCTERMS}publisher"][f"{FOAF}name"] == "Stadt Beispiel"
    assert dataset()[f"{DCAT}contactPoint"][f"{VCARD}hasEmail"] == {"@id": "mailto:daten@stadt.example"}


@pytest.mark.usefixtures("persons")
def test_without_a_mailbox_the_contact_is_the_page():
    contact = dataset()[f"{DCAT}contactPoint"]
    assert f"{VCARD}hasEmail" not in contact
    assert contact[f"{VCARD}hasURL"]["@id"].endswith("/daten/")


@pytest.mark.usefixtures("persons")
def test_place_and_time_of_a_dataset():
    said = dataset()
    municipality = {"@id": "http://dcat-ap.de/def/politicalGeocoding/municipalityKey/08111000"}
    assert said[f"{DCATDE}politicalGeocodingURI"] == said[f"{DCTERMS}spatial"] == municipality
    level = said[f"{DCATDE}politicalGeocodingLevelURI"]["@id"]
    assert level == "http://dcat-ap.de/def/politicalGeocoding/Level/municipality"
    period = said[f"{DCTERMS}temporal"]
    assert period[f"{DCAT}startDate"]["@value"] == "2016-07-01"
    assert period[f"{DCAT}endDate"]["@value"] == "2017-08-31"


def test_what_is_said_of_the_whole_state_is_of_the_state():
    ReportedFigureFactory(indicator__key="persons", indicator__level="state")
    said = dataset()
    assert said[f"{DCATDE}politicalGeocodingLevelURI"]["@id"].endswith("/Level/state")
    assert said[f"{DCTERMS}spatial"] == {"@id": "http://dcat-ap.de/def/politicalGeocoding/stateKey/08"}


def test_an_indicator_that_still_holds_has_no_end():
    ReportedFigureFactory(indicator__key="persons", period_end=None)
    assert f"{DCAT}endDate" not in dataset()[f"{DCTERMS}temporal"]


@pytest.mark.usefixtures("persons")
def test_themes_are_those_of_the_eu():
    assert [theme["@id"] for theme in dataset()[f"{DCAT}theme"]] == [
        f"{EU}/data-theme/SOCI", f"{EU}/data-theme/GOVE",
    ]  # fmt: skip


@pytest.mark.usefixtures("persons")
def test_a_download_has_one_address_and_is_completed():
    """Conventions 22 and 39."""
    for file in dataset()[f"{DCAT}distribution"]:
        assert file[f"{DCAT}accessURL"] == file[f"{DCAT}downloadURL"]
        assert file[f"{ADMS}status"] == {"@id": "http://purl.org/adms/status/Completed"}


@pytest.mark.usefixtures("persons")
def test_every_address_in_it_answers(settings):
    files = [file for one in catalogue()[f"{DCAT}dataset"] for file in one[f"{DCAT}distribution"]]
    home = f"{settings.BASE_URL}/daten/"
    for file in files:
        assert fetched(file[f"{DCAT}accessURL"]["@id"].removeprefix(home))
    service = catalogue()[f"{DCAT}service"]
    assert fetched(service[f"{DCAT}endpointDescription"]["@id"].removeprefix(home))


@pytest.mark.usefixtures("persons")
@pytest.mark.parametrize("name", LICENCES)
def test_licence_and_attribution_stand_at_every_file(settings, name):
    """Conventions 32 and 35."""
    settings.LICENCE = name
    for file in dataset()[f"{DCAT}distribution"]:
        assert file[f"{DCTERMS}license"] == {"@id": LICENCES[name].uri}
        assert (f"{DCATDE}licenseAttributionByText" in file) is LICENCES[name].names_the_source


@pytest.mark.usefixtures("persons")
def test_the_contributor_is_named_once_govdata_has_given_one(settings):
    """Conventions 12 and 13: needed for delivery there, never invented."""
    assert f"{DCATDE}contributorID" not in dataset()
    settings.CONTRIBUTOR_ID = "http://dcat-ap.de/def/contributors/beispiel"
    assert dataset()[f"{DCATDE}contributorID"] == {"@id": "http://dcat-ap.de/def/contributors/beispiel"}


def test_without_any_figure_there_is_a_catalogue_all_the_same():
    assert {one[f"{DCTERMS}identifier"].partition("/")[0] for one in catalogue()[f"{DCAT}dataset"]} == {
        "kapitel"
    }
