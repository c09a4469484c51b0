"""A coordinating organisation's list of numbers: one series with the numbers that come by link or by hand."""

import io
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from python_calamine import CalamineWorkbook

from portal.list_deliveries import actions
from portal.list_deliveries.template import list_template
from portal.models import Delivery
from portal.releases import State
from portal.sheets.template import template_xlsx
from tests import people
from tests.factories import VolunteerCountFactory, VolunteerGroupFactory
from tests.sheets import text
from tests.volunteering.lists import (
    HEADER,
    JUNE,
    checked,
    counting,
    drafted,
    north,
    released,
    said,
    south,
    submitted,
    withdrawn,
)
from volunteering.actions import issue_link, link_of, release_count, report_number, return_count
from volunteering.imports.volunteer_list import VOLUNTEER_LIST
from volunteering.models import VolunteerCount, VolunteerGroup

pytestmark = pytest.mark.django_db

POSSIBLE = "Möglich ist: ‚nur aktiv Engagierte‘, ‚aktive und passive‘, ‚alle im Verteiler‘."


@pytest.fixture(autouse=True)
def circle() -> VolunteerGroup:
    """Of Anker; there is a second one, Kreis Süd."""
    south()
    return north()


# What a file says


def test_circle_number_counting_rule_date_and_remark_are_read():
    check = checked("AK Nord;46;Aktive;30.06.2017;ohne Sprachcafé", header=f"{HEADER};Bemerkung")
    (one,) = check.statements
    assert (str(one.subject), one.numbers, one.as_of, one.remark) == (
        "Kreis Nord", {"number": 46}, JUNE, "ohne Sprachcafé",
    )  # fmt: skip
    assert one.choices == {"rule": "active", "scope": "own", "quality": "counted"}
    assert check.outcome == "accepted"


@pytest.mark.parametrize("heading", ["Kreis / Initiative", "Kreis oder Initiative", "Name der Initiative"])
def test_circles_stand_under_the_heading_of_senders(heading):
    header = f"{heading};Ehrenamtliche;Zählweise;Stichtag"
    assert checked("Kreis Nord;46;aktiv;30.06.2017", header=header).outcome == "accepted"


@pytest.mark.parametrize(("words", "rule"), [
    ("nur aktiv Engagierte", "active"), ("aktiv", "active"), ("Aktive  und passive", "passive"),
    ("Verteiler", "mailing_list"), ("ALLE IM VERTEILER", "mailing_list"),
])  # fmt: skip
def test_the_counting_rule_is_read_in_the_words_of_senders(words, rule):
    assert checked(f"Kreis Nord;46;{words};30.06.2017").statements[0].choices["rule"] == rule


def test_scope_and_quality_may_be_said():
    check = checked(
        "Kreis Nord;46;aktiv;30.06.2017;mit Initiativen;Schätzung", header=f"{HEADER};Umfang;Qualität"
    )
    assert check.statements[0].choices == {"rule": "active", "scope": "initiatives", "quality": "estimated"}


def test_all_problems_are_told_at_once_with_row_column_and_remedy():
    check = checked(
        "Kreis Nrod;46;aktiv;30.06.2017", "Kreis Nord;viele;aktiv;30.06.2017",
        "Kreis Nord;46;Mitglieder;30.06.2017", "Kreis Süd;12;;30.06.2017",
        "Kreis Nord;46;aktiv;30.06.2017", "AK Nord;47;aktiv;30.06.2017", "Kreis Süd;2001;aktiv;30.06.2017",
    )  # fmt: skip
    assert check.outcome == "rejected"
    assert said(check) == [
        "Zeile 2, Spalte ‚Gruppe‘: Gruppe ‚Kreis Nrod‘ ist für diesen Absender nicht erfasst. "
        "Gemeint ‚Kreis Nord‘? Bitte berichtigen.",
        "Zeile 3, Spalte ‚Engagierte‘: ‚viele‘ ist keine Zahl. Bitte die Zahl der Engagierten eintragen.",
        f"Zeile 4, Spalte ‚Zählweise‘: ‚Mitglieder‘ ist hier nicht bekannt. {POSSIBLE}",
        f"Zeile 5, Spalte ‚Zählweise‘: Die Angabe fehlt. Bitte ergänzen. {POSSIBLE}",
        "Zeile 7, Spalte ‚Gruppe‘: Gruppe ‚AK Nord‘ steht mit gleicher Angabe zu Zählweise und Umfang schon "
        "in Zeile 6. Bitte nur einmal angeben.",
        "Zeile 8, Spalte ‚Engagierte‘: 2.001 Engagierte sind für eine Gruppe zu viel. Bitte berichtigen.",
    ]  # fmt: skip


