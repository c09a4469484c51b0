"""Every page of the portal, opened once and looked at in every way (looking.py), in one portal that is full:
the facts of the report, the invented example, and what tests/test_access.py makes for a route.

What stands in the table of routes and is not looked at here is a file, takes nothing but a form, or has its
reason in LEADS_ON. For the administration see tests/browser/test_every_route_of_admin.py.
"""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings as portal_settings
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse
from playwright.sync_api import expect

from accommodation.models import Shelter
from tests import people
from tests.browser.visiting import Visitor
from tests.factories import KnownBarrierFactory, StatementFactory
from tests.form_errors import MISTAKES, more_than_places, page_after, through_the_door
from tests.sent_forms import sent_by
from tests.sign_in.factors import PASSWORD, code_of, enter_code, enter_password, give_app, with_password
from tests.test_access import ALL_ROUTES, ARGUMENTS, ROWS, circle_list_draft, draft, list_draft, undone
from tests.test_conflicts import EDITS, signed_in

# Who sees most of a page comes first.
BEST = ("coordination", "operator", "speaker", "administration", "audit", "editor", "council", "public")
ANSWERS = {name: answers for method, name, answers in (row.values for row in ROWS) if method == "GET"}

FILES = {
    "deliveries:file", "deliveries:template", "deliveries:report", "fim:file", "fim:template",
    "volunteering:file", "volunteering:template", "taskforce:calendar", "taskforce:minutes", "reports:file",
    "alive", "ready", "admin:jsi18n",
    *(name for name, route in ALL_ROUTES.items() if "extension" in route.pattern.converters),
    *(name for name in ALL_ROUTES if name.startswith("opendata:")),
} - {"opendata:home", "opendata:api"}  # fmt: skip
LEADS_ON = {
    "volunteering:open_link": "to the form behind the link, which is looked at",
    "account_set_password": "everybody has a password: to where it is changed",
    "admin:login": "to the only door",
    "admin:view_on_site": "no model has an address of its own",
    "admin:autocomplete": "a list of names for a field",
    "openid_connect_login": "to the directory's own sign-in",
    "openid_connect_callback": "from the directory's own sign-in",
    "mfa_download_recovery_codes": "a file",
    "mfa_list_webauthn": "to the page of all factors",
    "mfa_remove_webauthn": "to saying again who one is; there is no passkey",
    "mfa_reauthenticate_webauthn": "there is one page to say again who one is: account_reauthenticate",
}
BEFORE_THE_APP = ("mfa_activate_totp", "mfa_add_webauthn")
WITH_THE_APP = (
    "mfa_index", "mfa_view_recovery_codes", "mfa_generate_recovery_codes", "mfa_deactivate_totp",
    "mfa_reauthenticate",
)  # fmt: skip
OF_THE_SECOND_FACTOR = {"mfa_authenticate", *BEFORE_THE_APP, *WITH_THE_APP}
ON_THE_WAY = {"volunteering:report_number", "socialaccount_login_error"}

OPENED = {
    name: next(reader for reader in BEST if answers[reader] == "200")
    for name, answers in ANSWERS.items()
    if "200" in answers.values() and name not in FILES
}

About = Callable[[], dict[str, object]]


def sprachkurse() -> dict[str, object]:
    return {"programme": "pakt-fuer-integration", "slug": "staedtische-sprachkurse"}


