"""What is not released, or too small to be told, is found nowhere: on no page, in no file, picture, search,
mail or report.

Each secret carries a number or a word that occurs nowhere else. Readers follow every link there is. What an
operator reads of itself and of others (tests/test_isolation.py) is asked on the same walk.
"""

import re
from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core import mail
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from pakt.models import BudgetLine
from portal.models import Citation, Delivery
from portal.models.areas import Area
from portal.releases import State
from portal.report.chapters import CHAPTERS
from portal.report.composition import Frame, written_report
from portal.report.files import file_of
from taskforce.models import Measure
from tests import people
from tests.crawling import crawl
from tests.factories import (
    AnswerFactory,
    BudgetLineFactory,
    CitationFactory,
    ClaimFactory,
    ClaimReadingFactory,
    ConsultationFactory,
    CouncilRequestFactory,
    DeliveryFactory,
    DistrictFactory,
    FollowingFactory,
    IndicatorFactory,
    MeasureFactory,
    MeetingFactory,
    OccupancyFactory,
    OrganisationFactory,
    PlacementCountFactory,
    ProjectFactory,
    ReportedFigureFactory,
    ReportFactory,
    ShelterFactory,
    SourceFactory,
    VolunteerCountFactory,
    VolunteerGroupFactory,
)
from tests.report.reading import pages_of
from tests.test_isolation import STARTS as OF_AN_OPERATOR
from tests.test_isolation import Belongings, belongings

pytestmark = [pytest.mark.django_db, pytest.mark.once]  # about rights alone

RELEASED = 737373
UNRELEASED, OF_A_LIST = 918273, 4973  # reported figures; operational counts
WORD = "zebrafink"  # begins every name that nobody of the readers below may see
OWN = "amsel"  # begins the names that only Tina may see
SUMMER, JULY = date(2017, 8, 31), date(2017, 7, 31)
INDICATORS = {
    "occupancy_total": Area.ACCOMMODATION,
    "share_refugees": Area.TASKFORCE,
    "volunteers_active": Area.VOLUNTEERING,
    "sports_offers_total": Area.CULTURE_SPORT,
    "fim_quota_total": Area.FIM,
    "pakt_state_funds": Area.PAKT,
}
HIDDEN_STATES = [state for state in State if state != State.RELEASED]
STARTS = ("/", "/daten/api/openapi.json", "/daten/api/werte", "/daten/api/kennzahlen", "/daten/api/kapitel",
    "/suche/?q=Kennzahl", "/suche/?q=Personen", "/suche/?q=2017", "/anfragen/", "/berichte/")  # fmt: skip


def figures_of(key: str, area: Area, citation: Citation) -> None:
    """A curve of two released values, and the secret in every other state and in a correction."""
    indicator = IndicatorFactory(key=key, area=area, label=f"Kennzahl {key}")
    common = {"indicator": indicator, "citation": citation}
    ReportedFigureFactory(**common, value=700_000, period_start=JULY)
    known = ReportedFigureFactory(**common, value=RELEASED, decided_at=timezone.now())
    secret = common | {"value": UNRELEASED, "leading": False, "value_text": WORD}
    for state in HIDDEN_STATES:
        ReportedFigureFactory(**secret, state=state, decided_at=timezone.now(), scope=WORD)
    ReportedFigureFactory(**secret, state=State.SUBMITTED, replaces=known, reason=WORD)


def figures_of_a_district(citation: Citation) -> None:
    """Too small to be told: 3, and 40 with it, for it would tell the 3."""
    indicator = IndicatorFactory(key="in_district", label="Kennzahl je Bezirk")
    for value in (3, 40, 50):
        ReportedFigureFactory(
            indicator=indicator, citation=citation, district=DistrictFactory(), value=value,
            value_text=WORD if value < 50 else "",
        )  # fmt: skip


def lists_of_other_operators() -> None:
    """Delivered by Brücke and not released, with numbers and names of theirs."""
    shelter = ShelterFactory(name=f"{WORD} Haus", operation__operator=people.bruecke())
    group = VolunteerGroupFactory(name=f"{WORD} Kreis")
    for state in HIDDEN_STATES:
        delivery = DeliveryFactory(
            sender=people.bruecke(),
            state=state,
            file_name=f"{WORD}.csv",
            first_as_of=SUMMER,
            last_as_of=SUMMER,
        )
        unread = {"current": False, "delivery": delivery}
        OccupancyFactory(shelter=shelter, occupied=OF_A_LIST, capacity=None, remark=WORD, **unread)
        fim = DeliveryFactory(sender=people.bruecke(), state=state, kind=Delivery.Kind.PLACEMENTS)
        PlacementCountFactory(
            placement__provider__organisation=people.bruecke(), placement__name=f"{WORD} {state}",
            occupied=OF_A_LIST, current=False, delivery=fim,
        )  # fmt: skip
        VolunteerCountFactory(group=group, state=state, number=OF_A_LIST, as_of=JULY)