def test_without_a_column_for_the_counting_rule_the_list_is_refused_once():
    check = checked("Kreis Nord;46;30.06.2017", "Kreis Süd;9;30.06.2017", header="Gruppe;Anzahl;Stand")
    assert said(check) == [f"Die Spalte ‚Zählweise‘ fehlt. Bitte ergänzen. {POSSIBLE}"]


def test_a_number_that_says_about_is_not_counted():
    assert said(checked("Kreis Nord;ca. 40;aktiv;30.06.2017")) == [
        "Zeile 2, Spalte ‚Engagierte‘: ‚ca. 40‘ ist geschätzt. Bitte in der Spalte ‚Qualität‘ ‚geschätzt‘ "
        "eintragen."
    ]


def test_a_day_before_the_circle_began_is_refused():
    VolunteerGroupFactory(name="Neu", started_from=date(2017, 7, 1), coordinated_by=[people.anker()])
    (text,) = said(checked("Neu;4;aktiv;30.06.2017"))
    assert text.startswith("Zeile 2, Spalte ‚Gruppe‘: Am Stichtag gab es ‚Neu‘ noch nicht")


def test_a_row_without_a_number_reports_nothing():
    check = checked("Kreis Nord;46;aktiv;30.06.2017", "Kreis Süd;k.A.;;30.06.2017")
    assert [str(one.subject) for one in check.statements] == ["Kreis Nord"]
    assert said(check) == ["Zeile 3, Spalte ‚Engagierte‘: ‚k.A.‘ zählt als nicht gemeldet."]


def test_a_list_of_names_is_refused_and_nothing_is_kept():
    draft, check = actions.draft_list(
        about=VOLUNTEER_LIST, data=text("Gruppe;Engagierte;Nachname", "Kreis Nord;1;Muster"),
        file_name="kreise.csv", sender=people.anker(), as_of=JUNE, by=people.tina(),
    )  # fmt: skip
    assert (draft, check.storable, Delivery.objects.exists()) == (None, False, False)


def test_new_changed_and_unchanged_are_told_apart(circle):
    VolunteerCountFactory(group=circle, number=46)
    VolunteerCountFactory(group=circle, number=210, rule="mailing_list")
    check = checked(
        "Kreis Nord;46;aktiv;30.06.2017",
        "Kreis Nord;215;Verteiler;30.06.2017",
        "Kreis Süd;9;aktiv;30.06.2017",
    )
    assert [one.status for one in check.statements] == ["unchanged", "changed", "new"]


def test_a_number_that_was_estimated_and_is_counted_now_has_changed(circle):
    VolunteerCountFactory(group=circle, number=46, quality="estimated")
    assert checked("Kreis Nord;46;aktiv;30.06.2017").counts["changed"] == 1


# One series


def test_before_the_release_nothing_counts():
    submitted("Kreis Nord;46;aktiv;30.06.2017")
    assert counting() == []


def test_after_the_release_both_ways_of_counting_stand_side_by_side():
    released("Kreis Nord;46;aktiv;30.06.2017", "Kreis Nord;210;Verteiler;30.06.2017")
    assert counting() == [("Kreis Nord", "active", 46), ("Kreis Nord", "mailing_list", 210)]


