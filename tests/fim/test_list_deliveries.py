"""A provider's monthly list: checked, shown, confirmed by who sent it, released by a second person."""

import io

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from python_calamine import CalamineWorkbook

from fim.imports.placement_list import PLACEMENT_LIST
from fim.models import PlacementCount
from portal.list_deliveries import actions
from portal.list_deliveries.template import list_template
from portal.models import Delivery
from portal.releases import State
from portal.sheets.template import template_xlsx
from tests import people
from tests.factories import PlacementFactory, ProviderFactory
from tests.fim.lists import (
    AUGUST,
    checked,
    counting,
    drafted,
    garden,
    released,
    said,
    submitted,
    workshop,
)
from tests.sheets import text

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _measures():
    garden()
    workshop()


# What a file says


def test_a_measure_is_known_by_name_number_and_alias_in_any_letters():
    check = checked("lehrGARTEN;8;31.08.2017", "M-2;5;31.08.2017", "Garten;7;31.07.2017")
    assert [(str(one.subject), one.numbers["occupied"]) for one in check.statements] == [
        ("Lehrgarten", 8), ("Werkstatt", 5), ("Lehrgarten", 7),
    ]  # fmt: skip
    assert check.outcome == "accepted"


def test_all_problems_are_told_at_once_with_row_column_and_remedy():
    check = checked(
        "Lehrgartn;8;31.08.2017", "Werkstatt;viele;31.08.2017", "Lehrgarten;8;31.02.2017",
        "Garten;3;31.08.2017", "Lehrgarten;3;31.08.2017",
    )  # fmt: skip
    assert check.outcome == "rejected"
    assert said(check) == [
        ("error", "Zeile 2, Spalte ‚Maßnahme‘: Maßnahme ‚Lehrgartn‘ ist für diesen Absender nicht erfasst. "
         "Gemeint ‚Lehrgarten‘? Bitte berichtigen."),
        ("error", "Zeile 3, Spalte ‚besetzt‘: ‚viele‘ ist keine Zahl. Bitte die Zahl der besetzten Plätze "
         "eintragen."),
        ("error", "Zeile 4, Spalte ‚Stichtag‘: 31.02.2017 gibt es nicht."),
        ("error", "Zeile 6, Spalte ‚Maßnahme‘: Maßnahme ‚Lehrgarten‘ steht schon in Zeile 5. Bitte nur "
         "einmal angeben."),
    ]  # fmt: skip


def test_a_name_and_a_number_of_two_measures_contradict_each_other():
    check = checked("M-1;Werkstatt;8;31.08.2017", header="Nr.;Maßnahme;besetzt;Stichtag")
    assert "nennt zwei verschiedene Einträge" in said(check)[0][1]


def test_nothing_of_another_provider_is_known_here():
    PlacementFactory(name="Bootshaus", provider=ProviderFactory(organisation=people.bruecke()))
    (message,) = checked("Bootshaus;4;31.08.2017").messages
    assert "für diesen Absender nicht erfasst. Bitte" in message.text


def test_what_was_never_approved_has_no_places_to_fill():
    PlacementFactory(
        name="Neu", status="applied", approved_on=None, places_approved=None,
        provider=ProviderFactory(organisation=people.anker()),
    )  # fmt: skip
    assert checked("Neu;4;31.08.2017").outcome == "rejected"


def test_more_than_approved_is_asked_about():
    check = checked("Werkstatt;7;31.08.2017")
    assert check.outcome == "confirm"
    assert said(check) == [
        ("warning", "Zeile 2, Spalte ‚besetzt‘: 7 Plätze besetzt, bewilligt sind 6. Stimmt das?")
    ]


def test_a_day_without_a_contract_is_asked_about():
    assert "ist am 30.06.2017 kein Vertrag erfasst" in said(checked("Werkstatt;5;30.06.2017"))[0][1]


