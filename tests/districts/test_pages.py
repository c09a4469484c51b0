"""The two pages: what they answer, to whom, and their files."""

from datetime import date

import pytest
from django.urls import reverse

from accommodation.chapter.settled import WITHHELD
from accommodation.models import Shelter
from portal.districts.overview import overview
from portal.districts.page import district_chapter
from portal.districts.standings import known_on
from portal.figures import Audience, Chapter
from portal.models import District
from tests import people
from tests.districts.conftest import AUGUST, TODAY, district
from tests.factories import (
    CapacityFactory,
    MeetingSpaceFactory,
    OccupancyFactory,
    ShelterFactory,
    SportsOfferFactory,
    VolunteerGroupFactory,
)

pytestmark = pytest.mark.django_db


def all_districts(audience: Audience = Audience.PUBLIC) -> Chapter:
    return overview(known_on(TODAY, audience), TODAY, audience)


def page(where: District, audience: Audience = Audience.PUBLIC) -> Chapter:
    return district_chapter(where, TODAY, audience)


@pytest.mark.usefixtures("_homes")
class TestAnswer:
    def test_who_carries_most_is_told_with_how_many_districts_it_compares(self):
        assert all_districts().lead == (
            "Stand 31.08.2017: Die meisten leben in Wangen: 90 Personen."
            " Am meisten trägt Wangen: 10,0 Personen je 1.000 Einwohner (verglichen: 2 von 4 Bezirken)."
            " Alle Plätze liegen in 3 von 4 Stadtbezirken."
        )

    def test_without_inhabitants_it_says_why_there_is_no_rate(self):
        District.objects.update(population=None)
        assert "weil Einwohnerzahlen fehlen" in all_districts().lead

    def test_where_every_number_is_hidden_nobody_carries_most(self, wangen):
        for shelter in Shelter.objects.all():
            shelter.occupancies.update(occupied=4)
        assert all_districts().lead == (
            "Stand 31.08.2017: Personen in Unterkünften: aus Datenschutzgründen nicht ausgewiesen."
            " Alle Plätze liegen in 3 von 4 Stadtbezirken."
        )

    def test_a_districts_answer_stands_beside_what_comes(self, wangen):
        ShelterFactory(district=wangen, opened_on=date(2018, 3, 1))
        ShelterFactory(district=wangen, opened_on=date(2018, 4, 1))
        CapacityFactory(shelter=wangen.shelters.first(), places=90, valid_from=date(2017, 1, 1))
        wangen.shelters.filter(opened_on__lt=AUGUST).update(permit_until=date(2018, 6, 30))
        assert page(wangen).lead == (
            "In Wangen lebten am 31.08.2017 90 Personen in einer städtischen Unterkunft."
            " Das sind 10,0\N{NO-BREAK SPACE}je 1.000 Einwohner."
            " In den zwölf Monaten nach dem 31.12.2017 öffnen 2 Unterkünfte und endet eine Unterkunft."
        )

    def test_a_district_without_a_shelter_says_so(self, nord):
        assert page(nord).lead.startswith(
            "In Stuttgart-Nord gibt es am 31.08.2017 keine städtische Unterkunft."
        )

    def test_a_hidden_number_stands_nowhere_on_the_page(self, birkach):
        chapter = page(birkach)
        assert "wird zu ihrem Schutz nicht genannt" in chapter.lead
        figures = {figure.label: (figure.value.number, figure.note) for figure in chapter.key_figures}
        assert figures["Personen in Unterkünften"] == ("•", "")
        assert figures["Auslastung aller Plätze"] == ("•", "")
        assert chapter.charts == ()


def test_five_districts_of_six_hold_a_computed_share():
    for number, places in enumerate((50, 10, 10, 10, 10, 10), start=1):
        ShelterFactory(district=district(f"Bezirk {number}", number), capacity__places=places)
    assert (
        "Die fünf mit den meisten Plätzen haben 90\N{NO-BREAK SPACE}% aller Plätze." in all_districts().lead
    )


def test_part_of_the_reports_is_told_as_part(wangen):
    OccupancyFactory(as_of=AUGUST, occupied=90, shelter__district=wangen)
    ShelterFactory(district=wangen)
    assert page(wangen, Audience.COUNCIL).lead.startswith(
        "In Wangen sind für den 31.08.2017 bisher 90 Personen gemeldet (1 von 2 Unterkünften gemeldet)."
    )
    assert "Unvollständig, es sind mehr Personen: Wangen (1 von 2 Unterkünften gemeldet)." in (
        all_districts(Audience.COUNCIL).tables[0].notes
    )


def test_the_public_waits_until_the_whole_city_has_reported(wangen):
    OccupancyFactory(as_of=AUGUST, occupied=90, shelter__district=wangen)
    late = ShelterFactory(district=district("Degerloch", 7))
    assert "Decimal('90')" not in repr(page(wangen)) + repr(all_districts())
    assert page(wangen).lead.startswith(
        "In Wangen gibt es am 31.08.2017 eine Unterkunft; die Zahl der Menschen steht hier, sobald alle"
    )
    assert WITHHELD in all_districts().tables[0].notes
    OccupancyFactory(as_of=AUGUST, occupied=30, shelter=late)
    assert "lebten am 31.08.2017 90" in page(wangen).lead


def test_invented_numbers_say_so_and_stand_in_a_table_of_their_own(wangen):
    OccupancyFactory(as_of=AUGUST, occupied=90, shelter__district=wangen, shelter__example=True)
    MeetingSpaceFactory(district=wangen)
    chapter = all_districts()
    assert chapter.lead.endswith("(Beispieldaten, erfunden)")
    assert {table.key: table.example for table in chapter.tables} == {
        "stadtbezirke": False,
        "stadtbezirke-beispiel": True,
    }
    assert [column.key for column in chapter.tables[0].columns][1:-2] == ["begegnungsraeume"]