def drafts_of_the_city() -> None:
    hidden = SourceFactory(title=f"{WORD} Vorlage", public=False)
    ConsultationFactory(paper=hidden, public=False)
    MeasureFactory(title=f"{WORD} Idee", status=Measure.Status.IDEA)
    MeetingFactory(place=f"{WORD} Saal")
    AnswerFactory(text=f"{WORD} Antwort")
    ReportFactory(title=f"{WORD} Bericht")
    ReportFactory(title=f"{WORD} Entwurf der Antwort", council_request=CouncilRequestFactory())
    ProjectFactory(name=f"{WORD} Projekt", programme__public=False, programme__name=f"{WORD} Programm")
    BudgetLineFactory(kind=BudgetLine.Kind.FORECAST, amount=Decimal(UNRELEASED))
    claim = ClaimFactory(text="Das lässt sich noch nicht sagen.", citation=CitationFactory())
    unreleased = ReportedFigureFactory(value=UNRELEASED, state=State.SUBMITTED, leading=False)
    ClaimReadingFactory(claim=claim, figures=[unreleased], note=WORD)


@pytest.fixture
def of_a() -> Belongings:
    """What belongs to Anker, all of it named by a word of its own; as much belongs to another operator."""
    belongings(OrganisationFactory(name=f"{WORD} e. V.", short_name=WORD), WORD)
    return belongings(people.anker(), OWN)


@pytest.fixture
def _secrets(settings, of_a):
    settings.PUBLIC_VIEW = True
    citation = CitationFactory()
    for key, area in INDICATORS.items():
        figures_of(key, area, citation)
    figures_of_a_district(citation)
    lists_of_other_operators()
    drafts_of_the_city()


DRAWN = re.compile(r' (?:d|x|y|points|transform|viewbox)="[^"]*"')  # places in a picture are no figures
POINTS = re.compile("(?<=[0-9])[.\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}](?=[0-9]{3})")


def told(text: str) -> set[str]:
    """Which secrets stand in it, the numbers in any form: 918.273, 918273, 918273.0."""
    read = POINTS.sub("", DRAWN.sub("", text.lower()))
    numbers = {
        str(secret)
        for secret in (UNRELEASED, OF_A_LIST)
        if re.search(rf"\b{secret}\b", read)  # not within a checksum
    }
    return numbers | ({WORD} if WORD in read else set())


def betrayed(texts: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    return {address: told(text) for address, text in texts if told(text)}


def everything_met(client: Client) -> dict[str, str]:
    """Address and text of all that can be reached; nothing in it is a secret, and all that is released is."""
    texts = dict(crawl(client, *STARTS, *OF_AN_OPERATOR))
    assert betrayed(texts.items()) == {}
    met = {address.partition("?")[0] for address, text in texts.items() if "737.373" in text}
    assert {"/", "/unterbringung/", "/kennzahlen/occupancy_total/"} <= met
    assert any(address.endswith(".svg") for address in met)
    assert '"wert":737373' in texts["/daten/api/werte"].replace(" ", "")
    return texts


@pytest.mark.usefixtures("_secrets")
@pytest.mark.parametrize("reader", [AnonymousUser, people.rosa])
def test_whoever_follows_every_link_meets_what_is_released_and_nothing_else(reader):
    client = Client()
    if not isinstance(reader(), AnonymousUser):
        client.force_login(reader())
    texts = everything_met(client)
    assert [address for address, text in texts.items() if OWN in text] == []


@pytest.mark.usefixtures("_secrets")
def test_tina_meets_what_is_hers_too_and_nothing_of_another_operator(act_as, of_a):
    visited = {address.partition("?")[0] for address in everything_met(act_as(people.tina))}
    assert visited >= {
        reverse("accommodation:shelter", args=[of_a.shelter.code]),
        *(reverse("deliveries:delivery", args=[one.pk]) for one in (of_a.released, of_a.submitted)),
        reverse("deliveries:file", args=[of_a.released.pk]),
        reverse("contacts:change", args=[people.anker().contacts.get().pk]),
    }


@pytest.mark.usefixtures("_secrets")
def test_the_printed_report_holds_what_is_released_and_nothing_else():
    report = written_report(Frame(as_of=SUMMER, chapters=tuple(CHAPTERS)))
    text = "\n".join(pages_of(file_of(report, "pdf")))
    assert (told(text), "737.373" in text) == (set(), True)


@pytest.mark.usefixtures("_secrets")
def test_a_mail_tells_what_is_released_and_nothing_else(settings, monkeypatch):
    later = timezone.now() + timedelta(hours=2)
    FollowingFactory(user=people.rosa(), told_until=later - timedelta(days=1))
    monkeypatch.setattr(timezone, "now", lambda: later)
    call_command("send_news", verbosity=0)
    (message,) = mail.outbox
    assert (told(message.body), "737.373" in message.body) == (set(), True)
