"""Second factor: required in production for who can write, one use per code, secrets encrypted."""

import re
from io import StringIO
from types import SimpleNamespace

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import decrypt
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from portal.sign_in.second_factor import SecondFactorMiddleware
from tests import people
from tests.sign_in import factors
from tests.test_access import ALL_ROUTES

pytestmark = [pytest.mark.django_db, pytest.mark.once]

WRITERS = [
    people.tina, people.sina, people.emil, people.vera, people.kuno, people.fritz, people.paula, people.karla,
    people.adam, people.dora,
]  # fmt: skip
INDEX = "/konto/sicherheit/"


@pytest.fixture
def production(settings):
    settings.REQUIRE_SECOND_FACTOR = True


@pytest.fixture
def tina():
    return factors.with_password(people.tina())


class TestSignIn:
    def test_with_an_app_the_password_alone_opens_nothing(self, client, tina):
        factors.give_app(tina)
        answer = factors.enter_password(client, tina)
        assert answer.headers["Location"] == reverse("mfa_authenticate")
        assert not factors.signed_in(client)

    @pytest.mark.parametrize("door", ["account_login", "admin:login"])
    def test_no_door_takes_the_password_alone(self, client, door):
        karla = factors.with_password(people.karla())
        factors.give_app(karla)
        names = {"login": karla.email, "username": karla.email, "password": factors.PASSWORD}
        client.post(reverse(door), names)
        assert not factors.signed_in(client)
        assert client.get("/admin/").status_code == 302

    def test_the_code_of_the_app_opens(self, client, tina):
        secret = factors.give_app(tina)
        factors.enter_password(client, tina)
        factors.enter_code(client, factors.code_of(secret))
        assert factors.signed_in(client)

    def test_a_wrong_code_does_not_and_says_so(self, client, tina):
        factors.give_app(tina)
        factors.enter_password(client, tina)
        answer = factors.enter_code(client, "000000")
        assert "Der Code stimmt nicht oder wurde schon benutzt." in answer.content.decode()
        assert not factors.signed_in(client)

    def test_the_code_of_the_app_opens_once(self, client, tina):
        code = factors.code_of(factors.give_app(tina))
        factors.enter_password(client, tina)
        factors.enter_code(client, code)
        second = Client()
        factors.enter_password(second, tina)
        factors.enter_code(second, code)
        assert not factors.signed_in(second)

    def test_a_recovery_code_opens_once(self, client, tina):
        factors.give_app(tina)
        code = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()[0]
        second = Client()
        for browser in (client, second):
            factors.enter_password(browser, tina)
            factors.enter_code(browser, code)
        assert (factors.signed_in(client), factors.signed_in(second)) == (True, False)


class TestSetUp:
    def activate(self, client) -> str:
        """The code that set the app up."""
        client.post(reverse("account_reauthenticate"), {"password": factors.PASSWORD})
        page = client.get(reverse("mfa_activate_totp")).content.decode()
        code = factors.code_of(re.search(r'class="secret">(\w+)<', page)[1])
        client.post(reverse("mfa_activate_totp"), {"code": code})
        return code

    def test_an_app_and_ten_codes(self, client, tina, production):
        factors.enter_password(client, tina)
        self.activate(client)
        page = client.get(reverse("mfa_view_recovery_codes")).content.decode()
        assert len(re.findall(r"<li><code>\d{8}</code>", page)) == 10
        assert client.get(reverse("deliveries:list")).status_code == 200

    def test_the_code_that_set_it_up_does_not_sign_in(self, client, tina):
        factors.enter_password(client, tina)
        code = self.activate(client)
        second = Client()
        factors.enter_password(second, tina)
        factors.enter_code(second, code)
        assert not factors.signed_in(second)

    def test_nothing_in_the_database_is_the_secret(self, client, tina):
        factors.enter_password(client, tina)
        self.activate(client)
        app = Authenticator.objects.get(type="totp").wrap()
        codes = Authenticator.objects.get(type="recovery_codes")
        stored = str([list(Authenticator.objects.values()), dict(client.session)])
        assert decrypt(app.instance.data["secret"]) not in stored
        assert decrypt(codes.data["seed"]) not in stored
        assert not any(code in stored for code in codes.wrap().get_unused_codes())

    def test_it_asks_for_the_password_first(self, client):
        client.force_login(factors.with_password(people.tina()))
        answer = client.get(reverse("mfa_activate_totp"))
        assert answer.headers["Location"].startswith(reverse("account_reauthenticate"))

    def test_the_page_says_that_it_is_only_offered_here(self, client):
        client.force_login(people.tina())
        assert "hier wird er nur angeboten" in client.get(INDEX).content.decode()

    def test_a_council_member_is_offered_one(self, client, production):
        client.force_login(people.rosa())
        assert "freiwillig, aber empfohlen" in client.get(INDEX).content.decode()


class TestRequired:
    @pytest.mark.parametrize("person", WRITERS)
    def test_who_can_write_is_sent_to_the_set_up(self, client, production, person):
        client.force_login(person())
        assert client.get("/").headers["Location"] == INDEX
        assert "Bitte richten Sie einen zweiten Faktor ein" in client.get(INDEX).content.decode()

    def test_a_council_member_reads_without(self, client, production):
        client.force_login(people.rosa())
        assert client.get("/").status_code == 200

    def test_with_a_factor_everything_opens(self, client, production):
        karla = people.karla()
        factors.give_app(karla)
        client.force_login(karla)
        assert client.get("/").status_code == 200

    def test_recovery_codes_alone_are_no_factor(self, client, production):
        karla = people.karla()
        factors.give_app(karla)
        Authenticator.objects.filter(type="totp").delete()
        client.force_login(karla)
        assert client.get("/").headers["Location"] == INDEX

    def test_every_route_there_is_leads_to_the_set_up(self, rf, production):
        """All of them, the admin's included; what stays open is written here, name by name."""
        middleware = SecondFactorMiddleware(lambda request: pytest.fail("not reached"))
        request = rf.post("/")
        request.user = people.karla()

        def stays_open(name: str) -> bool:
            request.resolver_match = SimpleNamespace(view_name=name)
            return middleware.process_view(request, None, (), {}) is None

        assert {name for name in ALL_ROUTES if stays_open(name)} == {
            "mfa_index", "mfa_activate_totp", "mfa_add_webauthn", "mfa_reauthenticate",
            "account_reauthenticate", "account_logout",
        }  # fmt: skip

    def test_without_an_account_nothing_changes(self, client, production, settings):
        settings.PUBLIC_VIEW = True
        assert client.get("/").status_code == 200


class TestKeys:
    def test_a_new_key_reads_what_the_old_one_wrote(self, settings, tina):
        secret = factors.give_app(tina)
        settings.SECRETS_KEYS = ["new" * 20, *settings.SECRETS_KEYS]
        assert Authenticator.objects.get(type="totp").wrap().validate_code(factors.code_of(secret))

    def test_after_the_command_the_old_key_can_go(self, settings, tina):
        secret = factors.give_app(tina)
        settings.SECRETS_KEYS = ["new" * 20, *settings.SECRETS_KEYS]
        call_command("reencrypt_secrets", stdout=StringIO())
        settings.SECRETS_KEYS = settings.SECRETS_KEYS[:1]
        assert Authenticator.objects.get(type="totp").wrap().validate_code(factors.code_of(secret))
