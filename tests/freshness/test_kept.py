"""What every stranger sees alike is made once, and anew as soon as anything behind it changes."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
import time_machine
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.test import Client, RequestFactory

from accommodation.models import Occupancy
from portal.freshness.kept import areas_behind, kept
from portal.freshness.once import made_once
from portal.operation import read_only
from tests import people
from tests.accommodation.sending import released
from tests.factories import ShelterFactory

pytestmark = pytest.mark.django_db(transaction=True)

CURVE = "/unterbringung/"


@pytest.fixture(autouse=True)
def _pages_are_kept(settings, tmp_path):
    settings.PUBLIC_VIEW = True
    store = {"BACKEND": "django.core.cache.backends.filebased.FileBasedCache", "LOCATION": tmp_path / "pages"}
    settings.CACHES = settings.CACHES | {"pages": store}


@pytest.fixture
def ahorn():
    return ShelterFactory(name="Haus Ahorn", operation__operator=people.anker())


def text(client: Client, address: str = CURVE, **headers: str) -> str:
    return client.get(address, headers=headers).content.decode()


def test_the_second_stranger_costs_one_question(ahorn, django_assert_num_queries):
    released("Haus Ahorn;100;80")
    first = text(Client())
    with django_assert_num_queries(1):
        assert text(Client()) == first


def test_after_a_release_nobody_sees_the_old_figure(ahorn):
    released("Haus Ahorn;100;80", as_of="31.07.2017")
    assert "4.711" not in text(Client())
    released("Haus Ahorn;5000;4711")
    assert "4.711" in text(Client())
    Occupancy.objects.filter(occupied=4711).update(occupied=4712)
    assert "4.712" in text(Client())


def test_who_has_the_page_is_told_so_until_it_changes():
    known = Client().get(CURVE).headers["ETag"]
    again = Client().get(CURVE, headers={"If-None-Match": known})
    assert (again.status_code, again.content) == (304, b"")

    ShelterFactory(name="Haus Birke")

    assert Client().get(CURVE, headers={"If-None-Match": known}).status_code == 200


def test_a_browser_asks_each_time_whether_its_page_still_holds():
    assert "no-cache" in Client().get(CURVE).headers["Cache-Control"]


def test_tomorrow_the_page_is_made_anew():
    with time_machine.travel("2026-11-28 12:00+01:00", tick=False):
        today = Client().get(CURVE).headers["ETag"]
    with time_machine.travel("2026-11-29 12:00+01:00", tick=False):
        assert Client().get(CURVE).headers["ETag"] != today


def test_while_nobody_may_write_the_page_says_so_at_once(settings, tmp_path):
    settings.READ_ONLY = tmp_path / "read_only"
    before = text(Client())
    read_only.switch(on=True)
    assert text(Client()) != before
    read_only.switch(on=False)
    assert text(Client()) == before


def test_nobody_gets_the_page_of_a_person_who_is_signed_in(client):
    client.force_login(people.karla())
    assert "Karla" in text(client)
    assert "ETag" not in client.get(CURVE).headers
    assert "Karla" not in text(Client())


def test_who_is_signed_in_does_not_get_the_page_of_strangers(client):
    text(Client())
    client.force_login(people.karla())
    assert "Karla" in text(client)


def test_what_is_said_to_one_reader_is_said_to_nobody_else():
    stranger = Client()
    stranger.cookies["messages"] = "etwas"
    assert "ETag" not in stranger.get(CURVE).headers


def test_a_page_that_is_not_there_is_not_kept(tmp_path):
    assert Client().get("/unterbringung/bild/gibt-es-nicht.svg").status_code == 404
    assert list(tmp_path.glob("pages/*")) == []


def test_a_page_with_a_form_of_the_readers_own_is_not_kept(tmp_path):
    @kept
    def view(request: HttpRequest) -> HttpResponse:
        return HttpResponse(f"Nummer {get_token(request)}")

    answer = view(RequestFactory().get("/fim/"))
    assert "ETag" not in answer.headers
    assert list(tmp_path.glob("pages/*")) == []


def test_open_data_keep_their_own_names_and_are_asked_for_by_them():
    answer = Client().get("/daten/kennzahlen.json")
    known = answer.headers["ETag"]
    assert Client().get("/daten/kennzahlen.json", headers={"If-None-Match": known}).status_code == 304


def test_a_page_depends_on_what_the_tables_of_its_area_point_to():
    assert areas_behind("accommodation") == {"accommodation", "portal"}
    assert areas_behind("volunteering") == {"volunteering", "accommodation", "portal"}
    assert areas_behind("pakt") == {"pakt", "taskforce", "portal"}


def test_a_page_of_the_roof_depends_on_all_areas():
    assert areas_behind("portal") >= {"accommodation", "culture_sport", "fim", "pakt", "volunteering"}


def at_once(ask, readers: int = 4) -> list:
    """All begin at the same moment, as after a release."""
    line = threading.Barrier(readers)

    def one(_: int):
        line.wait()
        try:
            return ask()
        finally:
            connection.close()

    with ThreadPoolExecutor(readers) as threads:
        return list(threads.map(one, range(readers)))


def test_four_strangers_at_once_have_the_page_made_once():
    made = []

    @kept
    def view(request: HttpRequest) -> HttpResponse:
        made.append(request)
        return HttpResponse(f"Nummer {len(made)}")

    view.__wrapped__.__module__ = "fim.views"
    answers = at_once(lambda: view(RequestFactory().get("/fim/")))

    assert {answer.content for answer in answers} == {b"Nummer 1"}
    assert len(made) == 1


def test_a_picture_that_four_ask_for_is_drawn_once():
    drawn = []
    assert (
        at_once(lambda: made_once("pictures", "curve", lambda: drawn.append(1) or "<svg>")) == ["<svg>"] * 4
    )
    assert drawn == [1]
