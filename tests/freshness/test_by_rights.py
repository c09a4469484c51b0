"""Who has the same rights sees the same page, made once; but for the own name and the own token."""

import re

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse

from accommodation.models import Occupancy
from accommodation.views import chapter
from portal import roles
from portal.freshness.by_rights import alike_by_rights
from portal.models import Following, User
from portal.sign_in.sessions import SessionStore
from tests import people
from tests.accommodation.sending import released
from tests.factories import ShelterFactory

pytestmark = pytest.mark.django_db

START, CURVE, SHELTER_OF_ANKER = "/", "/unterbringung/", "Haus Ahorn"


@pytest.fixture(autouse=True)
def _pages_are_kept(settings, tmp_path):
    store = {"BACKEND": "django.core.cache.backends.filebased.FileBasedCache", "LOCATION": tmp_path / "pages"}
    settings.CACHES = settings.CACHES | {"pages": store}


@pytest.fixture
def pages(tmp_path):
    return lambda: len(list(tmp_path.glob("pages/*")))


def ralf() -> User:
    return people.person("Ralf & Rat", roles.COUNCIL)


def signed_in(user: User) -> Client:
    client = Client(enforce_csrf_checks=True)
    client.force_login(user)
    return client


def text(client: Client, address: str = CURVE) -> str:
    return client.get(address).content.decode()


def members() -> tuple[Client, Client]:
    return signed_in(people.rosa()), signed_in(ralf())


def test_two_members_of_the_council_have_it_made_once(pages):
    rosa, colleague = members()
    text(rosa)
    text(colleague)
    assert pages() == 1


def test_each_reads_the_own_name_and_nobody_elses():
    rosa, colleague = members()
    assert "Angemeldet als Rosa" in text(rosa)
    assert "Angemeldet als Ralf &amp; Rat" in text(colleague)
    assert "Rosa" not in text(colleague)


def test_no_name_and_no_token_lies_in_the_store(tmp_path):
    rosa, _ = members()
    token = re.search(r'csrfmiddlewaretoken" value="(\w+)"', text(rosa))[1]
    (kept,) = tmp_path.glob("pages/*")
    assert "\0" not in text(rosa)
    assert (b"Rosa" in kept.read_bytes(), token.encode() in kept.read_bytes()) == (False, False)


def test_a_form_of_a_page_that_was_kept_can_be_sent():
    rosa, colleague = members()
    text(rosa)
    token = re.search(r'csrfmiddlewaretoken" value="(\w+)"', text(colleague))[1]
    assert colleague.post(reverse("account_logout"), {"csrfmiddlewaretoken": token}).status_code == 302
    assert "Angemeldet als" not in colleague.get("/hilfe/").content.decode()


@pytest.mark.django_db(transaction=True)
def test_after_a_change_nobody_sees_the_old_figure():
    ShelterFactory(name=SHELTER_OF_ANKER, operation__operator=people.anker())
    released(f"{SHELTER_OF_ANKER};5000;4711")
    rosa, colleague = members()
    assert "4.711" in text(rosa)
    Occupancy.objects.filter(occupied=4711).update(occupied=4712)
    assert "4.712" in text(colleague)


@pytest.mark.django_db(transaction=True)
def test_who_follows_the_chapter_sees_that_and_the_other_does_not():
    rosa, colleague = members()
    before = text(rosa)
    Following.objects.create(user=ralf(), area="accommodation")
    assert "nicht mehr folgen" in text(colleague).lower()
    assert "nicht mehr folgen" not in before.lower()
    assert "nicht mehr folgen" not in text(rosa).lower()


def test_other_rights_other_page(pages):
    rosa, karla = signed_in(people.rosa()), signed_in(people.karla())
    text(rosa)
    assert "Verwaltung" in text(karla)
    assert "Verwaltung" not in text(rosa)
    assert pages() == 2


