"""Guessing is stopped: per account and address, per account and day, and never for a colleague."""

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.cookiejar import CookieJar
from urllib.error import URLError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, build_opener

import pytest
from django.conf import settings as portal_settings
from django.db import connection
from django.test import Client
from django.urls import reverse

from portal.accounts import EXAMPLE_DOMAIN
from portal.models import User
from portal.sign_in.urls import SECOND_FACTOR, SIGN_IN
from tests import people
from tests.sign_in import factors

pytestmark = pytest.mark.once

STOPPED = "Das waren zu viele Versuche."
WRONG = "Passwort stimmt nicht"


@pytest.fixture
def tina(db):
    return factors.with_password(people.tina())


def guess(user: User, **request) -> bool:
    """Whether the guess was looked at."""
    text = factors.enter_password(Client(), user, "falsch geraten", **request).content.decode()
    assert (STOPPED in text) != (WRONG in text)
    return WRONG in text


def from_address(number: int) -> str:
    return f"192.0.2.{number}"


def test_the_sixth_guess_from_one_address_is_stopped(tina):
    assert [guess(tina) for _ in range(30)] == [True] * 5 + [False] * 25


def test_the_right_password_does_not_help_after_five_guesses(client, tina):
    for _ in range(5):
        guess(tina)
    factors.enter_password(client, tina)
    assert not factors.signed_in(client)


def test_twenty_guesses_a_day_from_all_addresses_together(tina):
    looked_at = [guess(tina, REMOTE_ADDR=from_address(n % 10)) for n in range(30)]
    assert looked_at == [True] * 20 + [False] * 10


def test_capitals_make_no_other_account(tina):
    for _ in range(5):
        guess(tina)
    tina.email = tina.email.upper()
    assert not guess(tina)


def test_a_colleague_at_the_same_address_signs_in(client, tina):
    karla = factors.with_password(people.karla())
    for _ in range(40):
        guess(tina)
    factors.enter_password(client, karla)
    assert factors.signed_in(client)


def test_who_signs_in_often_is_not_stopped(tina):
    for _ in range(25):
        browser = Client()
        factors.enter_password(browser, tina)
        assert factors.signed_in(browser)


@pytest.mark.parametrize("proxies", [0, 1])
def test_a_forged_address_changes_nothing(tina, settings, proxies):
    """Without a proxy the header is not read; with one, only what that one added at the end."""
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    real = from_address(1)
    looked_at = [
        guess(tina, REMOTE_ADDR=real, headers={"X-Forwarded-For": f"{from_address(n)}, {real}"})
        for n in range(30)
    ]
    assert looked_at.count(True) == 5


def test_a_new_password_by_mail_opens_again(client, tina, mailoutbox):
    for n in range(30):
        guess(tina, REMOTE_ADDR=from_address(n % 10))
    client.post(reverse("account_reset_password"), {"email": tina.email})
    (link,) = re.findall(r"/konto/password/reset/key/\S+", mailoutbox[0].body)
    form = client.get(link, follow=True).request["PATH_INFO"]
    new = "Ein anderer Satz für die Probe"
    client.post(form, {"password1": new, "password2": new})
    factors.enter_password(client, tina, new)
    assert factors.signed_in(client)


