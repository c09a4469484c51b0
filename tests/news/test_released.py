"""What counts as news: released figures and the sums of released deliveries, as the reader may see them."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from portal.figures import Audience
from portal.models import Indicator
from portal.models.areas import Area
from portal.news.released import reads_as
from portal.releases import State
from tests import people
from tests.factories import (
    ContractFactory,
    DeliveryFactory,
    DistrictFactory,
    FollowingFactory,
    IndicatorFactory,
    OccupancyFactory,
    OrganisationFactory,
    PlacementCountFactory,
    PlacementFactory,
    ReportedFigureFactory,
    ShelterFactory,
    VolunteerCountFactory,
)
from tests.news.conftest import NOW, RELEASED, YESTERDAY, news_for

pytestmark = pytest.mark.django_db

JULY, AUGUST = date(2017, 7, 31), date(2017, 8, 31)
NBSP = "\N{NO-BREAK SPACE}"


@pytest.fixture
def following(rosa_follows):
    return rosa_follows("accommodation")


def labels(following) -> list[str]:
    return [one.label for one in news_for(following)]


class TestReportedFigures:
    @pytest.fixture
    def total(self) -> Indicator:
        return IndicatorFactory(key="occupancy_total", label="Menschen in Unterkünften")

    @pytest.fixture
    def july(self, total):
        """A fact that was loaded, and that nobody decided on."""
        return ReportedFigureFactory(indicator=total, value=7574, period_start=JULY)

    def august(self, total, **fields):
        return ReportedFigureFactory(indicator=total, **({"decided_at": RELEASED} | fields))

    def test_a_figure_stands_beside_the_one_before_it(self, following, total, july):
        figure = self.august(total, citation__source__number=532, citation__source__year=2017)
        (news,) = news_for(following)
        assert (news.label, news.figure) == (
            "Menschen in Unterkünften",
            f"7.362{NBSP}Personen (31. August 2017)",
        )
        assert news.change == f"−212 (−2,8{NBSP}%) gegenüber 31. Juli 2017 (7.574)"
        assert news.source == str(figure.provenance())
        assert news.address == "/kennzahlen/occupancy_total/"

    def test_the_first_value_of_an_indicator_has_no_change(self, following, total):
        self.august(total)
        assert [one.change for one in news_for(following)] == [""]

    def test_an_equal_value_is_said_to_be_unchanged(self, following, total, july):
        self.august(total, value=7574)
        assert news_for(following)[0].change == "unverändert gegenüber 31. Juli 2017 (7.574)"

    def test_a_missing_value_is_no_change(self, following, total, july):
        self.august(total, value=None)
        (news,) = news_for(following)
        assert (news.figure, news.change) == ("keine Angabe (31. August 2017)", "")

    def test_shares_change_by_points(self, following):
        share = IndicatorFactory(unit="%", decimals=1)
        ReportedFigureFactory(indicator=share, value=Decimal("40.0"), period_start=JULY)
        self.august(share, value=Decimal("41.5"))
        assert news_for(following)[0].change == "+1,5 Prozentpunkte gegenüber 31. Juli 2017 (40,0)"

    def test_another_source_is_not_compared_with_what_the_portal_counts_with(self, following, total, july):
        self.august(total, leading=False, scope="Zählung des Landes")
        assert news_for(following)[0].change == ""

    def test_a_correction_says_what_it_corrects_and_why(self, following, total, july):
        old = self.august(total, leading=False, decided_at=YESTERDAY - timedelta(days=9))
        self.august(total, value=7360, replaces=old, reason="Doppelt gezählt.")
        (news,) = news_for(following)
        assert news.note == f"Berichtigt, bisher 7.362{NBSP}Personen. Grund: Doppelt gezählt."
        assert news.change == f"−214 (−2,8{NBSP}%) gegenüber 31. Juli 2017 (7.574)"

    def test_what_was_corrected_before_the_mail_is_told_only_corrected(self, following, total):
        old = self.august(total, leading=False)
        self.august(total, value=7360, replaces=old, reason="Doppelt gezählt.")
        assert [one.value.amount for one in news_for(following)] == [7360]

    def test_a_later_period_is_linked_on_a_day_that_shows_it(self, following, total):
        self.august(total, period_start=date(2018, 1, 1))
        assert news_for(following)[0].address == "/kennzahlen/occupancy_total/?stichtag=2018-01-01"

    @pytest.mark.parametrize("state", [State.DRAFT, State.SUBMITTED, State.RETURNED, State.WITHDRAWN])
    def test_what_is_not_released_is_told_to_nobody(self, following, total, state):
        self.august(total, state=state)
        assert news_for(following) == []

    def test_loaded_facts_are_no_news(self, following, july):
        assert news_for(following) == []

    def test_figures_of_districts_are_not_told(self, following, total):
        self.august(total, district=DistrictFactory())
        assert news_for(following) == []

    def test_only_the_chapter_that_is_followed(self, following, total):
        self.august(IndicatorFactory(area="pakt"))
        assert news_for(following) == []

    def test_many_figures_ask_no_more_than_one(self, following, total, july, django_assert_num_queries):
        self.august(total)
        with django_assert_num_queries(7):
            assert len(news_for(following)) == 1
        for number in range(12):
            self.august(IndicatorFactory(label=f"Kennzahl {number}"))
        with django_assert_num_queries(7):
            assert len(news_for(following)) == 13


class TestSumsOfShelters:
    @pytest.fixture(autouse=True)
    def _shelters(self, db):
        self.houses = [ShelterFactory(operation__operator=people.anker()) for _ in range(3)]

    def released(self, day: date, *numbers: int, at=RELEASED) -> None:
        """Of so many of the three shelters, in one delivery."""
        delivery = DeliveryFactory(
            sender=people.anker(), state=State.RELEASED, decided_at=at, first_as_of=day, last_as_of=day
        )
        for house, number in zip(self.houses, numbers, strict=False):
            OccupancyFactory(shelter=house, delivery=delivery, as_of=day, occupied=number)

    def test_a_delivery_of_many_shelters_is_one_figure(self, following):
        self.released(JULY, 90, 70, 60, at=YESTERDAY - timedelta(days=30))
        self.released(AUGUST, 80, 75, 60)
        (news,) = news_for(following)
        assert (news.label, news.figure) == (
            "Menschen in den Unterkünften, Summe der Meldungen",
            f"215{NBSP}Personen (31.08.2017)",
        )
        assert news.change == f"−5 (−2,3{NBSP}%) gegenüber 31.07.2017 (220)"
        assert news.source == "Meldungen der Träger, 3 von 3 Unterkünften gemeldet"
        assert news.address == "/unterbringung/?stichtag=2017-08-31"

    def test_an_incomplete_sum_says_so_and_is_not_compared(self, following):
        self.released(JULY, 90, 70, 60, at=YESTERDAY - timedelta(days=30))
        self.released(AUGUST, 80, 75)
        (news,) = news_for(following)
        assert (news.change, news.note) == ("", "Unvollständig: 2 von 3 Unterkünften gemeldet.")

    def test_the_change_is_against_the_last_complete_sum(self, following):
        self.released(date(2017, 6, 30), 90, 70, 65, at=YESTERDAY - timedelta(days=60))
        self.released(JULY, 90, 70, at=YESTERDAY - timedelta(days=30))
        self.released(AUGUST, 80, 75, 60)
        assert news_for(following)[0].change == f"−10 (−4,4{NBSP}%) gegenüber 30.06.2017 (225)"

    def test_of_several_dates_the_last_is_told_and_the_others_are_counted(self, following):
        self.released(JULY, 90, 70)
        self.released(AUGUST, 80, 75)
        (news,) = news_for(following)
        assert news.value.amount == 155
        assert news.note.endswith("Auch Zahlen für 1 früheren Stichtag sind neu freigegeben.")

    def test_a_sum_that_the_council_may_not_see_is_not_told(self, following):
        self.released(AUGUST, 3)
        assert news_for(following) == []

    def test_the_administration_is_told_what_it_may_see(self):
        self.released(AUGUST, 3)
        emil = FollowingFactory(user=people.emil(), told_until=YESTERDAY)
        assert news_for(emil)[0].value.amount == 3

    def test_invented_shelters_are_marked_and_stand_after_real_ones(self, following):
        self.released(AUGUST, 80, 75)
        house = ShelterFactory(example=True, operation__operator=OrganisationFactory(example=True))
        OccupancyFactory(shelter=house, as_of=AUGUST, delivery__decided_at=RELEASED)
        assert [one.example for one in news_for(following)] == [False, True]

    def test_a_delivery_with_nothing_to_report_is_no_news(self, following):
        DeliveryFactory(state=State.RELEASED, way="nothing", first_as_of=AUGUST, decided_at=RELEASED)
        assert news_for(following) == []


class TestSumsOfPlaces:
    @pytest.fixture
    def following(self, rosa_follows):
        return rosa_follows("fim")

    @pytest.fixture
    def garden(self):
        return self.measure()

    def measure(self):
        placement = PlacementFactory(places_approved=30)
        ContractFactory(placement=placement, signed_on=date(2017, 5, 1), start=date(2017, 6, 1))
        return placement

    def counted(self, placement, day: date, occupied: int, at=RELEASED) -> None:
        PlacementCountFactory(
            placement=placement, as_of=day, occupied=occupied, delivery__decided_at=at, current=True
        )

    def test_the_places_of_all_measures_beside_the_last_complete_sum(self, following, garden):
        self.counted(garden, JULY, 20, at=YESTERDAY - timedelta(days=30))
        self.counted(garden, AUGUST, 22)
        (news,) = news_for(following)
        assert news.figure == f"22{NBSP}Plätze (31.08.2017)"
        assert news.change == f"+2 (+10,0{NBSP}%) gegenüber 31.07.2017 (20)"
        assert news.source == "Meldungen der Träger, 1 von 1 Maßnahmen mit Vertrag gemeldet"

    def test_an_incomplete_sum_says_so_and_is_not_compared(self, following, garden):
        self.counted(garden, JULY, 20, at=YESTERDAY - timedelta(days=30))
        self.measure()
        self.counted(garden, AUGUST, 22)
        (news,) = news_for(following)
        assert (news.change, news.note) == ("", "Unvollständig: 1 von 2 Maßnahmen mit Vertrag gemeldet.")

    def test_few_places_are_not_told_to_the_council(self, following, garden):
        self.counted(garden, AUGUST, 3)
        assert news_for(following) == []


class TestNumbersOfCircles:
    @pytest.fixture
    def following(self, rosa_follows):
        return rosa_follows("volunteering")

    def test_the_sum_of_the_way_of_counting_that_got_a_number(self, following):
        VolunteerCountFactory(number=24, decided_at=YESTERDAY - timedelta(days=30))
        VolunteerCountFactory(number=40, decided_at=RELEASED)
        VolunteerCountFactory(number=300, rule="mailing_list", decided_at=YESTERDAY - timedelta(days=30))
        (news,) = news_for(following)
        assert (news.label, news.figure) == (
            "Engagierte, gezählt: nur aktiv Engagierte",
            f"64{NBSP}Personen (Stand 20.09.2017)",
        )
        assert news.source.startswith("Meldungen der Gruppen, 2 ")

    def test_a_small_circle_is_no_news_for_the_council(self, following):
        VolunteerCountFactory(number=24, decided_at=YESTERDAY - timedelta(days=30))
        VolunteerCountFactory(number=4, decided_at=RELEASED)
        assert news_for(following) == []


class TestWhen:
    @pytest.mark.parametrize(
        ("decided_at", "told"),
        [
            (YESTERDAY, False),
            (YESTERDAY + timedelta(seconds=1), True),
            (NOW - timedelta(hours=1), True),
            (NOW - timedelta(minutes=59), False),
        ],
    )
    def test_after_what_was_told_and_once_it_has_settled(self, following, decided_at, told):
        ReportedFigureFactory(decided_at=decided_at)
        assert bool(news_for(following)) is told


class TestWho:
    @pytest.fixture(autouse=True)
    def _a_figure_is_released(self, db):
        ReportedFigureFactory(decided_at=RELEASED)

    def test_an_inactive_account_is_told_nothing(self, following):
        following.user.is_active = False
        following.user.save()
        assert news_for(following) == []

    def test_an_account_that_lost_its_role_is_told_nothing(self, following, settings):
        settings.PUBLIC_VIEW = True
        following.user.groups.clear()
        assert news_for(following) == []

    def test_an_operator_is_told_of_fim_what_everybody_may_read(self):
        assert reads_as(people.tina(), Area.FIM) is Audience.PUBLIC
        assert reads_as(people.rosa(), Area.FIM) is Audience.COUNCIL

    def test_an_operator_reads_chapters_too(self):
        assert news_for(FollowingFactory(user=people.tina(), told_until=YESTERDAY)) != []
