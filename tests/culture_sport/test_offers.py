"""The finder of sports offers, and the question whether they are still correct."""

from datetime import date, timedelta
from html import unescape

import pytest
from django.test import Client
from django.utils import timezone

from culture_sport.models import SportsOffer
from culture_sport.querysets import stale_before
from tests import people
from tests.factories import DistrictFactory, SportFactory, SportsOfferFactory

pytestmark = pytest.mark.django_db

ADDRESS = "/kultur-und-sport/sportangebote/"
ASK = f"{ADDRESS}bestaetigen/"
GROUPS = SportsOffer.TargetGroup


@pytest.fixture
def public(client, settings) -> Client:
    settings.PUBLIC_VIEW = True
    return client


def found(public: Client, **asked: str) -> list[str]:
    """The codes of the offers on the page."""
    return [offer.code for offer in public.get(ADDRESS, asked).context["page"]]


def page(client: Client, address: str = ADDRESS, **asked: str) -> str:
    return unescape(client.get(address, asked).content.decode())


def stale(**more: object) -> SportsOffer:
    return SportsOfferFactory(confirmed_on=stale_before(timezone.localdate()), **more)


class TestFinder:
    def test_a_district_and_a_sport_narrow_the_list(self, public):
        wanted = SportsOfferFactory(
            sport=SportFactory(name="Ringen"), district=DistrictFactory(name="Feuerbach")
        )
        SportsOfferFactory(sport=wanted.sport)
        SportsOfferFactory(district=wanted.district)
        assert found(public, bezirk="Feuerbach", sport="Ringen") == [wanted.code]

    @pytest.mark.parametrize(
        ("asked", "groups"),
        [
            ({"frauen": "on"}, {GROUPS.WOMEN, GROUPS.GIRLS, GROUPS.WOMEN_AND_GIRLS}),
            ({"kinder": "on"}, {GROUPS.CHILDREN, GROUPS.GIRLS}),
            ({"frauen": "on", "kinder": "on"}, {
                GROUPS.WOMEN, GROUPS.GIRLS, GROUPS.WOMEN_AND_GIRLS, GROUPS.CHILDREN,
            }),
            ({}, set(GROUPS)),
        ],
    )  # fmt: skip
    def test_a_tick_finds_what_is_meant_for_the_group(self, public, asked, groups):
        for group in GROUPS:
            SportsOfferFactory(code=group.value, target_group=group)
        assert set(found(public, **asked)) == {group.value for group in groups}

    def test_what_nobody_confirmed_for_a_year_is_hidden(self, public):
        today = timezone.localdate()
        stale()
        fresh = SportsOfferFactory(confirmed_on=stale_before(today) + timedelta(days=1))
        assert found(public) == [fresh.code]

    def test_what_has_ended_or_not_begun_is_hidden(self, public):
        today = timezone.localdate()
        SportsOfferFactory(ended_on=today)
        tomorrow = today + timedelta(days=1)
        SportsOfferFactory(listed_since=tomorrow, confirmed_on=tomorrow)
        assert found(public) == []

    def test_how_many_were_found_comes_before_them(self, public):
        SportsOfferFactory(club__name="TSV Neckartal")
        text = page(public)
        assert text.index("1 Angebot gefunden") < text.index("TSV Neckartal")

    @pytest.mark.parametrize(
        ("asked", "advice"),
        [
            ({}, "Fragen Sie bitte beim Amt für Sport und Bewegung nach."),
            ({"bezirk": "Wangen"}, "Wählen Sie „alle Stadtbezirke“."),
            ({"frauen": "on"}, "nehmen Sie einen Haken weg"),
            ({"bezirk": "Atlantis"}, "Diesen Stadtbezirk gibt es in der Auswahl nicht."),
            ({"sport": "x" * 500}, "Diese Sportart gibt es in der Auswahl nicht."),
        ],
    )
    def test_who_finds_nothing_hears_what_to_do(self, public, asked, advice):
        DistrictFactory(name="Wangen")
        text = page(public, **asked)
        assert "Kein Angebot gefunden" in text
        assert advice in text

    @pytest.mark.parametrize("number", ["0", "-1", "99", "drei", "2"])
    def test_every_page_number_leads_to_a_page(self, public, number):
        district, sport = DistrictFactory(), SportFactory()
        for _ in range(21):
            SportsOfferFactory(district=district, sport=sport)
        assert public.get(ADDRESS, {"seite": number}).status_code == 200

    def test_the_next_page_keeps_what_was_asked_for(self, public):
        district = DistrictFactory(name="Feuerbach")
        for _ in range(21):
            SportsOfferFactory(district=district)
        assert "?bezirk=Feuerbach&seite=2" in page(public, bezirk="Feuerbach")
        assert len(found(public, bezirk="Feuerbach", seite="2")) == 1

    def test_invented_offers_say_so(self, public):
        SportsOfferFactory(example=True)
        assert page(public).count("Beispieldaten (erfunden)") >= 2

    def test_the_questions_to_the_database_do_not_grow_with_the_offers(
        self, public, django_assert_num_queries
    ):
        for _ in range(12):
            SportsOfferFactory()
        with django_assert_num_queries(5):
            public.get(ADDRESS)


class TestStillCorrect:
    def test_the_longest_unconfirmed_comes_first(self, act_as):
        today = timezone.localdate()
        half_a_year = SportsOfferFactory(confirmed_on=today - timedelta(days=182))
        SportsOfferFactory(confirmed_on=today - timedelta(days=181))
        a_year = stale()
        rows = act_as(people.kuno).get(ASK).context["rows"]
        assert [(offer.code, hidden) for offer, hidden in rows] == [
            (a_year.code, True), (half_a_year.code, False),
        ]  # fmt: skip

    def test_one_click_confirms_and_changes_nothing_else(self, act_as, public):
        offer = stale(venue="Halle 1")
        kuno = act_as(people.kuno)
        kuno.post(ASK, {"code": offer.code})
        offer.refresh_from_db()
        assert (offer.confirmed_on, offer.venue) == (timezone.localdate(), "Halle 1")
        assert offer.history.first().history_user == people.kuno()
        assert found(kuno) == [offer.code]

    def test_what_has_ended_is_not_confirmed(self, act_as):
        offer = stale(ended_on=date(2017, 1, 1))
        assert act_as(people.kuno).post(ASK, {"code": offer.code}).status_code == 404

    def test_when_all_is_confirmed_the_page_says_so(self, act_as):
        SportsOfferFactory()
        assert "Alle Angebote sind im letzten halben Jahr bestätigt worden." in page(act_as(people.kuno), ASK)


@pytest.mark.parametrize(
    ("given", "hours"),
    [
        ({}, ""),
        ({"weekday": 2}, "Dienstag"),
        ({"weekday": 2, "begins_at": "17:30"}, "Dienstag, 17:30 Uhr"),
        ({"weekday": 2, "begins_at": "17:30", "ends_at": "19:00"}, "Dienstag, 17:30 bis 19:00 Uhr"),
        ({"time_text": "nach Absprache"}, "nach Absprache"),
    ],
)
def test_a_time_is_said_as_far_as_it_is_known(given, hours):
    offer = SportsOfferFactory(**given)
    offer.refresh_from_db()
    assert offer.hours == hours