# The same routes for others, who see something else there, and in other states: reader, what stands in the
# path (without it what test_access has there), what is asked.
ALSO: list[tuple[str, str, About | None, str]] = [
    # What stands in the report and in the example: more than what is made for a route.
    ("accommodation:shelter", "coordination", lambda: {"code": Shelter.objects.first().code}, ""),
    ("accommodation:balance", "coordination", None, "stichtag=2017-08-31"),
    ("taskforce:body", "public", lambda: {"slug": "ag-sprache-und-kulturelle-werte"}, ""),
    ("taskforce:chapter", "public", None, "stichtag=2016-12-31"),
    ("taskforce:organigram", "public", None, "stichtag=2010-01-01"),
    ("pakt:project", "public", sprachkurse, "stichtag=2018-07-15"),
    ("factcheck:claim", "public", lambda: {"key": "k-06-auslastung"}, ""),
    ("factcheck:claim", "public", lambda: {"key": "k-04-koenigsteiner-schluessel"}, ""),
    ("districts:district", "public", lambda: {"slug": "vaihingen"}, "stichtag=2017-08-31"),
    ("library:indicator", "public", lambda: {"slug": "occupancy_total"}, ""),
    # Who sees something else, and other states.
    *(("home", reader, None, "") for reader in BEST),
    ("home", "public", None, "stichtag=2010-01-01"),
    ("home", "public", None, "stichtag=31.02.2017"),
    ("deliveries:list", "operator", None, ""),
    ("deliveries:calendar", "operator", None, ""),
    ("deliveries:form", "operator", None, ""),
    ("deliveries:delivery", "operator", draft, ""),
    ("deliveries:delivery", "operator", more_than_places, ""),
    ("fim:own", "operator", None, ""),
    ("fim:delivery", "operator", list_draft, ""),
    ("volunteering:delivery", "operator", circle_list_draft, ""),
    ("contacts:list", "operator", None, ""),
    ("search:search", "public", None, "q=xylophon"),
    ("search:search", "public", None, "q=Unterkunft"),
    ("search:search", "public", None, f"q={'x' * 101}"),
    ("culture_sport:offers", "public", None, "bezirk=Atlantis"),
    ("accommodation:chapter", "public", None, "stichtag=2010-01-01"),
    ("accommodation:chapter", "public", None, "stichtag=2017-08-31"),
    ("volunteering:chapter", "public", None, "stichtag=2017-08-31"),
    ("culture_sport:chapter", "public", None, "stichtag=2010-01-01"),
    ("fim:chapter", "public", None, "stichtag=2017-09-15"),
    ("pakt:chapter", "public", None, "stichtag=2018-07-15"),
    ("districts:overview", "public", None, "stichtag=2017-12-31"),
    *(("help:page", "public", lambda slug=slug: {"slug": slug}, "") for slug in ("meldung", "glossar")),
]
VISITS = [*((name, reader, None, "") for name, reader in OPENED.items()), *ALSO]
ERRORS = sorted(path.name for path in Path(portal_settings.BASE_DIR / "templates").glob("[45]*.html"))


def area_of(name: str) -> str:
    return name.partition(":")[0] if ":" in name else "portal"


def test_every_route_is_looked_at_or_has_its_reason() -> None:
    only_forms = {
        name for name, answers in ANSWERS.items() if "405" in answers.values() and name not in OPENED
    }
    looked_at = OPENED.keys() | OF_THE_SECOND_FACTOR | ON_THE_WAY
    assert ANSWERS.keys() == looked_at | (FILES & ANSWERS.keys()) | only_forms | LEADS_ON.keys()


@pytest.mark.parametrize("area", sorted({area_of(name) for name in OPENED}))
def test_every_page_is_for_everybody(visitor: Visitor, area: str) -> None:
    StatementFactory()
    KnownBarrierFactory()
    for name, reader, about, asked in VISITS:
        if area_of(name) == area:
            with undone():
                kwargs = (about or ARGUMENTS.get(name, dict))()
                visitor.comes_as(reader, name)
                visitor.opens(f"{reverse(name, kwargs=kwargs)}?{asked}")
    visitor.is_content()


@pytest.mark.parametrize("part", range(3))
def test_every_form_with_a_mistake_is_for_everybody(visitor: Visitor, part: int) -> None:
    for name in list(MISTAKES)[part::3]:
        with undone():
            visitor.sees(f"/fehler/{name}/", page_after(name))
            expect(visitor.page.locator("#fehler")).to_be_focused()
    visitor.is_content()


def test_every_conflict_of_two_people_is_for_everybody(visitor: Visitor) -> None:
    for name, edit in EDITS.items():
        with undone():
            address = reverse(name, kwargs=edit.record())
            first, second = signed_in(edit.by()), signed_in(edit.by())
            form = sent_by(second.get(address))
            first.post(address, form | {edit.field: ["Fassung der ersten"]})
            visitor.sees(f"/konflikt/{name}/", second.post(address, form | {edit.field: ["der zweiten"]}))
    visitor.is_content()


def test_every_page_of_the_second_factor_is_for_everybody(visitor: Visitor) -> None:
    tina = with_password(people.tina())
    enter_password(visitor.client, tina)
    say_again(visitor.client)
    visitor.open_all(map(reverse, BEFORE_THE_APP))
    secret, visitor.client = give_app(tina), Client()
    enter_password(visitor.client, tina)
    visitor.opens(reverse("mfa_authenticate"))
    enter_code(visitor.client, code_of(secret))
    say_again(visitor.client)
    visitor.open_all(map(reverse, WITH_THE_APP))
    visitor.is_content()


def say_again(client: Client) -> None:
    """Who changes how one signs in says first who one is."""
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})


def test_what_is_reached_on_the_way_and_what_goes_wrong_is_for_everybody(visitor: Visitor) -> None:
    through_the_door(visitor.client)
    visitor.open_all([reverse("volunteering:report_number"), reverse("socialaccount_login_error")])
    visitor.opens("/gibt-es-nicht/")
    for name in ERRORS:
        visitor.sees(f"/fehler/{name}", HttpResponse(render_to_string(name)))
    visitor.is_content()