def test_each_table_of_all_districts_has_its_own_name_with_the_day_of_its_figures(wangen):
    """Invented shelters reported in August; real ones never did, so there the day is the one asked for."""
    OccupancyFactory(as_of=AUGUST, occupied=90, shelter__district=wangen, shelter__example=True)
    MeetingSpaceFactory(district=wangen)
    assert [table.caption for table in all_districts().tables] == [
        "Alle Stadtbezirke: Stand 31.12.2017",
        "Alle Stadtbezirke, erfundene Zahlen: Unterkünfte Stand 31.08.2017, alles andere Stand 31.12.2017",
    ]


def test_what_there_is_stands_on_the_page_by_the_rules_of_its_area(wangen):
    VolunteerGroupFactory(name="Kreis Wangen", consent_on=date(2017, 1, 1)).districts.set([wangen])
    VolunteerGroupFactory(name="Stiller Kreis").districts.set([wangen])
    VolunteerGroupFactory(name="Kreis Nord", consent_on=date(2017, 1, 1))
    SportsOfferFactory(district=wangen, venue="Turnhalle", confirmed_on=date(2017, 11, 1))
    SportsOfferFactory(district=wangen, venue="Alte Halle", confirmed_on=date(2016, 6, 1))
    MeetingSpaceFactory(district=wangen, name="Raum Wangen")
    MeetingSpaceFactory(name="Raum Nord")
    rows = {table.key: [row[0].content for row in table.rows] for table in page(wangen).tables}
    assert rows == {
        "freundeskreise": ["Kreis Wangen"],
        "sportangebote": ["Fußball"],
        "begegnungsraeume": ["Raum Wangen"],
    }


@pytest.mark.parametrize(("audience", "named"), [("public", False), ("council", False), ("internal", True)])
def test_shelters_are_counted_for_all_and_named_for_the_administration(wangen, audience, named):
    OccupancyFactory(as_of=AUGUST, shelter__district=wangen, shelter__name="Haus Weide")
    wangen.shelters.update(closed_on=date(2018, 6, 30))
    chapter = page(wangen, Audience(audience))
    assert ("Haus Weide" in repr(chapter)) is named
    assert [str(row[0].content) for row in chapter.table("oeffnen-und-enden").rows] == ["2018-06-30"]


@pytest.mark.parametrize(("audience", "told"), [("public", False), ("council", True)])
def test_a_house_that_possibly_opens_is_told_to_the_council_alone_and_is_no_change(wangen, audience, told):
    OccupancyFactory(as_of=AUGUST, shelter__district=wangen)
    possible = ShelterFactory(district=wangen, capacity=None, opened_on=None, planned_from=date(2018, 5, 1))
    CapacityFactory(shelter=possible, kind="possible", valid_from=date(2018, 5, 1), places=54)
    chapter = page(wangen, Audience(audience))
    assert chapter.lead.endswith("ist nach heutigem Stand keine Änderung beschlossen oder geplant.")
    assert ("möglich" in repr(chapter.tables)) is told


# Addresses and files


@pytest.mark.usefixtures("_homes")
class TestAddresses:
    def test_a_district_has_its_words_and_its_number(self, client, settings, muenster):
        settings.PUBLIC_VIEW = True
        assert muenster.get_absolute_url() == "/bezirke/muenster/"
        for address in ("/bezirke/muenster/", "/bezirke/14/", "/bezirke/Münster/"):
            assert client.get(address).context["chapter"].title == "Münster"
        assert client.get("/bezirke/muenchen/").status_code == 404

    def test_the_table_of_accommodation_leads_to_the_district(self, act_as):
        content = act_as(people.rosa).get("/unterbringung/?stichtag=2017-12-31").content.decode()
        assert "/bezirke/wangen/?stichtag=2017-08-31" in content
        assert "/bezirke/?stichtag=2017-12-31" in content

    def test_the_map_shows_what_is_asked_for(self, act_as):
        rosa = act_as(people.rosa)
        asked = rosa.get("/bezirke/", {"zeigen": "plaetze", "stichtag": "2017-12-31"})
        assert asked.context["map"].title == "Plätze in Unterkünften"
        assert (
            '<span class="sr-only">Birkach: 100 Plätze, 16,7\N{NO-BREAK SPACE}je 1.000 Einwohner</span>'
            in (asked.content.decode())
        )

    def test_a_choice_that_there_is_not_shows_the_persons_and_says_so(self, act_as):
        asked = act_as(people.rosa).get("/bezirke/", {"zeigen": "geld"})
        assert asked.context["map"].title == "Personen in Unterkünften"
        assert "Das gibt es in der Auswahl nicht" in asked.content.decode()

    def test_a_file_holds_what_the_page_shows(self, act_as):
        file = act_as(people.rosa).get("/bezirke/stadtbezirke.csv", {"stichtag": "2017-12-31"})
        birkach = next(line for line in file.content.decode().splitlines() if line.startswith("Birkach"))
        assert birkach.startswith("Birkach;•;•;100;16,7;•;1;")
        assert birkach.endswith(";6000;Ende 2016")

    def test_a_page_costs_a_bounded_number_of_queries(self, act_as, wangen, django_assert_max_num_queries):
        rosa = act_as(people.rosa)
        for name, most in (("overview", 28), ("district", 40)):
            args = [wangen.slug] if name == "district" else []
            with django_assert_max_num_queries(most):
                rosa.get(reverse(f"districts:{name}", args=args))