def test_the_number_of_an_invented_circle_is_invented():
    VolunteerGroupFactory(name="Beispielkreis", coordinated_by=[people.anker()], example=True)
    released("Beispielkreis;46;aktiv;30.06.2017", "Kreis Nord;12;aktiv;30.06.2017")
    rows = VolunteerCount.objects.order_by("number").values_list("number", "example")
    assert list(rows) == [(12, False), (46, True)]


def test_who_submitted_a_list_never_releases_it():
    delivery = submitted("Kreis Nord;46;aktiv;30.06.2017", by=people.karla)
    with pytest.raises(PermissionDenied):
        actions.release_list(about=VOLUNTEER_LIST, delivery=delivery, by=people.karla())


def test_the_numbers_of_a_list_have_its_state_all_the_way():
    first, second = submitted("Kreis Nord;46;aktiv;30.06.2017"), submitted("Kreis Süd;9;aktiv;30.06.2017")
    actions.return_list(about=VOLUNTEER_LIST, delivery=first, by=people.karla(), comment="Welche Zählweise?")
    actions.release_list(about=VOLUNTEER_LIST, delivery=second, by=people.karla())
    rows = VolunteerCount.objects.order_by("number").values_list("state", "submitted_by", "decided_by")
    tina, karla = people.tina().pk, people.karla().pk
    assert list(rows) == [(State.RELEASED, tina, karla), (State.RETURNED, tina, karla)]


def reported_by_link(circle: VolunteerGroup, number: int) -> VolunteerCount:
    link = link_of(issue_link(group=circle, by=people.vera()), timezone.localdate())
    assert link is not None
    return report_number(link=link, number=number, rule="active", scope="own", quality="counted")


def test_a_list_replaces_what_the_circle_reported_by_its_link_and_gives_it_back(circle):
    release_count(count=reported_by_link(circle, 24), by=people.karla())
    delivery = released(f"Kreis Nord;26;aktiv;{timezone.localdate():%d.%m.%Y}")
    assert counting() == [("Kreis Nord", "active", 26)]
    withdrawn(delivery)
    assert counting() == [("Kreis Nord", "active", 24)]


def test_the_link_replaces_a_number_of_a_list_whose_withdrawal_then_changes_nothing(circle):
    delivery = released(f"Kreis Nord;26;aktiv;{timezone.localdate():%d.%m.%Y}")
    release_count(count=reported_by_link(circle, 24), by=people.karla())
    withdrawn(delivery)
    assert counting() == [("Kreis Nord", "active", 24)]


def test_withdrawal_reaches_past_what_is_withdrawn_too():
    for number in (40, 41, 42):
        last = released(f"Kreis Nord;{number};aktiv;30.06.2017")
    middle = Delivery.objects.order_by("pk")[1]
    withdrawn(middle)
    withdrawn(last)
    assert counting() == [("Kreis Nord", "active", 40)]


def test_a_number_that_waited_puts_nothing_old_back(circle):
    waiting = reported_by_link(circle, 24)
    released(f"Kreis Nord;26;aktiv;{timezone.localdate():%d.%m.%Y}")
    with pytest.raises(ValidationError, match="später eingereichte"):
        release_count(count=waiting, by=people.karla())
    waiting.refresh_from_db()
    assert (waiting.state, counting()) == (State.SUBMITTED, [("Kreis Nord", "active", 26)])


@pytest.mark.parametrize("decide", [
    lambda count: release_count(count=count, by=people.karla()),
    lambda count: return_count(count=count, by=people.karla(), comment="Nein"),
])  # fmt: skip
def test_a_number_of_a_list_is_decided_on_with_its_list(decide):
    delivery = submitted("Kreis Nord;46;aktiv;30.06.2017")
    assert not VolunteerCount.objects.waiting().exists()
    with pytest.raises(ValidationError, match="gehört zu einer Liste"):
        decide(delivery.volunteer_counts.get())


