"""Offers, grants and counts as CSV: out and in again without a difference, and only what is right."""

from datetime import date, time
from decimal import Decimal

import pytest
from django.contrib.messages import get_messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from culture_sport.models import Event, Fund, Grant, SportMentorCount, SportsOffer
from tests import people
from tests.factories import (
    CultureProjectFactory,
    DistrictFactory,
    EventFactory,
    FundBudgetFactory,
    FundFactory,
    GrantFactory,
    OrganisationFactory,
    PublicationFactory,
    SportFactory,
    SportMentorCountFactory,
    SportsOfferFactory,
    SwimmingCourseCountFactory,
)

pytestmark = pytest.mark.django_db

OFFERS = (
    "Nummer;Sportart;Verein;Zielgruppe;integrativ;Stadtbezirk;Wochentag;von;bis;im Verzeichnis seit;"
    "zuletzt bestätigt\n"
)
GRANTS = (
    "Aktenzeichen;Fördertopf;Haushaltsjahr;wofür;beantragt (EUR);beantragt am;bewilligt (EUR);"
    "entschieden am;Verwendungsnachweis\n"
)


@pytest.fixture
def kuno(act_as) -> Client:
    return act_as(people.kuno)


def bring_in(client: Client, model: str, content: str | bytes):
    data = content.encode() if isinstance(content, str) else content
    address = reverse(f"admin:culture_sport_{model}_import")
    file = SimpleUploadedFile("liste.csv", data)
    return client.post(address, {"import_file": file, "format": "0", "resource": "0"})


def told(answer) -> str:
    return " ".join(str(message) for message in get_messages(answer.wsgi_request))


def whole_offer() -> SportsOffer:
    return SportsOfferFactory(
        target_group=SportsOffer.TargetGroup.GIRLS, integrative=False, weekday=3, begins_at=time(17, 30),
        ends_at=time(19), time_text="- nicht in den Ferien", cost="=kostenlos", contact="a@verein.example",
        confirmed_on=date(2017, 8, 31), ended_on=date(2017, 12, 31),
    )  # fmt: skip


def whole_grant() -> Grant:
    return GrantFactory(
        granted=Decimal("1234.56"), paid=Decimal(0), proof=Grant.Proof.SUBMITTED,
        project=CultureProjectFactory(), proof_due=date(2018, 6, 30), offer=SportsOfferFactory(),
        purpose="Spiel; Satz\nund „Sieg“",
    )  # fmt: skip


def whole_fund() -> Fund:
    return FundFactory(
        aliases="Fonds\nTopf", topics="Theater\nMusik", since=date(2016, 5, 1), office=OrganisationFactory()
    )


def whole_event(**when: object) -> Event:
    event = EventFactory(venue="Rathaus", **when)
    event.organisers.set([OrganisationFactory(name="Amt, eins"), OrganisationFactory(name="Amt zwei")])
    return event


@pytest.mark.parametrize(
    ("model", "make"),
    [
        ("sportsoffer", whole_offer),
        ("sportsoffer", SportsOfferFactory),
        ("grant", whole_grant),
        ("grant", lambda: GrantFactory(requested=None, recipient=None)),
        ("sportmentorcount", lambda: SportMentorCountFactory(active=0, subsidised=None)),
        ("swimmingcoursecount", SwimmingCourseCountFactory),
        ("fund", whole_fund),
        ("fundbudget", lambda: FundBudgetFactory(open_start=True, amount=Decimal("65000.50"))),
        ("project", lambda: CultureProjectFactory(carrier=OrganisationFactory(name="Haus, das"))),
        ("event", lambda: whole_event(held_on=date(2016, 2, 1), precision="month", participants=0)),
        ("event", lambda: whole_event(held_on=None, rhythm="regelmäßig")),
        ("publication", lambda: PublicationFactory(rhythm="=monatlich")),
        ("sport", SportFactory),
    ],
)
def test_out_and_in_again_makes_no_difference(kuno, model, make):
    row = make()
    before, versions = type(row).objects.values().get(pk=row.pk), row.history.count()
    out = kuno.get(reverse(f"admin:culture_sport_{model}_export")).content
    answer = bring_in(kuno, model, out)
    assert "0 neu, 0 geändert; 1 waren schon so erfasst" in told(answer)
    assert type(row).objects.values().get(pk=row.pk) == before
    assert row.history.count() == versions
    assert kuno.get(reverse(f"admin:culture_sport_{model}_export")).content == out