def test_no_answer_is_not_zero():
    zero, missing = checked("Werkstatt;0;31.08.2017", "Lehrgarten;k.A.;31.08.2017").statements
    assert (zero.numbers["occupied"], missing.numbers["occupied"]) == (0, None)


def test_a_list_of_names_is_refused_and_nothing_is_kept():
    named = text("Maßnahme;besetzt;Stichtag;Nachname", "Werkstatt;1;31.08.2017;Muster")
    draft, check = actions.draft_list(
        about=PLACEMENT_LIST, data=named, file_name="fim.csv", sender=people.anker(), as_of=None,
        by=people.tina(),
    )  # fmt: skip
    assert draft is None
    assert not check.storable
    assert not Delivery.objects.exists()


# From the preview to what counts


def test_before_the_confirmation_nothing_is_written():
    drafted("Werkstatt;5;31.08.2017")
    assert not PlacementCount.objects.exists()


def test_before_the_release_nothing_counts():
    submitted("Werkstatt;5;31.08.2017")
    assert counting() == {}


def test_after_the_release_it_counts():
    released("Werkstatt;5;31.08.2017", "Lehrgarten;k.A.;31.08.2017")
    assert counting() == {"Werkstatt": 5, "Lehrgarten": None}


def test_a_correction_needs_a_reason_and_keeps_what_it_replaces():
    first = released("Werkstatt;5;31.08.2017")
    with pytest.raises(ValidationError, match="Grund"):
        submitted("Werkstatt;4;31.08.2017", reason=" ")
    second = released("Werkstatt;4;31.08.2017")
    assert counting() == {"Werkstatt": 4}
    row = PlacementCount.objects.get(delivery=second)
    assert (row.replaces.delivery, row.replaces.occupied, second.reason) == (first, 5, "Nachgezählt")


def test_no_answer_never_takes_the_place_of_a_number():
    released("Werkstatt;5;31.08.2017", "Lehrgarten;8;31.08.2017")
    released("Werkstatt;k.A.;31.08.2017", "Lehrgarten;9;31.08.2017")
    assert counting() == {"Werkstatt": 5, "Lehrgarten": 9}


def test_what_says_nothing_new_is_not_taken_over():
    released("Werkstatt;5;31.08.2017")
    with pytest.raises(ValidationError, match="nichts Neues"):
        submitted("Werkstatt;5;31.08.2017", "")


def test_the_same_file_counts_once():
    released("Werkstatt;5;31.08.2017")
    assert "bereits übernommen" in said(checked("Werkstatt;5;31.08.2017"))[0][1]


def test_warnings_must_be_accepted():
    draft = drafted("Werkstatt;7;31.08.2017")
    with pytest.raises(ValidationError, match="Warnungen"):
        actions.submit_list(
            about=PLACEMENT_LIST, delivery=draft, by=people.tina(), shown=draft.preview_digest,
            warnings_accepted=False,
        )  # fmt: skip


def test_what_changed_since_the_preview_is_shown_again_first():
    draft = drafted("Werkstatt;5;31.08.2017")
    released("Werkstatt;4;31.08.2017", "Lehrgarten;1;31.08.2017")
    with pytest.raises(actions.OutdatedError):
        actions.submit_list(
            about=PLACEMENT_LIST, delivery=draft, by=people.tina(), shown=draft.preview_digest,
            warnings_accepted=True, reason="x",
        )  # fmt: skip
    assert counting()["Werkstatt"] == 4


def test_who_submitted_a_list_never_releases_it():
    delivery = submitted("Werkstatt;5;31.08.2017", by=people.karla)
    with pytest.raises(PermissionDenied):
        actions.release_list(about=PLACEMENT_LIST, delivery=delivery, by=people.karla())
    actions.release_list(about=PLACEMENT_LIST, delivery=delivery, by=people.konrad())
    assert counting() == {"Werkstatt": 5}