# Who delivers


def test_nobody_delivers_for_another_coordination():
    with pytest.raises(PermissionDenied):
        drafted("Kreis Nord;46;aktiv;30.06.2017", by=people.tom)


@pytest.mark.parametrize("person", [people.vera, people.karla])
def test_the_editor_of_the_area_and_the_coordination_deliver_for_it(person):
    assert drafted("Kreis Nord;46;aktiv;30.06.2017", by=person).sender == people.anker()


@pytest.mark.parametrize("person", [people.emil, people.fritz, people.adam, people.rosa])
def test_others_do_not(person):
    with pytest.raises(PermissionDenied):
        drafted("Kreis Nord;46;aktiv;30.06.2017", by=person)


def test_an_organisation_without_a_circle_finds_no_list(act_as):
    assert act_as(people.tom).get(reverse("volunteering:upload")).status_code == 403


WORD = "zebrafink"


@pytest.fixture
def of_bruecke() -> Delivery:
    """A circle of Brücke with a number and a draft, all of which carry one word."""
    group = VolunteerGroupFactory(name=f"Kreis {WORD}", coordinated_by=[people.bruecke()])
    VolunteerCountFactory(group=group, number=1789)
    data = text(HEADER, f"Kreis {WORD};46;aktiv;30.06.2017")
    draft, _ = actions.draft_list(
        about=VOLUNTEER_LIST, data=data, file_name=f"{WORD}.csv", sender=people.bruecke(), as_of=None,
        by=people.tom(),
    )  # fmt: skip
    assert draft is not None
    return draft


@pytest.mark.usefixtures("of_bruecke")
def test_a_sender_sees_nothing_of_another_one(act_as):
    tina = act_as(people.tina)
    for name in ("volunteering:deliveries", "volunteering:upload", "deliveries:list"):
        assert WORD not in tina.get(reverse(name)).content.decode()
    template = tina.get(reverse("volunteering:template")).getvalue()
    cells = str(CalamineWorkbook.from_filelike(io.BytesIO(template)).get_sheet_by_index(0).to_python())
    assert "Kreis Nord" in cells
    assert WORD not in cells


@pytest.mark.usefixtures("of_bruecke")
def test_the_circle_of_another_sender_is_unknown_here():
    (message,) = said(checked(f"Kreis {WORD};46;aktiv;30.06.2017"))
    assert "ist für diesen Absender nicht erfasst. Bitte" in message


@pytest.mark.parametrize("step", ["confirm", "discard", "release", "return_", "withdraw"])
def test_the_forms_of_another_sender_cannot_be_replayed(act_as, of_bruecke, step):
    form = {"shown": of_bruecke.preview_digest, "comment": "x", "sender": people.bruecke().pk}
    answer = act_as(people.tina).post(reverse(f"volunteering:{step}", args=[of_bruecke.pk]), form)
    assert answer.status_code in (403, 404)
    of_bruecke.refresh_from_db()
    assert of_bruecke.state == State.DRAFT


def test_naming_another_sender_in_ones_own_form_changes_nothing(act_as, of_bruecke):
    file = SimpleUploadedFile("kreise.csv", text(HEADER, f"Kreis {WORD};46;aktiv;30.06.2017"))
    form = {"file": file, "sender": of_bruecke.sender_id}
    answer = act_as(people.tina).post(reverse("volunteering:upload"), form)
    assert "nicht erfasst" in answer.content.decode()
    assert list(Delivery.objects.all()) == [of_bruecke]


# The pages


