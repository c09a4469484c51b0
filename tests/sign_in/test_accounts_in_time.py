"""How an account begins and ends: invitation, rules of passwords, expiry, disuse."""

import re
import statistics
import time
from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.conf import settings as portal_settings
from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from portal.models import User
from portal.sign_in.invitations import invite
from tests import people
from tests.sign_in import factors

pytestmark = [pytest.mark.django_db, pytest.mark.once]

ARGON2, PBKDF2 = portal_settings.PASSWORD_HASHERS
CHOSEN = "Die Katze sitzt auf dem Dach"


def link_in(mail) -> str:
    return re.search(r"http://127\.0\.0\.1:8000(\S+)", mail.body)[1]


def choose_password(link: str, password: str = CHOSEN):
    browser = Client()
    form = browser.get(link, follow=True).request["PATH_INFO"]
    return browser.post(form, {"password1": password, "password2": password})


def opens(user: User, password: str = CHOSEN) -> bool:
    browser = Client()
    factors.enter_password(browser, user, password)
    return factors.signed_in(browser)


class TestInvitation:
    @pytest.fixture
    def tom(self, act_as, mailoutbox) -> User:
        """Adam has just opened his account."""
        form = {"email": "tom@bruecke.example", "name": "Tom", "role": "rat", "is_active": "on"}
        act_as(people.adam).post(reverse("admin:portal_user_add"), form)
        return User.objects.get(email="tom@bruecke.example")

    def test_tom_chooses_his_password_himself(self, tom, mailoutbox):
        assert mailoutbox[0].to == [tom.email]
        choose_password(link_in(mailoutbox[0]))
        assert opens(tom)

    def test_adam_is_told_and_sees_no_password(self, tom, client):
        page = client.get(reverse("admin:portal_user_changelist")).content.decode()
        assert "Der Link zum Passwort ist an tom@bruecke.example unterwegs." in page

    def test_the_link_works_once(self, tom, mailoutbox):
        link = link_in(mailoutbox[0])
        choose_password(link)
        choose_password(link, "Der Hund liegt unter dem Tisch")
        assert opens(tom)

    @pytest.mark.parametrize(("hours", "expected"), [(23, True), (25, False)])
    def test_and_for_a_day(self, tom, mailoutbox, hours, expected):
        with time_machine.travel(timezone.localtime() + timedelta(hours=hours)):
            choose_password(link_in(mailoutbox[0]))
            assert opens(tom) == expected

    def test_adam_invites_again(self, tom, client, mailoutbox):
        form = {"action": "invite", "_selected_action": [tom.pk]}
        client.post(reverse("admin:portal_user_changelist"), form)
        choose_password(link_in(mailoutbox[-1]))
        assert (len(mailoutbox), opens(tom)) == (2, True)

    def test_without_a_mail_server_adam_is_told(self, settings, act_as, mailoutbox):
        settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
        form = {"email": "tom@bruecke.example", "name": "Tom", "role": "rat", "is_active": "on"}
        answer = act_as(people.adam).post(reverse("admin:portal_user_add"), form, follow=True)
        assert "kein Mailserver eingerichtet" in answer.content.decode()

    def test_a_mail_server_that_is_down_loses_no_account(self, settings, act_as):
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
        form = {"email": "tom@bruecke.example", "name": "Tom", "role": "rat", "is_active": "on"}
        answer = act_as(people.adam).post(reverse("admin:portal_user_add"), form, follow=True)
        assert "ging nicht hinaus" in answer.content.decode()
        assert User.objects.filter(email="tom@bruecke.example").exists()

    def test_from_the_command_line(self, mailoutbox, capsys):
        call_command("add_account", "tom@bruecke.example", "--name", "Tom", "--role", "rat", "--invite")
        choose_password(link_in(mailoutbox[0]))
        assert opens(User.objects.get(email="tom@bruecke.example"))


def test_the_last_administrator_is_replaced_by_one_command(client, capsys, caplog):
    call_command("add_account", "neu@portal.example", "--name", "Neu", "--role", "administration")
    password = capsys.readouterr().out.split()[-1]
    new = User.objects.get(email="neu@portal.example")
    factors.enter_password(client, new, password)
    assert client.get(reverse("admin:portal_user_changelist")).status_code == 200
    assert "opened from the command line" in caplog.text
    assert (password in caplog.text, new.email in caplog.text) == (False, False)