@pytest.mark.django_db(transaction=True)
def test_rights_that_were_taken_are_gone_with_the_next_page():
    karla = people.karla()
    client = signed_in(karla)
    assert "Meldungen" in text(client)
    karla.groups.clear()
    assert "Meldungen" not in text(client)


@pytest.mark.django_db(transaction=True)
def test_what_is_said_to_one_reader_is_said_to_nobody_else():
    rosa, colleague = members()
    token = re.search(r'csrfmiddlewaretoken" value="(\w+)"', text(rosa))[1]
    rosa.post(reverse("news:follow", args=["accommodation"]), {"csrfmiddlewaretoken": token})
    assert 'role="status"' in text(rosa)
    assert 'role="status"' not in text(colleague)
    assert 'role="status"' not in text(rosa)


def test_an_operators_page_is_made_for_the_operator_alone(pages):
    text(signed_in(people.tina()))
    assert pages() == 0


def test_a_page_that_is_there_asks_for_session_account_and_state_of_the_data(django_assert_num_queries):
    rosa, _ = members()
    for address in (CURVE, START):
        text(rosa, address)
        with django_assert_num_queries(3):
            text(rosa, address)


def test_the_start_page_is_made_once_for_each_sign_in(pages):
    rosa, colleague = members()
    for client in (rosa, colleague, rosa, colleague):
        text(client, START)
    assert pages() == 2
    text(signed_in(people.rosa()), START)
    assert pages() == 3


def test_what_one_speaker_has_to_write_is_on_no_other_start_page():
    sina, sven = signed_in(people.sina()), signed_in(people.sven())
    assert "Abschlussbericht AG Sprache" in text(sina, START)
    assert "Abschlussbericht AG Sprache" not in text(sven, START)


@pytest.mark.django_db(transaction=True)
def test_what_was_released_meanwhile_is_new_on_the_start_page():
    rosa, _ = members()
    ShelterFactory(name=SHELTER_OF_ANKER, operation__operator=people.anker())
    assert "4.711" not in text(rosa, START)
    released(f"{SHELTER_OF_ANKER};5000;4711")
    assert "4.711" in text(rosa, START)


def test_the_start_page_of_staff_is_made_each_time(pages):
    text(signed_in(people.karla()), START)
    assert pages() == 0


@pytest.mark.parametrize("name", ["belegung.png", "werte.xlsx"])
def test_pictures_and_files_are_made_once_too_and_stay_as_they_were(pages, name):
    ShelterFactory(name=SHELTER_OF_ANKER, operation__operator=people.anker())
    released(f"{SHELTER_OF_ANKER};5000;4711")
    rosa, colleague = members()
    first, second = (client.get(f"{CURVE}{name}") for client in (rosa, colleague))
    assert (pages(), first.content == second.content) == (1, True)
    assert "csrftoken" not in second.cookies


def asked_by(account: User) -> HttpRequest:
    """As the middleware hands it on: with the account that it read before anything else."""
    request = RequestFactory().get(CURVE)
    request.session, request.user = SessionStore(), account
    return request


@pytest.mark.django_db(transaction=True)
def test_rights_that_went_while_the_page_was_asked_for_reach_nobody_elses_page():
    karla = people.karla()
    asked = asked_by(karla)
    assert "portal.release_delivery" in karla.get_all_permissions()  # which this copy remembers from now on
    roles.give_role(User.objects.get(pk=karla.pk), roles.COUNCIL)

    assert "Verwaltung" not in chapter(asked).content.decode()
    assert "Verwaltung" not in text(members()[0])


@pytest.mark.django_db(transaction=True)
def test_what_was_made_while_somebody_changed_something_is_not_kept(pages):
    @alike_by_rights
    def slow(request: HttpRequest) -> HttpResponse:
        Following.objects.create(user=request.user, area="fim")
        return HttpResponse("<p>Seite</p>")

    assert slow(asked_by(people.rosa())).content == b"<p>Seite</p>"
    assert pages() == 0
