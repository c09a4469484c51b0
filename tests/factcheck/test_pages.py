"""The Faktencheck as people read and enter it."""

import csv
import io
from decimal import Decimal

import pytest
from django.urls import reverse

from portal.models import Claim
from portal.releases import State
from tests import people
from tests.factories import (
    CitationFactory,
    ClaimFactory,
    ClaimReadingFactory,
    DistrictFactory,
    ReportedFigureFactory,
)
from tests.sent_forms import sent_by

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _open(settings):
    settings.PUBLIC_VIEW = True


def text(answer) -> str:
    return " ".join(answer.content.decode().replace("\N{NO-BREAK SPACE}", " ").split())


def test_only_the_chosen_chapter_and_verdict_are_shown(client):
    ClaimFactory(text="Ohne Rechnung", area="fim")
    ClaimReadingFactory(claim__text="Mit Rechnung", claim__area="fim")
    ClaimReadingFactory(claim__text="Anderes Kapitel", claim__area="pakt")
    page = text(client.get("/faktencheck/?kapitel=fim&ergebnis=gerechnet"))
    assert "Mit Rechnung" in page
    assert "Ohne Rechnung" not in page
    assert "Anderes Kapitel" not in page
    assert "Eine Behauptung nachgerechnet: 1 gerechnet." in page


def test_a_choice_that_does_not_exist_is_told_and_shows_all(client):
    ClaimFactory(text="Ohne Rechnung")
    page = text(client.get("/faktencheck/?kapitel=sport"))
    assert "Dieses Kapitel gibt es nicht. Gezeigt werden alle." in page
    assert "Ohne Rechnung" in page


def test_a_file_for_such_a_choice_is_refused(client):
    assert client.get("/faktencheck/behauptungen.csv?kapitel=sport").status_code == 400


def test_a_claims_page_shows_readings_figures_and_both_sources(client):
    reading = ClaimReadingFactory(
        claim__key="k-01", claim__citation__source__number=901,
        figures=[ReportedFigureFactory(value=Decimal(90), citation__source__number=902)],
        bases=[ReportedFigureFactory(value=Decimal(100), citation__source__number=903)],
    )  # fmt: skip
    page = text(client.get("/faktencheck/k-01/"))
    assert "(90 − 100) ÷ 100" in page
    assert all(source in page for source in ("GRDrs 901/2017", "GRDrs 902/2017", "GRDrs 903/2017"))
    assert reading.claim.text in page


def test_a_claims_figures_lead_to_their_indicator_and_to_their_paper(client):
    figure = ReportedFigureFactory(indicator__key="belegung", citation__source__number=902)
    ClaimReadingFactory(claim__key="k-01", figures=[figure])
    page = client.get("/faktencheck/k-01/").content.decode()
    assert 'href="/kennzahlen/belegung/"' in page
    assert f'href="/drucksachen/902-2017/#reportedfigure-{figure.pk}"' in page


def test_the_file_has_a_line_for_each_reading(client):
    claim = ClaimReadingFactory().claim
    ClaimReadingFactory(claim=claim, preferred=False)
    content = client.get("/faktencheck/behauptungen.csv").content.decode("utf-8-sig")
    lines = csv.DictReader(io.StringIO(content), delimiter=";")
    assert [line["Ergebnis"] for line in lines] == ["gerechnet", "andere Lesart"]


@pytest.mark.parametrize("hidden", [{"state": State.DRAFT}, {"district": True}])
def test_a_figure_that_is_not_released_or_of_a_district_is_found_nowhere(client, hidden):
    if "district" in hidden:
        hidden = {"district": DistrictFactory()}
    secret = ReportedFigureFactory(value=Decimal(98765), **hidden)
    ClaimReadingFactory(claim__key="k-01", figures=[secret])
    for address in ("/faktencheck/", "/faktencheck/k-01/", "/faktencheck/behauptungen.csv"):
        page = client.get(address).content.decode().replace(".", "")
        assert ("98765" in page, "nicht prüfbar" in page) == (False, True)


