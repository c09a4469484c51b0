"""Every form of the portal once with a mistake: what is sent by whom, and the page that comes back.

tests/test_form_errors.py holds it against the table of routes. The browser looks at the same pages.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from html.parser import HTMLParser

from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from accommodation.actions import draft_delivery
from portal.accounts import issue_password
from portal.models import User
from portal.releases import submit
from tests import people
from tests.factories import ReportFactory, ShelterFactory, VolunteerGroupFactory
from tests.sent_forms import sent_by
from tests.test_access import ARGUMENTS, balanced, shelter
from volunteering.actions import issue_link

Form = dict[str, object]


@dataclass(frozen=True)
class Mistake:
    by: Callable[[], User] | None
    form: Form = field(default_factory=lambda: {"csrfmiddlewaretoken": "-"})  # nothing filled in
    asked: str = ""  # what stands in the address after the question mark
    first: Callable[[Client], None] | None = None  # what has to happen before
    about: Callable[[], Form] | None = None  # what stands in the path; without it what test_access has there
    read: bool = False  # the form only asks (GET)
    opened: bool = False  # the page has to be opened first; `form` is what is typed into it


def lines(**fields: str) -> Form:
    house = {"form-0-code": "ANK-1"} | {f"form-0-{name}": value for name, value in fields.items()}
    return {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "1"} | house


def shelter_reported(client: Client) -> None:
    """Haus Anker, of which there is a number already."""
    shelter()


def people_housed() -> Form:
    """So that there is a balance to try assumptions with."""
    balanced("platzbilanz", "svg")
    return {}


def more_than_places() -> Form:
    """Tina has to tick that she has seen the warning."""
    house = ShelterFactory(name="Haus Linde", operation__operator=people.anker())
    assert house.capacities.get().places < 130
    data = b"Unterkunft;Stichtag;belegt\nHaus Linde;31.08.2017;130\n"
    delivery, _ = draft_delivery(
        data=data, file_name="linde.csv", sender=people.anker(), as_of=None, by=people.tina()
    )
    assert delivery is not None
    return {"pk": delivery.pk}


def report_of_karla() -> Form:
    """Submitted, so that Konrad may return it."""
    report = ReportFactory()
    submit(report, by=people.karla())
    return {"pk": report.pk}


def through_the_door(client: Client) -> None:
    token = issue_link(group=VolunteerGroupFactory(), by=people.vera())
    client.get(reverse("volunteering:open_link", args=[token]))


NEXT = "stichtag=2017-09-30"

MISTAKES: dict[str, Mistake] = {
    "account_login": Mistake(None, {"login": "niemand"}),
    "account_reset_password": Mistake(None, {"email": "niemand"}),
    "account_change_password": Mistake(people.rosa, {"oldpassword": "falsch"}),
    "account_reauthenticate": Mistake(people.rosa, {"password": "falsch"}),
    "accessibility:report": Mistake(None, {"reply_to": "lena@portal.example"}),
    "accessibility:answer": Mistake(people.karla),
    "accommodation:balance": Mistake(
        people.karla, asked="versuch=1&zugaenge=viele", read=True, about=people_housed
    ),
    "deliveries:upload": Mistake(people.tina),
    "deliveries:confirm": Mistake(people.tina, about=more_than_places),
    "deliveries:form": Mistake(people.tina, lines(occupied="viele"), NEXT, shelter_reported),
    "deliveries:unchanged": Mistake(people.tina, asked=NEXT, first=shelter_reported),
    "deliveries:nothing": Mistake(people.tina, asked=NEXT),
    "deliveries:return_": Mistake(people.karla),
    "deliveries:withdraw": Mistake(people.tina),
    "deliveries:close_date": Mistake(people.karla),
    "deliveries:reopen_date": Mistake(people.karla),
    "deliveries:grant_exception": Mistake(people.karla),
    "fim:upload": Mistake(people.fritz),
    "fim:return_": Mistake(people.karla),
    "fim:withdraw": Mistake(people.fritz),
    "volunteering:upload": Mistake(people.vera),
    "volunteering:return_": Mistake(people.karla),
    "volunteering:withdraw": Mistake(people.vera),
    "volunteering:report_number": Mistake(None, {"number": "viele"}, first=through_the_door),
    "contacts:new": Mistake(people.tina),
    "contacts:change": Mistake(people.tina, {"function": ""}, opened=True),
    "first_steps:shelters": Mistake(people.karla),
    "council:new": Mistake(people.karla, {"number": "ohne Jahr"}),
    "council:change": Mistake(people.karla, {"number": "ohne Jahr"}, opened=True),
    "council:answer": Mistake(people.karla),
    "reports:new": Mistake(people.karla),
    "reports:change": Mistake(people.karla, {"title": ""}, opened=True),
    "reports:insert": Mistake(people.karla),
    "reports:edit": Mistake(people.karla, {"comment": "x" * 2001}),
    "reports:return_": Mistake(people.konrad, about=report_of_karla),
    "taskforce:return_report": Mistake(people.karla),
}


def page_after(name: str) -> HttpResponse:
    """What whoever made the mistake sees."""
    cache.clear()
    mistake, client = MISTAKES[name], Client()
    address = reverse(name, kwargs=(mistake.about or ARGUMENTS.get(name, dict))())
    if mistake.by:
        account = mistake.by()
        issue_password(account)
        client.force_login(account)
    if mistake.first:
        mistake.first(client)
    asked = f"{address}?{mistake.asked}"
    if mistake.read:
        return client.get(asked)
    form = sent_by(client.get(asked)) | mistake.form if mistake.opened else mistake.form
    return client.post(asked, form)


class Page(HTMLParser):
    """What a page with mistakes consists of for who reads it by ear."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.described: list[str] = []  # what the wrong fields point to
        self.wrong = 0
        self.around = ""  # what the group of fields points to
        self.links: list[str] = []  # of the summary
        self.focused = 0
        self.depth = 0  # within the summary
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if "id" in given:
            self.ids.append(given["id"])
        if tag == "fieldset":
            self.around = given.get("aria-describedby", "")
        if given.get("aria-invalid") == "true":
            self.wrong += 1
            self.described.append(given.get("aria-describedby") or self.around)
        if tag == "div" and (self.depth or given.get("role") == "alert"):
            self.depth += 1
        if self.depth and tag == "a":
            self.links.append(given["href"].removeprefix("#"))
        self.focused += "autofocus" in given

    def handle_endtag(self, tag: str) -> None:
        if tag == "div" and self.depth:
            self.depth -= 1
        if tag == "fieldset":
            self.around = ""