class TestOtherDoors:
    """Every page of the account that takes a secret."""

    def signed_in_with_app(self, user: User) -> Client:
        factors.give_app(user)
        browser = Client()
        browser.force_login(user)
        return browser

    def before_the_second_factor(self, user: User) -> Client:
        factors.give_app(user)
        browser = Client()
        factors.enter_password(browser, user)
        return browser

    def without_app(self, user: User) -> Client:
        browser = Client()
        browser.force_login(user)
        browser.post(reverse("account_reauthenticate"), {"password": factors.PASSWORD})
        return browser

    @pytest.mark.parametrize(
        ("door", "form", "browser_of"),
        [
            ("mfa_authenticate", {"code": "000000"}, before_the_second_factor),
            ("mfa_reauthenticate", {"code": "000000"}, signed_in_with_app),
            ("mfa_activate_totp", {"code": "000000"}, without_app),
            ("account_reauthenticate", {"password": "falsch"}, signed_in_with_app),
            ("account_change_password", {"oldpassword": "falsch"}, without_app),
        ],
    )
    def test_has_a_limit(self, tina, door, form, browser_of):
        browser = browser_of(self, tina)
        for _ in range(12):
            answer = browser.post(reverse(door), form)
        assert answer.status_code == 429 or STOPPED in answer.content.decode()

    def test_the_mails_for_a_new_password_have_one(self, client, tina, mailoutbox):
        for n in range(12):
            client.post(reverse("account_reset_password"), {"email": tina.email}, REMOTE_ADDR=from_address(n))
        assert len(mailoutbox) == 5

    def test_guessed_links_for_a_new_password_have_one(self, client, tina):
        address = reverse("account_reset_password_from_key", kwargs={"uidb36": "1", "key": "set-password"})
        answers = [client.post(address, {"password1": "x"}).status_code for _ in range(61)]
        assert answers[-1] == 429

    def test_no_other_page_of_the_account_takes_a_secret(self):
        """A new one has to be entered above, or here with the reason why it needs no limit."""
        limited = {
            "account_login", "account_reauthenticate", "account_change_password", "account_reset_password",
            "account_reset_password_from_key", "mfa_authenticate", "mfa_reauthenticate", "mfa_activate_totp",
            "mfa_reauthenticate_webauthn",  # a passkey's signature, counted like a code
        }  # fmt: skip
        takes_nothing = {
            "account_logout", "account_inactive", "account_signup", "account_reset_password_done",
            "account_reset_password_from_key_done", "mfa_index", "mfa_list_webauthn",
            "mfa_download_recovery_codes", "mfa_view_recovery_codes",
        }  # fmt: skip
        confirmed_first = {
            "mfa_deactivate_totp", "mfa_add_webauthn", "mfa_remove_webauthn", "mfa_generate_recovery_codes",
        }  # fmt: skip
        pages = SIGN_IN | {page.name for page in SECOND_FACTOR}
        assert pages == limited | takes_nothing | confirmed_first


@pytest.mark.django_db(transaction=True)
def test_two_workers_count_together_and_a_restart_forgets_nothing():
    """Real gunicorn, real database, parallel guesses: five in all are looked at."""
    email = f"zwei@{EXAMPLE_DOMAIN}"
    User.objects.create_user(email, name="Zwei")
    with gunicorn() as home, ThreadPoolExecutor(4) as people_at_once:
        looked_at = list(people_at_once.map(lambda _: guess_over_http(home, email), range(20)))
    with gunicorn() as home:
        looked_at += [guess_over_http(home, email) for _ in range(20)]
    assert looked_at.count(True) == 5


@contextmanager
def gunicorn() -> Iterator[str]:
    """Two workers on the database of the test; yields their address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        sys.executable, "-m", "gunicorn", "portal.wsgi", "--bind", f"127.0.0.1:{port}", "--workers", "2",
        "--no-control-socket", "--log-level", "error",
    ]  # fmt: skip
    server = subprocess.Popen(
        command, cwd=portal_settings.BASE_DIR, env=os.environ | {"DATABASE_URL": database_url()}
    )
    try:
        wait_for(f"http://127.0.0.1:{port}/konto/login/")
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait()


def database_url() -> str:
    database = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{database['NAME']}"
    return f"postgres://{database['USER']}@/{database['HOST']}/{database['NAME']}"


def wait_for(address: str) -> None:
    for _ in range(150):
        try:
            build_opener().open(address).close()
            return
        except URLError:
            time.sleep(0.2)
    pytest.fail("gunicorn does not answer")


def guess_over_http(home: str, email: str) -> bool:
    browser = build_opener(HTTPCookieProcessor(CookieJar()))
    page = browser.open(f"{home}/konto/login/").read().decode()
    token = re.search(r'csrfmiddlewaretoken" value="(\w+)"', page)[1]
    form = {"login": email, "password": "falsch", "csrfmiddlewaretoken": token}
    request = browser.open(f"{home}/konto/login/", urlencode(form).encode())
    return WRONG in request.read().decode()