@pytest.mark.parametrize("claims", [1, 4])
@pytest.mark.parametrize("address", ["/faktencheck/", "/faktencheck/behauptungen.csv"])
def test_the_number_of_questions_does_not_grow(client, django_assert_max_num_queries, claims, address):
    for _ in range(claims):
        ClaimReadingFactory()
    with django_assert_max_num_queries(6):
        client.get(address)


# Entering a claim


CHOSEN = ("figures", "bases")


def entered(**reading: object) -> dict[str, object]:
    lines = {
        "kind": "share",
        "figures": "",
        "bases": "",
        "counted": "",
        "note": "",
        "preferred": "on",
    } | reading
    return {
        "key": "anteil", "area": "fim", "text": "Ein Viertel der Plätze ist intern.", "stated_value": "25",
        "stated_decimals": "0", "stated_text": "ein Viertel", "note": "", "citation": CitationFactory().pk,
        "readings-TOTAL_FORMS": "1", "readings-INITIAL_FORMS": "0",
        # Of a list in which nothing is chosen a browser sends nothing.
        **{f"readings-0-{key}": value for key, value in lines.items() if value or key not in CHOSEN},
    }  # fmt: skip


@pytest.fixture
def editor(client):
    client.force_login(people.karla())
    return client


def test_a_claim_is_entered_by_its_kind(editor):
    part, whole = (ReportedFigureFactory(value=Decimal(value)) for value in (189, 752))
    editor.post(reverse("admin:portal_claim_add"), entered(figures=part.pk, bases=whole.pk))
    claim = Claim.objects.with_readings().get()
    assert (claim.preferred.result.text.replace("\N{NO-BREAK SPACE}", " "), claim.verdict) == (
        "25,1 %", "bestätigt",
    )  # fmt: skip


def test_what_a_kind_lacks_is_told_at_once(editor):
    answer = editor.post(reverse("admin:portal_claim_add"), entered(counted="Ahorn"))
    page = text(answer)
    assert "„Anteil in Prozent“ braucht im Feld „Werte“ mindestens 1; angegeben sind 0." in page
    assert "„Anteil in Prozent“ braucht im Feld „Bezugswerte“ mindestens 1; angegeben sind 0." in page
    assert "Namen werden nur bei „Zählung“ gezählt" in page
    assert not Claim.objects.exists()


def test_a_figure_that_is_not_released_cannot_be_chosen(editor):
    draft = ReportedFigureFactory(state=State.DRAFT)
    answer = editor.post(reverse("admin:portal_claim_add"), entered(kind="comparison", figures=draft.pk))
    assert "ist kein freigegebener Wert der ganzen Stadt" in text(answer)
    assert not Claim.objects.exists()


def test_a_number_that_was_entered_without_its_wording_is_not_called_missing(client, settings):
    settings.PUBLIC_VIEW = True
    claim = ClaimFactory(stated_value=Decimal("-9.6"), stated_decimals=1)
    for address in ("/faktencheck/", f"/faktencheck/{claim.key}/", "/faktencheck/behauptungen.csv"):
        page = text(client.get(address))
        assert "−9,6" in page
        assert "nichts angegeben" not in page


def test_two_preferred_readings_are_refused_in_words(editor):
    """Both are new, so the database knows of none of them."""
    form = entered(kind="comparison", figures=ReportedFigureFactory().pk)
    second = {key.replace("-0-", "-1-"): value for key, value in form.items() if "-0-" in key}
    answer = editor.post(reverse("admin:portal_claim_add"), form | second | {"readings-TOTAL_FORMS": "2"})
    assert "Nur eine Lesart kann maßgeblich sein." in text(answer)
    assert not Claim.objects.exists()


def test_another_reading_becomes_the_preferred_one_in_one_step(editor):
    claim = ClaimFactory()
    readings = [ClaimReadingFactory(claim=claim, preferred=preferred) for preferred in (True, False)]
    address = reverse("admin:portal_claim_change", args=[claim.pk])
    form = sent_by(editor.get(address))
    (first,) = (name for name in form if name.startswith("readings-") and name.endswith("-preferred"))
    second = "readings-1-preferred" if first == "readings-0-preferred" else "readings-0-preferred"
    del form[first]
    answer = editor.post(address, form | {second: "on"})
    assert answer.status_code == 302
    assert claim.readings.get(preferred=True) == readings[1]
