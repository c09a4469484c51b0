"""The pages: who stands in the directory, what the work list offers, what is confirmed and taken along."""

import csv
import io
from datetime import date, timedelta
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from portal.models import Delivery
from portal.releases import State
from tests import people
from tests.factories import (
    DistrictFactory,
    GoodPracticeFactory,
    MeetingSpaceFactory,
    OrganisationFactory,
    QualificationEventFactory,
    SupportNeedFactory,
    TopicFactory,
    VolunteerCountFactory,
    VolunteerGroupFactory,
)
from tests.the_report import load_the_report
from volunteering.chapter.directory import listed
from volunteering.models import VolunteerCount, VolunteerGroup

pytestmark = pytest.mark.django_db

AGREED = {"consent_on": date(2017, 1, 1)}


@pytest.fixture
def public(client, settings) -> Client:
    settings.PUBLIC_VIEW = True
    return client


@pytest.fixture
def vera(act_as) -> Client:
    return act_as(people.vera)


def text(client: Client, address: str, **asked: str) -> str:
    answer = client.get(address, asked)
    assert answer.status_code == 200
    return unescape(answer.content.decode())


# The directory


def test_only_who_agreed_and_still_exists_stands_in_the_directory():
    there = VolunteerGroupFactory(**AGREED)
    VolunteerGroupFactory()
    VolunteerGroupFactory(ended_to=date(2017, 1, 31), **AGREED)
    assert listed(date(2017, 8, 31), None, None) == [there]


def test_who_looks_for_help_chooses_district_and_topic(public):
    north, housing = DistrictFactory(name="Nord", abbreviation="NOR"), TopicFactory(name="Wohnraum")
    VolunteerGroupFactory(name="Kreis Nord", districts=[north], topics=[housing], **AGREED)
    VolunteerGroupFactory(name="Kreis Nord zwei", districts=[north], **AGREED)
    VolunteerGroupFactory(name="Kreis Süd", topics=[housing], **AGREED)
    page = text(public, "/engagement/verzeichnis/", bezirk="NOR", thema=str(housing.pk))
    assert "Eine Gruppe passt." in page
    assert "Kreis Süd" not in page


def test_a_district_that_nobody_can_choose_is_told(public):
    assert "In diesem Stadtbezirk ist keine Gruppe" in text(public, "/engagement/verzeichnis/", bezirk="X")


def test_districts_of_groups_that_did_not_agree_cannot_be_chosen(public):
    VolunteerGroupFactory(districts=[DistrictFactory(name="Verborgenheim")])
    assert "Verborgenheim" not in text(public, "/engagement/verzeichnis/")


def test_the_list_to_take_along_holds_what_was_asked_for(public):
    north = DistrictFactory(abbreviation="NOR")
    VolunteerGroupFactory(name="Kreis Nord", districts=[north], **AGREED)
    VolunteerGroupFactory(name="Kreis Süd", **AGREED)
    page = text(public, "/engagement/verzeichnis/", bezirk="NOR")
    address = page.partition('href="/engagement/verzeichnis/freundeskreise.csv')[2].partition('"')[0]
    taken = public.get(f"/engagement/verzeichnis/freundeskreise.csv{address}").content.decode("utf-8-sig")
    assert "Kreis Nord" in taken
    assert "Kreis Süd" not in taken


# The work list


def test_the_coordinator_sees_what_waits_and_releases_it(act_as):
    count = VolunteerCountFactory(state=State.SUBMITTED, group__name="Kreis Nord", submitted_by=people.vera())
    karla = act_as(people.karla)
    assert "Kreis Nord: 24" in text(karla, "/engagement/arbeitsliste/")
    answer = karla.post(reverse("volunteering:release_count", args=[count.pk]), follow=True)
    assert "Die Zahl ist freigegeben." in answer.content.decode()
    assert VolunteerCount.objects.get().state == State.RELEASED


def test_who_may_not_release_reads_why(vera):
    VolunteerCountFactory(state=State.SUBMITTED)
    assert "Die Koordination gibt frei." in text(vera, "/engagement/arbeitsliste/")


def test_a_number_returned_without_a_reason_stays_where_it_is(act_as):
    count = VolunteerCountFactory(state=State.SUBMITTED)
    answer = act_as(people.karla).post(
        reverse("volunteering:return_count", args=[count.pk]), {"comment": ""}, follow=True
    )
    assert "Bitte schreiben Sie, was zu ändern ist." in answer.content.decode()
    assert VolunteerCount.objects.get().state == State.SUBMITTED


def test_a_number_that_vera_enters_waits_for_a_second_person(vera):
    group = VolunteerGroupFactory()
    form = {"group": group.pk, "as_of": "30.06.2017", "number": "24", "rule": "active", "scope": "own",
            "quality": "counted"}  # fmt: skip
    vera.post(reverse("admin:volunteering_volunteercount_add"), form)
    count = VolunteerCount.objects.get()
    assert (count.state, count.submitted_by) == (State.SUBMITTED, people.vera())


# Still correct?


