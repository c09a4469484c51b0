"""Sign-in through a directory: the real protocol with a real provider process on this machine."""

import json
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from http.client import HTTPConnection
from urllib.parse import urlencode, urlsplit

import pytest
from django.test import Client
from django.urls import reverse

from portal import roles
from portal.models import User
from tests import people
from tests.sign_in import directory as provider
from tests.sign_in import factors

pytestmark = [pytest.mark.django_db, pytest.mark.once]

START = "/konto/oidc/verzeichnis/login/"


@pytest.fixture(scope="module")
def process() -> Iterator[int]:
    """The provider; its port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen([sys.executable, provider.__file__, str(port)])
    wait_for(port)
    yield port
    server.terminate()
    server.wait()


def wait_for(port: int) -> None:
    for _ in range(150):
        try:
            socket.create_connection(("127.0.0.1", port)).close()
            return
        except OSError:
            time.sleep(0.1)
    pytest.fail("the provider does not answer")


@pytest.fixture
def directory(process, settings) -> None:
    settings.OIDC_URL = f"http://127.0.0.1:{process}"
    settings.SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]
        | {
            "APPS": [
                {
                    "provider_id": "verzeichnis", "name": "Dienstkonto", "client_id": provider.CLIENT,
                    "secret": provider.SECRET,
                    "settings": {"server_url": settings.OIDC_URL, "verified_email": ["stadt.example"]},
                }
            ]
        }
    }  # fmt: skip


def person(email: str, **claims: object) -> dict[str, object]:
    return {"sub": f"key-of-{email}", "email": email, "email_verified": True, "name": "Petra Probe", **claims}


def come_back(client: Client, who: dict[str, object], start: str = START) -> str:
    """From the portal to the provider, and the address with which it sends the browser back."""
    there = urlsplit(client.get(start).headers["Location"])
    provider_page = HTTPConnection(there.netloc)
    provider_page.request("GET", f"{there.path}?{there.query}&{urlencode({'as': json.dumps(who)})}")
    back = urlsplit(provider_page.getresponse().headers["Location"])
    return f"{back.path}?{back.query}"


def sign_in(client: Client, who: dict[str, object]):
    return client.get(come_back(client, who))


def test_without_a_directory_there_is_neither_a_button_nor_a_door(client):
    assert "Dienstkonto" not in client.get(reverse("account_login")).content.decode()
    assert client.get(START).status_code == 404


@pytest.mark.usefixtures("directory")
class TestPeopleWithAnAccount:
    def test_the_page_shows_the_button(self, client):
        assert "Mit dem Dienstkonto anmelden" in client.get(reverse("account_login")).content.decode()

    def test_are_found_by_their_verified_address_and_stay_who_they_are(self, client):
        karla = factors.with_password(people.karla())
        sign_in(client, person(karla.email.upper()))
        assert client.get(reverse("deliveries:list")).status_code == 200
        karla.refresh_from_db()
        assert (roles.role_of(karla), karla.check_password(factors.PASSWORD)) == (roles.COORDINATION, True)

    def test_are_not_found_by_an_address_that_anybody_can_claim(self, client):
        answer = sign_in(client, person(people.karla().email, email_verified=False))
        assert "Konten vergibt die Administration" in answer.content.decode()
        assert not factors.signed_in(client)

    @pytest.mark.parametrize(
        ("address", "expected"), [("eva@stadt.example", True), ("eva@stadt.example.org", False)]
    )
    def test_are_found_by_an_address_of_the_citys_own_domain(self, client, address, expected):
        User.objects.create_user(address, name="Eva")
        sign_in(client, person(address, email_verified=False))
        assert factors.signed_in(client) == expected

    def test_later_by_the_key_of_the_directory(self, client):
        karla = people.karla()
        who = person(karla.email)
        sign_in(client, who)
        second = Client()
        sign_in(second, who | {"email": "karla.neu@portal.example"})
        assert second.session["_auth_user_id"] == str(karla.pk)

    @pytest.mark.parametrize("change", [{"is_active": False}, {"expires_on": "2000-01-01"}])
    def test_whose_account_is_closed_stay_out(self, client, change):
        karla = people.karla()
        User.objects.filter(pk=karla.pk).update(**change)
        sign_in(client, person(karla.email))
        assert not factors.signed_in(client)

    def test_with_an_app_are_asked_for_its_code(self, client):
        karla = people.karla()
        factors.give_app(karla)
        answer = sign_in(client, person(karla.email))
        assert answer.headers["Location"] == reverse("mfa_authenticate")
        assert not factors.signed_in(client)

    @pytest.mark.parametrize(("asks", "expected"), [(False, 302), (True, 200)])
    def test_need_no_second_factor_here_only_if_the_directory_asks(self, client, settings, asks, expected):
        settings.REQUIRE_SECOND_FACTOR, settings.OIDC_SECOND_FACTOR = True, asks
        sign_in(client, person(people.karla().email))
        assert client.get("/").status_code == expected


@pytest.mark.usefixtures("directory")
class TestStrangers:
    def test_get_no_account(self, client):
        answer = sign_in(client, person("fremd@portal.example"))
        assert "Konten vergibt die Administration" in answer.content.decode()
        assert not User.objects.exists()

    def test_cannot_be_tied_to_an_account_that_is_signed_in(self, client):
        client.force_login(people.karla())
        back = come_back(client, person("fremd@portal.example"), f"{START}?process=connect")
        assert client.get(back).status_code == 401
        assert not people.karla().socialaccount_set.exists()

    def test_a_code_of_another_browser_signs_nobody_in(self, client):
        people.karla()
        back = come_back(client, person("karla.koordination@portal.example"))
        victim = Client()
        victim.get(back)
        assert not factors.signed_in(victim)


@pytest.mark.usefixtures("directory")
class TestGroups:
    @pytest.fixture(autouse=True)
    def groups(self, settings) -> None:
        settings.OIDC_ROLES = {"G-Portal-Koordination": "koordination", "G-Rat": "rat"}

    def test_make_an_account_with_their_role(self, client):
        sign_in(client, person("petra@portal.example", groups=["G-Alle", "G-Portal-Koordination"]))
        petra = User.objects.get()
        assert (petra.name, roles.role_of(petra)) == ("Petra Probe", roles.COORDINATION)
        assert not petra.has_usable_password()
        assert client.get(reverse("deliveries:list")).status_code == 200

    def test_that_nobody_named_make_none(self, client):
        sign_in(client, person("petra@portal.example", groups=["G-Alle"]))
        assert not User.objects.exists()

    def test_take_the_role_away_again(self, client):
        sign_in(client, person("petra@portal.example", groups=["G-Portal-Koordination"]))
        sign_in(Client(), person("petra@portal.example", groups=[]))
        petra = User.objects.get()
        assert (roles.role_of(petra), petra.is_staff) == (None, False)

    def test_touch_neither_operators_nor_superusers(self, client):
        tina = people.tina()
        sign_in(client, person(tina.email, groups=["G-Rat"]))
        assert roles.role_of(User.objects.get(pk=tina.pk)) == roles.OPERATOR
