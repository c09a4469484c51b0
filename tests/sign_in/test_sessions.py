"""How long a sign-in lasts and what ends it."""

from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
import time_machine
from django.conf import settings
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from portal.models import User
from tests import people
from tests.sign_in import factors

pytestmark = pytest.mark.django_db

MORNING = datetime(2017, 8, 31, 6, tzinfo=UTC)
PAGE = "/konto/sicherheit/"


def stays(client: Client) -> bool:
    return client.get(PAGE).status_code == 200


def browser_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    assert stays(client)
    return client


@pytest.mark.parametrize(
    ("person", "idle", "expected"),
    [
        (people.karla, timedelta(hours=3) - timedelta(seconds=1), True),
        (people.karla, timedelta(hours=3), False),
        (people.adam, timedelta(minutes=30) - timedelta(seconds=1), True),
        (people.adam, timedelta(minutes=30), False),
    ],
)
def test_who_does_nothing_is_signed_out(person, idle, expected):
    with time_machine.travel(MORNING, tick=False) as clock:
        browser = browser_of(person())
        clock.move_to(MORNING + idle)
        assert stays(browser) == expected


def test_after_twelve_hours_everybody_signs_in_again():
    with time_machine.travel(MORNING, tick=False) as clock:
        browser = browser_of(people.karla())
        for hours in (2, 4, 6, 8, 10, 11.99):
            clock.move_to(MORNING + timedelta(hours=hours))
            assert stays(browser)
        clock.move_to(MORNING + timedelta(hours=12))
        assert not stays(browser)


def test_reading_does_not_write_with_every_page():
    with time_machine.travel(MORNING, tick=False) as clock:
        browser = browser_of(people.rosa())
        before = dict(browser.session)
        clock.move_to(MORNING + timedelta(seconds=59))
        stays(browser)
        assert dict(browser.session) == before


def test_the_page_says_why(settings):
    settings.PUBLIC_VIEW = True
    with time_machine.travel(MORNING, tick=False) as clock:
        browser = browser_of(people.rosa())
        clock.move_to(MORNING + timedelta(hours=3))
        assert "Sie wurden abgemeldet" in browser.get("/").content.decode()


class TestNewKey:
    def test_at_sign_in(self, client):
        tina = factors.with_password(people.tina())
        planted = client.session  # as if somebody else had given this browser its session
        planted["planted"] = True
        planted.save()
        before = client.cookies[settings.SESSION_COOKIE_NAME].value
        factors.enter_password(client, tina)
        assert client.cookies[settings.SESSION_COOKIE_NAME].value != before
        thief = Client()
        thief.cookies[settings.SESSION_COOKIE_NAME] = before
        assert not stays(thief)

    def test_at_the_factor_check_and_the_old_one_is_dead(self, client):
        tina = factors.with_password(people.tina())
        secret = factors.give_app(tina)
        factors.enter_password(client, tina)
        before = client.cookies[settings.SESSION_COOKIE_NAME].value
        factors.enter_code(client, factors.code_of(secret))
        assert client.cookies[settings.SESSION_COOKIE_NAME].value != before
        thief = Client()
        thief.cookies[settings.SESSION_COOKIE_NAME] = before
        assert not stays(thief)


class TestOtherSessionsEnd:
    def test_when_the_account_is_closed(self):
        rosa = people.rosa()
        browser = browser_of(rosa)
        User.objects.filter(pk=rosa.pk).update(is_active=False)
        assert browser.get(PAGE).headers["Location"].startswith(reverse("account_login"))

    def test_when_the_password_changes_but_not_the_own(self):
        rosa = factors.with_password(people.rosa())
        other, own = browser_of(rosa), browser_of(rosa)
        new = "Ein anderer Satz für die Probe"
        form = {"oldpassword": factors.PASSWORD, "password1": new, "password2": new}
        own.post(reverse("account_change_password"), form)
        assert (stays(other), stays(own)) == (False, True)


class TestTheAdministrationEndsSessions:
    def test_of_one_account(self):
        rosas, tinas = browser_of(people.rosa()), browser_of(people.tina())
        call_command("end_sessions", "--email", people.rosa().email.upper(), stdout=StringIO())
        assert (stays(rosas), stays(tinas)) == (False, True)

    def test_of_all(self):
        browsers = [browser_of(people.rosa()), browser_of(people.tina()), browser_of(people.tina())]
        out = StringIO()
        call_command("end_sessions", "--all", stdout=out)
        assert out.getvalue() == "Beendet: 3 Sitzungen.\n"
        assert not any(map(stays, browsers))

    def test_an_unknown_address_is_named(self):
        with pytest.raises(CommandError, match="gibt es kein Konto"):
            call_command("end_sessions", "--email", "x@portal.example")

    def act(self, action: str, user: User, by=people.adam) -> None:
        form = {"action": action, "_selected_action": [user.pk]}
        browser_of(by()).post(reverse("admin:portal_user_changelist"), form)

    def test_in_the_admin(self):
        browser = browser_of(people.rosa())
        self.act("end_sessions", people.rosa())
        assert not stays(browser)

    def test_with_the_second_factor_of_who_lost_it(self):
        tina = people.tina()
        factors.give_app(tina)
        browser = browser_of(tina)
        self.act("remove_factors", tina)
        assert not stays(browser)
        assert not tina.authenticator_set.exists()

    @pytest.mark.parametrize("target", ["superuser", "self"])
    def test_but_not_the_factor_of_a_superuser_nor_the_own(self, target):
        user = people.adam()
        if target == "superuser":
            user = User.objects.create_superuser("root@portal.example", name="Root")
        factors.give_app(user)
        self.act("remove_factors", user)
        assert user.authenticator_set.count() == 2

    def test_and_nobody_else(self):
        browser = browser_of(people.rosa())
        self.act("end_sessions", people.rosa(), by=people.karla)
        assert stays(browser)