def test_what_nobody_confirmed_for_twelve_months_is_asked_about():
    today = timezone.localdate()
    VolunteerGroupFactory(confirmed_on=today - timedelta(days=365))
    old = VolunteerGroupFactory(confirmed_on=today - timedelta(days=366))
    never = VolunteerGroupFactory()
    VolunteerGroupFactory(ended_to=today - timedelta(days=1))
    assert list(VolunteerGroup.objects.still_correct(today)) == [never, old]


def test_still_correct_changes_nothing_but_the_day(vera):
    group = VolunteerGroupFactory(name="Kreis Nord", **AGREED)
    before = VolunteerGroup.objects.values().get()
    vera.post(reverse("volunteering:confirm_group", args=[group.pk]))
    after = VolunteerGroup.objects.values().get()
    assert after == before | {"confirmed_on": timezone.localdate()}
    newest = group.history.first()
    assert (newest.history_user, newest.history_change_reason) == (people.vera(), "ohne Änderung bestätigt")


def test_a_room_is_confirmed_as_well(vera):
    space = MeetingSpaceFactory()
    vera.post(reverse("volunteering:confirm_space", args=[space.pk]))
    space.refresh_from_db()
    assert space.confirmed_on == timezone.localdate()


def test_the_history_keeps_no_contact():
    group = VolunteerGroupFactory(contact="kreis@portal.example", **AGREED)
    assert not hasattr(group.history.first(), "contact")


# Lists out and in again


def lists() -> dict[str, object]:
    north, south = DistrictFactory(name="Nord, oben"), DistrictFactory(name="Süd")
    topic, office = TopicFactory(name="Wohnraum", effort="large"), OrganisationFactory(name="Stadt, Amt")
    group = VolunteerGroupFactory(
        name="=Kreis", districts=[north, south], topics=[topic], coordinated_by=[office],
        contact="kreis@portal.example", started_from=date(2015, 5, 1), started_precision="about",
        started_text="Mitte 2015", **AGREED,
    )  # fmt: skip
    return {
        "topic": topic,
        "volunteergroup": group,
        "meetingspace": MeetingSpaceFactory(district=north, host=office, opening_hours="Mo 14 bis 18 Uhr"),
        "qualificationevent": QualificationEventFactory(modules=5, hours_per_module="2.50"),
        "goodpractice": GoodPracticeFactory(topic=topic, group=group, transferable=False),
        "supportneed": SupportNeedFactory(group=group, urgency=1),
    }


@pytest.mark.parametrize("model", [
    "topic", "volunteergroup", "meetingspace", "qualificationevent", "goodpractice", "supportneed",
])  # fmt: skip
def test_a_list_goes_out_and_comes_in_again_without_a_difference(vera, model):
    thing = lists()[model]
    taken = vera.get(reverse(f"admin:volunteering_{model}_export")).content
    answer = bring_in(vera, model, taken)
    assert "0 neu, 0 geändert; 1 waren schon so erfasst" in answer
    assert thing.history.count() == 1


def bring_in(client: Client, model: str, data: bytes) -> str:
    file = SimpleUploadedFile("liste.csv", data)
    form = {"import_file": file, "format": "0", "resource": "0"}
    answer = client.post(reverse(f"admin:volunteering_{model}_import"), form, follow=True)
    return unescape(answer.content.decode())


def test_a_name_that_does_not_exist_stops_the_whole_list(vera):
    DistrictFactory(name="Nord")
    answer = bring_in(vera, "volunteergroup", b"name;kind;districts\nKreis;circle;Nord|Atlantis\n")
    assert "„Atlantis“ gibt es nicht." in answer
    assert not VolunteerGroup.objects.exists()


def test_the_districts_of_a_list_replace_those_of_the_group(vera):
    DistrictFactory(name="Nord")
    south = DistrictFactory(name="Süd")
    group = VolunteerGroupFactory(name="Kreis", districts=[south])
    bring_in(vera, "volunteergroup", b"name;kind;districts\nKreis;circle;Nord\n")
    assert [str(one) for one in group.districts.all()] == ["Nord"]


def test_a_list_names_no_shelter(vera):
    lists()
    taken = vera.get(reverse("admin:volunteering_volunteergroup_export")).content.decode("utf-8-sig")
    assert "shelters" not in next(csv.reader(io.StringIO(taken), delimiter=";"))


# Invented data


def test_the_invented_circles_are_marked_and_come_once(capsys):
    load_the_report()
    call_command("load_example")
    assert VolunteerGroup.objects.filter(example=True).count() == 6
    assert not VolunteerGroup.objects.filter(example=False).exists()
    assert not VolunteerCount.objects.filter(example=False).exists()
    (waiting,) = Delivery.objects.of_kind(Delivery.Kind.VOLUNTEERS).waiting()
    assert (waiting.example, waiting.messages, waiting.volunteer_counts.count()) == (True, [], 2)
    capsys.readouterr()
    call_command("load_example")
    assert " 0 zum Engagement," in capsys.readouterr().out