def test_the_preview_names_number_and_way_of_counting(act_as, circle):
    VolunteerCountFactory(group=circle, number=46, quality="estimated")
    draft = drafted("Kreis Nord;47;aktiv;30.06.2017")
    page = act_as(people.tina).get(reverse("volunteering:delivery", args=[draft.pk])).content.decode()
    for words in (
        "bisher 46, jetzt 47",
        "nur aktiv Engagierte",
        "bisher geschätzt, jetzt gezählt",
        "geändert",
    ):
        assert words in page


def test_the_way_to_the_list_is_shown_to_who_delivers_it(act_as):
    address = reverse("volunteering:deliveries")
    tina = act_as(people.tina)
    assert address in tina.get("/engagement/").content.decode()
    assert address in tina.get(reverse("deliveries:list")).content.decode()
    assert address not in act_as(people.rosa).get("/engagement/").content.decode()


def test_the_coordination_finds_waiting_lists_on_its_work_list_and_in_the_inbox(act_as):
    delivery = submitted("Kreis Nord;46;aktiv;30.06.2017")
    karla = act_as(people.karla)
    work = karla.get(reverse("volunteering:work")).content.decode()
    assert reverse("volunteering:delivery", args=[delivery.pk]) in work
    inbox = karla.get(reverse("deliveries:list")).content.decode()
    assert "Zahlen der Engagierten</a>: 1 Liste wartet" in inbox


# The template


def template_rows() -> list[list[object]]:
    content = template_xlsx(list_template(VOLUNTEER_LIST, people.anker(), date(2017, 8, 31)))
    return CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()


def test_the_template_holds_the_own_circles_with_what_was_reported_last_in_each_way(circle):
    VolunteerCountFactory(group=circle, number=58, as_of=date(2016, 12, 31))
    VolunteerCountFactory(group=circle, number=46)
    VolunteerCountFactory(group=circle, number=210, rule="mailing_list", quality="estimated")
    rows = template_rows()
    assert rows[0][0] == "Zahlen der Engagierten – Stand: 31.08.2017"
    assert rows[3] == [
        "Gruppe", "Engagierte", "Zählweise", "Umfang", "Qualität", "Bemerkung", "zuletzt gemeldet",
    ]  # fmt: skip
    own = "nur der Kreis selbst"
    assert [row[:5] for row in rows[4:]] == [
        ["Kreis Nord", 46, "nur aktiv Engagierte", own, "gezählt"],
        ["Kreis Nord", 210, "alle im Verteiler", own, "geschätzt"],
        ["Kreis Süd", "", "", "", ""],
    ]


def test_a_circle_that_has_ended_is_not_asked_any_more(circle):
    circle.ended_to = date(2017, 7, 31)
    circle.save()
    assert [row[0] for row in template_rows()[4:]] == ["Kreis Süd"]


def test_the_filled_template_comes_back_without_a_message(circle):
    VolunteerGroup.objects.get(name="Kreis Süd").coordinated_by.clear()
    VolunteerCountFactory(group=circle, number=46)
    VolunteerCountFactory(group=circle, number=210, rule="mailing_list", scope="initiatives")
    content = template_xlsx(list_template(VOLUNTEER_LIST, people.anker(), date(2017, 8, 31)))
    draft, check = actions.draft_list(
        about=VOLUNTEER_LIST, data=content, file_name="vorlage.xlsx", sender=people.anker(), as_of=None,
        by=people.tina(),
    )  # fmt: skip
    assert draft is not None
    assert check.messages == ()
    assert [(one.numbers["number"], one.choices) for one in check.statements] == [
        (46, {"rule": "active", "scope": "own", "quality": "counted"}),
        (210, {"rule": "mailing_list", "scope": "initiatives", "quality": "counted"}),
    ]


def test_a_thousand_is_shown_in_german_and_no_sign_explained_that_cannot_occur(act_as):
    delivery = drafted("Kreis Nord;1200;Verteiler;30.06.2017")
    page = act_as(people.tina).get(reverse("volunteering:delivery", args=[delivery.pk])).content.decode()
    assert ">1.200<" in page
    assert "k. A." not in page
