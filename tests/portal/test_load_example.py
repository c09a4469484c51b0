"""What `manage.py load_example` does, and does not do, to what is there already."""

import pytest
from django.core.management import CommandError, call_command

from accommodation.models import Occupancy, Shelter
from portal.models import Delivery, District, ReportingDate, ReportingRule
from portal.report_facts import REPORT_2017
from portal.report_facts.city import load_districts
from portal.report_facts.facts import Facts
from tests.factories import ShelterFactory

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def load(capsys):
    """Loads and gives back what the command says."""
    load_districts(Facts(REPORT_2017))

    def load() -> str:
        call_command("load_example")
        return capsys.readouterr().out

    return load


def test_a_rule_that_the_city_has_made_stays(load):
    ReportingRule.objects.create(carried_days=10)
    load()
    assert ReportingRule.objects.get().carried_days == 10


def test_beside_real_shelters_no_rule_and_no_date_is_made_up(load):
    ShelterFactory(district=District.objects.earliest("pk"))
    load()
    assert not ReportingRule.objects.exists()
    assert not ReportingDate.objects.exists()


def test_a_second_load_changes_nothing(load):
    load()
    before = Occupancy.objects.count(), Delivery.objects.count(), Shelter.history.count()
    assert "0 Unterkünfte und 0 Meldungen neu, 0 Stichtage" in load()
    assert (Occupancy.objects.count(), Delivery.objects.count(), Shelter.history.count()) == before


def test_what_people_tried_out_stays(load):
    load()
    ahorn = Shelter.objects.get(code="BSP-01")
    ahorn.name = "Haus zum Ausprobieren"
    ahorn.save()
    load()
    assert Shelter.objects.get(code="BSP-01").name == "Haus zum Ausprobieren"


def test_without_districts_it_says_what_to_do_first(load):
    District.objects.all().delete()
    with pytest.raises(CommandError, match="load_report"):
        load()