def test_a_formula_leaves_as_text(kuno):
    whole_offer()
    out = kuno.get(reverse("admin:culture_sport_sportsoffer_export")).content.decode("utf-8-sig")
    assert "'=kostenlos" in out


def test_an_offer_comes_in_by_the_words_of_the_office(kuno):
    SportFactory(name="Ringen")
    OrganisationFactory(name="TSV")
    DistrictFactory(name="Feuerbach")
    row = "A-1;Ringen;TSV;Frauen und Mädchen;ja;Feuerbach;Dienstag;17:30;19:00;01.05.2016;31.08.2017\n"
    assert "1 neu" in told(bring_in(kuno, "sportsoffer", OFFERS + row))
    offer = SportsOffer.objects.get(code="A-1")
    assert (offer.target_group, offer.hours) == ("women_and_girls", "Dienstag, 17:30 bis 19:00 Uhr")
    assert offer.history.get().history_user == people.kuno()


def test_a_grant_comes_in_with_german_amounts(kuno):
    FundFactory(name="Topf")
    row = "AZ-1;Topf;2017;Fußball;1.500,50;15.01.2017;1500;15.02.2017;offen\n"
    assert "1 neu" in told(bring_in(kuno, "grant", GRANTS + row))
    assert Grant.objects.values_list("requested", "granted").get() == (Decimal("1500.50"), Decimal(1500))


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ("A-2;Quidditch;TSV;alle;ja;Feuerbach;;;;2016-05-01;2017-08-31", "„Quidditch“ gibt es nicht."),
        ("A-2;Ringen;TSV;Katzen;ja;Feuerbach;;;;2016-05-01;2017-08-31", "Möglich sind: alle, Frauen"),
        ("A-2;Ringen;TSV;alle;vielleicht;Feuerbach;;;;2016-05-01;2017-08-31", "Bitte „ja“ oder „nein“"),
        ("A-2;Ringen;TSV;alle;ja;Feuerbach;;halb sechs;;2016-05-01;2017-08-31", "ist keine Uhrzeit"),
        ("A-2;Ringen;TSV;alle;ja;Feuerbach;;19:00;17:30;2016-05-01;2017-08-31", "liegt nicht nach der Zeit"),
        ("A-2;Ringen;TSV;alle;ja;Feuerbach;;;;2016-05-01;31.02.2017", "ist kein Tag, den es gibt"),
    ],
)  # fmt: skip
def test_one_wrong_offer_and_none_is_written(kuno, wrong, sentence):
    SportFactory(name="Ringen")
    OrganisationFactory(name="TSV")
    DistrictFactory(name="Feuerbach")
    right = "A-1;Ringen;TSV;alle;ja;Feuerbach;;;;2016-05-01;2017-08-31\n"
    answer = bring_in(kuno, "sportsoffer", f"{OFFERS}{right}{wrong}\n")
    assert sentence in answer.content.decode()
    assert not SportsOffer.objects.exists()


def test_an_amount_that_cannot_be_read_is_not_guessed(kuno):
    FundFactory(name="Topf")
    row = "AZ-1;Topf;2017;Fußball;1.50;15.01.2017;;;offen\n"
    answer = bring_in(kuno, "grant", GRANTS + row)
    assert "„1.50“ ist kein Betrag, zum Beispiel 1.500,00." in answer.content.decode()
    assert not Grant.objects.exists()


def test_the_column_that_is_missing_is_called_by_its_name_in_the_list(kuno):
    answer = bring_in(kuno, "sportmentorcount", "Verein, Verband;ausgebildet\nTSV;9\n")
    assert "Es fehlt die Spalte Stand." in answer.content.decode()
    assert not SportMentorCount.objects.exists()
