"""Two people at one record outside the admin (CON-01): every route that takes a form stands in a table,
with how two people meet there; where they can, the second is told and sees both versions. For the admin see
tests/portal/test_conflicts_admin.py."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.test import Client
from django.urls import reverse

from portal.models import ColumnProfile, User
from tests import people
from tests.factories import ReportFactory
from tests.sent_forms import sent_by
from tests.test_access import ARGUMENTS, ROWS, draft_of_answer, open_request

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@dataclass(frozen=True)
class Edit:
    """A form that changes what is there: whose record, who uses it, and the text that each of two types."""

    record: Callable[[], dict[str, object]]
    field: str
    by: Callable[[], User] = people.karla


NEW = "makes something new; a figure is replaced by another one, never changed"
DECISION = "a decision about a state, taken under a lock: the second is told that it is taken"
SEEN = "a decision about what was read: it says what it has seen, and is refused if that has changed"
OWN = "about nobody but the person who sends it"
PREVIEW = "a preview is only for the person who uploaded the file"
ONE_STEP = "one step from whatever is there, not what is to be there afterwards"

PREVIEW_STEPS = ("confirm", "discard")

FORMS: dict[str, str | Edit] = {
    "council:change": Edit(open_request, "subject"),
    "reports:change": Edit(lambda: {"pk": ReportFactory().pk}, "department"),
    "reports:edit": Edit(ARGUMENTS["reports:edit"], "comment"),
    "contacts:change": Edit(ARGUMENTS["contacts:change"], "phone", people.tina),
    "taskforce:write_report": Edit(ARGUMENTS["taskforce:write_report"], "text_4", people.sina),
    "reports:choose": "boxes instead of a text: see the test below",
    "deliveries:columns": "says both answers and asks again: see the test below",
    **dict.fromkeys(
        ["contacts:new", "first_steps:shelters", "accessibility:report",
         "council:new", "council:answer", "reports:new", "reports:insert", "deliveries:upload", "fim:upload",
         "volunteering:upload", "deliveries:form", "deliveries:unchanged", "deliveries:nothing",
         "deliveries:grant_exception", "volunteering:issue_link"],
        NEW,
    ),
    **dict.fromkeys(
        ["accessibility:answer",
         "deliveries:close_date", "deliveries:reopen_date", "deliveries:release", "deliveries:return_",
         "deliveries:withdraw", "fim:release", "fim:return_", "fim:withdraw", "volunteering:release",
         "volunteering:return_", "volunteering:withdraw", "volunteering:release_count",
         "volunteering:return_count", "reports:submit", "reports:return_"],
        DECISION,
    ),
    **dict.fromkeys(["reports:release", "taskforce:release_report", "taskforce:return_report"], SEEN),
    **dict.fromkeys(
        [f"{area}:{step}" for area in ("deliveries", "fim", "volunteering") for step in PREVIEW_STEPS],
        PREVIEW,
    ),
    **dict.fromkeys(
        ["contacts:confirm", "contacts:withdraw",
         "reports:move", "reports:show", "reports:remove", "volunteering:confirm_group",
         "volunteering:confirm_space", "volunteering:revoke_link"],
        ONE_STEP,
    ),
    **dict.fromkeys(
        ["account_logout", "account_signup", "mfa_authenticate", "news:follow", "news:unfollow",
         "news:opt_out", "news:follow_again"],
        OWN,
    ),
}  # fmt: skip


def test_every_form_stands_in_the_table():
    """A route that takes a form from anybody; the one of a personal link makes a new number."""
    refused = {"404", "405", "403", "login"}
    asked = {
        row.values[1]
        for row in ROWS
        if row.values[0] == "POST" and not set(row.values[2].values()) <= refused
    }
    assert asked == FORMS.keys()


EDITS = {name: edit for name, edit in FORMS.items() if isinstance(edit, Edit)}


def signed_in(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


@pytest.mark.parametrize("name", EDITS)
def test_the_second_is_told_sees_both_versions_and_then_saves_knowingly(name):
    edit = EDITS[name]
    address = reverse(name, kwargs=edit.record())
    first, second = signed_in(edit.by()), signed_in(edit.by())
    both = sent_by(second.get(address))
    assert first.post(address, both | {edit.field: ["Fassung der ersten"]}).status_code == 302

    told = second.post(address, both | {edit.field: ["Fassung der zweiten"]})
    (clash,) = (one for one in told.context["form"].conflict.differences if one.clash)
    assert (told.status_code, clash.saved, clash.typed) == (409, "Fassung der ersten", "Fassung der zweiten")
    page = told.content.decode()
    assert f"{edit.by()} hat diesen Eintrag am" in page
    assert page.index("Fassung der ersten") < page.index("Fassung der zweiten")
    assert sent_by(second.get(address))[edit.field] == ["Fassung der ersten"]

    assert second.post(address, sent_by(told)).status_code == 302
    assert sent_by(second.get(address))[edit.field] == ["Fassung der zweiten"]


def test_two_choose_what_an_answer_prints():
    address = reverse("reports:choose", kwargs=draft_of_answer())
    karla, konrad = signed_in(people.karla()), signed_in(people.konrad())
    page = konrad.get(address)
    name, blocks = next(
        (field.html_name, [value for value, _ in field.field.choices])
        for field in page.context["form"].visible_fields()
        if len(field.field.choices) > 1
    )
    both = sent_by(page)
    assert karla.post(address, both | {name: blocks[:1]}).status_code == 302
    told = konrad.post(address, both | {name: blocks[1:2]})
    assert told.status_code == 409
    assert sent_by(konrad.get(address))[name] == blocks[:1]
    assert konrad.post(address, sent_by(told)).status_code == 302
    assert sent_by(konrad.get(address))[name] == blocks[1:2]


def test_two_colleagues_say_what_a_heading_means():
    tina = signed_in(people.tina())
    given = {"form-TOTAL_FORMS": 1, "form-INITIAL_FORMS": 1, "form-0-heading": "pers"}
    address = reverse("deliveries:columns")
    tina.post(address, given | {"form-0-shown": "", "form-0-field": "occupied"})
    told = tina.post(address, given | {"form-0-shown": "", "form-0-field": "capacity"}, follow=True)
    assert "Für ‚pers‘ ist inzwischen" in told.content.decode()
    assert ColumnProfile.objects.get().field == "occupied"
    tina.post(address, given | {"form-0-shown": "occupied", "form-0-field": "capacity"})
    assert ColumnProfile.objects.get().field == "capacity"
