"""Hostile words in every field and every part of an address: no failure, nothing comes back unescaped.

A scan from inside, signed in as each role: it knows every route and every field there is. Roles and, in the
admin's lists, words take turns; `PORTAL_SCAN=all` lets each meet every route, which takes ten times as long.
"""

import os
import random
import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings as portal_settings
from django.forms import BaseForm
from django.http import HttpResponse
from django.test import Client
from django.urls import NoReverseMatch, reverse

from tests import people
from tests.test_access import ALL_ROUTES, ARGUMENTS, MODEL_ROUTES, NAMED, READERS, reader_of, undone

pytestmark = pytest.mark.django_db

MARK = "<zqx onload=alert(1)>"
HOSTILE = (
    f"'\"></script>{MARK}", "' OR 1=1 --", "1;DROP TABLE portal_user", "../../../../etc/passwd",
    "%2e%2e%2f%00.svg", "\x00", "a\x00b", "9" * 400, "-1", "1e999", "NaN", "0000-00-00", "9999-99-99", "²",
    "٣", "{{ 7*7 }}${7*7}", "\r\nSet-Cookie: zqx=1", "\N{GRINNING FACE}" * 50, "x" * 20_000, "[]",
    "{\"$ne\": 1}", "javascript:alert(1)", "//example.org/", "true", "on", "1", "2017-08-31", "",
)  # fmt: skip
TELLTALE = re.compile(rb"<zqx|Traceback|(?:Operational|Programming|Integrity|Data)Error|near \"|root:x:")
READ = re.compile(r"""\.(?:GET|POST)(?:\.get(?:list)?\(|\[)["'](\w+)["']""")
PLACES = list(READERS)


def forms_below(form: type) -> Iterator[type]:
    for one in form.__subclasses__():
        yield one
        yield from forms_below(one)


@cache
def field_names() -> list[str]:
    """Of every form of the portal, and every parameter that its code reads by name."""
    own = [form for form in forms_below(BaseForm) if apps.is_installed(form.__module__.partition(".")[0])]
    names = {name for form in own for name in getattr(form, "base_fields", {})}
    for path in (Path(portal_settings.BASE_DIR) / area for area in apps.app_configs):
        for module in path.rglob("*.py") if path.is_dir() else ():
            names.update(READ.findall(module.read_text(encoding="utf-8")))
    return sorted(
        names | {"q", "o", "p", "all", "next", "page", "action", "_selected_action", "form-TOTAL_FORMS"}
    )


def hostile_form(chance: random.Random) -> dict[str, str]:
    """Half of the fields there are; some of the values are harmless, to get further in."""
    return {name: chance.choice(HOSTILE) for name in field_names() if chance.random() < 0.5}


def hostile_address(name: str, chance: random.Random) -> str | None:
    """The route with one part of its address replaced, if it takes that at all."""
    arguments = dict.fromkeys(ALL_ROUTES[name].pattern.converters, "1")
    for part in arguments:
        arguments[part] = chance.choice(HOSTILE)
    try:
        return reverse(name, kwargs=arguments)
    except (NoReverseMatch, UnicodeEncodeError):
        return None


def turns(choices: Sequence[str], number: int) -> Sequence[str]:
    return choices if os.environ.get("PORTAL_SCAN") == "all" else [choices[number % len(choices)]]


def assert_harmless(answer: HttpResponse, asked: str) -> None:
    content = b"".join(answer) if answer.streaming else answer.content
    assert answer.status_code < 500, asked
    assert "zqx" not in answer.headers.get("Set-Cookie", "") + "".join(answer.cookies), asked
    if answer.headers.get("Content-Type", "").startswith(("text/html", "image/svg", "application/xml")):
        assert TELLTALE.search(content) is None, asked
    assert "example.org" not in answer.headers.get("Location", "").partition("?")[0], asked


SCANNED = sorted(name for name in NAMED & ALL_ROUTES.keys() if not name.startswith("openid_connect"))


@pytest.mark.parametrize("number", range(len(SCANNED)), ids=SCANNED)
def test_hostile_words_are_harmless(settings, number):
    name = SCANNED[number]
    address = reverse(name, kwargs=ARGUMENTS.get(name, dict)())
    for reader in turns(PLACES, number):
        chance = random.Random(f"{name} {reader}")  # noqa: S311 - the same words in every run
        settings.PUBLIC_VIEW = reader == "public"
        client, person = Client(), reader_of(name, reader)
        if person:
            client.force_login(person())
        asked = f"{reader} {name}"
        with undone():
            assert_harmless(client.get(address, hostile_form(chance)), asked)
        with undone():
            assert_harmless(client.post(address, hostile_form(chance)), asked)
        if ALL_ROUTES[name].pattern.converters and (other := hostile_address(name, chance)):
            with undone():
                assert_harmless(client.get(other), asked)


LISTS = sorted(name for name, (_, kind) in MODEL_ROUTES.items() if kind == "changelist")


@pytest.mark.parametrize("number", range(len(LISTS)), ids=LISTS)
def test_hostile_words_are_harmless_in_lists_of_the_admin(client, without_sidebar, number):
    client.force_login(people.adam() if "user" in LISTS[number] else people.emil())
    for word in turns(HOSTILE[:8], number):
        for parameter in ("q", "o", "p", "id__exact"):
            with undone():
                asked = f"{LISTS[number]} {parameter}"
                assert_harmless(client.get(reverse(LISTS[number]), {parameter: word}), asked)


def test_a_page_that_repeats_what_was_said_would_be_seen():
    with pytest.raises(AssertionError):
        assert_harmless(HttpResponse(f"<p>{HOSTILE[0]}</p>"), "")
    with pytest.raises(AssertionError):
        assert_harmless(HttpResponse(status=500), "")