def test_an_older_list_that_waited_puts_no_old_number_back():
    waiting = submitted("Werkstatt;5;31.08.2017")
    released("Werkstatt;4;31.08.2017")
    with pytest.raises(ValidationError, match="später eingereichte"):
        actions.release_list(about=PLACEMENT_LIST, delivery=waiting, by=people.karla())
    assert counting() == {"Werkstatt": 4}
    waiting.refresh_from_db()
    assert waiting.state == State.SUBMITTED


def test_withdrawn_the_number_before_counts_again_past_what_is_withdrawn_too():
    released("Werkstatt;3;31.08.2017")
    second, third = released("Werkstatt;4;31.08.2017"), released("Werkstatt;5;31.08.2017")
    for delivery in (second, third):
        actions.withdraw_list(about=PLACEMENT_LIST, delivery=delivery, by=people.karla(), comment="Irrtum")
    assert counting() == {"Werkstatt": 3}


def test_a_provider_takes_back_only_what_nobody_has_released():
    delivery = released("Werkstatt;3;31.08.2017")
    with pytest.raises(PermissionDenied):
        actions.withdraw_list(about=PLACEMENT_LIST, delivery=delivery, by=people.tina(), comment="Irrtum")


def test_the_sender_reads_how_many_may_release_it(client):
    people.karla()
    sent = submitted("Lehrgarten;8;31.08.2017")
    client.force_login(people.tina())
    page = client.get(f"/fim/meldungen/{sent.pk}/").content.decode()
    assert "Freigeben kann sie die Koordination der Stadt, derzeit eine Person." in page


def test_a_file_that_is_gone_is_told_with_the_way_to_its_numbers(client):
    sent = submitted("Lehrgarten;8;31.08.2017")
    sent.file.storage.delete(sent.file.name)
    client.force_login(people.tina())
    answer = client.get(f"/fim/meldungen/{sent.pk}/datei/")
    assert answer.status_code == 410
    assert f'href="/fim/meldungen/{sent.pk}/"' in answer.content.decode()


def test_nobody_delivers_for_another_provider():
    ProviderFactory(organisation=people.bruecke())
    with pytest.raises(PermissionDenied):
        drafted("Werkstatt;3;31.08.2017", by=people.tom)


@pytest.mark.parametrize("person", [people.fritz, people.karla])
def test_the_editor_of_the_area_and_the_coordination_deliver_for_a_provider(person):
    assert drafted("Werkstatt;3;31.08.2017", by=person).sender == people.anker()


@pytest.mark.parametrize("person", [people.emil, people.adam, people.rosa])
def test_others_do_not(person):
    with pytest.raises(PermissionDenied):
        drafted("Werkstatt;3;31.08.2017", by=person)


# The template


def test_the_template_holds_the_own_measures_with_what_was_reported_last():
    released("Werkstatt;5;31.07.2017")
    content = template_xlsx(list_template(PLACEMENT_LIST, people.anker(), AUGUST))
    rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    assert rows[0][0] == "Besetzung der FIM-Plätze – Stand: 31.08.2017"
    assert rows[3][:3] == ["Nr.", "Maßnahme", "besetzt"]
    assert [row[:3] for row in rows[4:]] == [["M-1", "Lehrgarten", ""], ["M-2", "Werkstatt", 5]]
    assert rows[5][4] == "31.07.2017: 5"


def test_the_template_comes_back_without_a_question():
    released("Werkstatt;5;31.07.2017")
    content = template_xlsx(list_template(PLACEMENT_LIST, people.anker(), AUGUST))
    draft, check = actions.draft_list(
        about=PLACEMENT_LIST, data=content, file_name="vorlage.xlsx", sender=people.anker(), as_of=None,
        by=people.tina(),
    )  # fmt: skip
    assert draft is not None
    assert [one.as_of for one in check.statements] == [AUGUST, AUGUST]
    assert [message.text for message in check.messages if message.level != "notice"] == []