class TestEnd:
    @pytest.mark.parametrize(("day", "expected"), [(date(2099, 12, 31), True), (date(2000, 1, 1), False)])
    def test_an_account_opens_until_its_day(self, day, expected):
        rosa = factors.with_password(people.rosa())
        User.objects.update(expires_on=day)
        assert opens(rosa, factors.PASSWORD) == expected

    def test_on_its_last_day_it_opens_and_on_the_next_one_sessions_end(self, client):
        with time_machine.travel(datetime(2017, 8, 31, 20, 0, tzinfo=timezone.get_default_timezone())) as now:
            rosa = people.rosa()
            User.objects.update(expires_on=date(2017, 8, 31))
            client.force_login(rosa)
            assert client.get("/konto/sicherheit/").status_code == 200
            now.move_to(datetime(2017, 9, 1, 0, 1, tzinfo=timezone.get_default_timezone()))
            assert client.get("/konto/sicherheit/").status_code == 302

    @pytest.mark.parametrize(("days", "expected"), [(90, True), (91, False)])
    def test_nobody_used_it_for_ninety_days(self, days, expected):
        rosa = factors.with_password(people.rosa())
        assert opens(rosa, factors.PASSWORD)
        with time_machine.travel(timezone.localtime() + timedelta(days=days)):
            assert opens(rosa, factors.PASSWORD) == expected

    def test_then_an_invitation_opens_it_again(self, mailoutbox):
        rosa = factors.with_password(people.rosa())
        with time_machine.travel(timezone.localtime() + timedelta(days=100)):
            invite(rosa)
            choose_password(link_in(mailoutbox[0]))
            assert opens(rosa)

    def test_and_a_forgotten_password_alone_does_not(self, client, mailoutbox):
        rosa = factors.with_password(people.rosa())
        with time_machine.travel(timezone.localtime() + timedelta(days=100)):
            client.post(reverse("account_reset_password"), {"email": rosa.email})
            (link,) = re.findall(r"/konto/password/reset/key/\S+", mailoutbox[0].body)
            choose_password(link)
            assert not opens(rosa)


class TestPasswords:
    @pytest.mark.parametrize(
        "password",
        [
            "kurz", "elf-zeichen", "passwort1234", "Stuttgart2017!", "stuttgart-stuttgart",
            "Integrationsportal", "PortalStuttgart99", "Willkommen2017!", "1q2w3e4r5t6y", "qazwsxedcrfv",
            "123456789123456",
            "rosa.rat@portal.example",
        ],
    )  # fmt: skip
    def test_refused(self, password):
        with pytest.raises(ValidationError):
            validate_password(password, people.rosa())

    @pytest.mark.parametrize(
        "password",
        [
            CHOSEN, "zwölfzeichen", "nur kleine buchstaben", "Mein Fahrrad steht in Stuttgart am Neckar",
            "日本語のパスワードです長い", "x9-" * 42 + "ende", "ß" * 64 + "Übermut und Demut" * 4,
        ],
    )  # fmt: skip
    def test_accepted(self, client, mailoutbox, password):
        rosa = people.rosa()
        invite(rosa)
        choose_password(link_in(mailoutbox[0]), password)
        assert opens(rosa, password)

    def test_an_old_hash_becomes_argon2_at_sign_in(self, settings):
        settings.PASSWORD_HASHERS = [ARGON2, PBKDF2]
        rosa = people.rosa()
        User.objects.update(password=make_password(CHOSEN, hasher="pbkdf2_sha256"))
        assert opens(rosa)
        assert User.objects.get(pk=rosa.pk).password.startswith("argon2$argon2id$")


class TestNobodyLearnsWhoHasAnAccount:
    def test_by_what_the_sign_in_says(self):
        rosa, nobody = factors.with_password(people.rosa()), User(email="niemand@portal.example")
        known, unknown = (factors.enter_password(Client(), user, "falsch") for user in (rosa, nobody))
        texts = [
            re.sub(r'csrfmiddlewaretoken" value="\w+"', "", answer.content.decode()).replace(user.email, "")
            for answer, user in ((known, rosa), (unknown, nobody))
        ]
        assert known.status_code == unknown.status_code
        assert texts[0] == texts[1]

    def test_by_how_long_it_takes(self, settings):
        """Computing time, so that other work on the machine does not count."""
        settings.PASSWORD_HASHERS = [ARGON2]
        rosa, nobody = factors.with_password(people.rosa()), User(email="niemand@portal.example")
        times: dict[str, list[float]] = {rosa.email: [], nobody.email: []}
        for n in range(18):
            for user in (rosa, nobody):
                before = time.process_time()
                factors.enter_password(Client(), user, "falsch", REMOTE_ADDR=f"192.0.2.{n}")
                times[user.email].append(time.process_time() - before)
        known, unknown = map(statistics.median, times.values())
        assert known == pytest.approx(unknown, rel=0.15)
