"""Accounts: nobody has a known password, and the sign-in asks for the address."""

import re
from io import StringIO

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.urls import reverse

from portal import accounts, roles
from portal.models import User
from portal.roles import ROLES
from tests import people
from tests.factories import OrganisationFactory

pytestmark = pytest.mark.django_db

PASSWORD = re.compile(rf"\b[{accounts.READABLE}]{{16}}\b")


def run(*command: str) -> str:
    out = StringIO()
    call_command(*command, stdout=out)
    return out.getvalue()


def passwords(printed: str) -> dict[str, str]:
    """Address → password, as a person reads them from the screen."""
    rows = [line.split() for line in printed.splitlines() if PASSWORD.search(line)]
    return {row[-2]: row[-1] for row in rows}


def sign_in(client, email: str, password: str) -> bool:
    client.post(reverse("account_login"), {"login": email, "password": password})
    return "_auth_user_id" in client.session


@pytest.fixture
def example_operator():
    return OrganisationFactory(name="Beispielträger Linde", example=True)


class TestExampleAccounts:
    def test_one_account_per_role(self, example_operator):
        shown = passwords(run("example_accounts"))
        assert set(shown) == {f"{role.key}@portal.example" for role in ROLES}
        assert {roles.role_of(user) for user in User.objects.all()} == set(ROLES)

    def test_every_password_is_another_one_and_opens_the_portal(self, client, example_operator):
        shown = passwords(run("example_accounts"))
        assert len(set(shown.values())) == len(ROLES)
        assert sign_in(client, "rat@portal.example", shown["rat@portal.example"])

    def test_the_operators_account_belongs_to_the_first_example_operator(self, example_operator):
        OrganisationFactory(name="Beispielträger Ulme", example=True)
        run("example_accounts")
        assert User.objects.get(email="traeger@portal.example").organisation == example_operator

    def test_the_operators_account_waits_for_the_example_data(self):
        OrganisationFactory(name="Anker gGmbH")
        assert "traeger@portal.example" not in passwords(run("example_accounts"))
        OrganisationFactory(example=True)
        assert set(passwords(run("example_accounts"))) == {"traeger@portal.example"}

    def test_a_second_run_changes_nothing_and_says_how_to_get_passwords(self, example_operator):
        run("example_accounts")
        before = dict(User.objects.values_list("email", "password"))
        assert "example_accounts --new-passwords" in run("example_accounts")
        assert dict(User.objects.values_list("email", "password")) == before

    def test_new_passwords_replace_the_old_ones(self, client, example_operator):
        old = passwords(run("example_accounts"))["rat@portal.example"]
        new = passwords(run("example_accounts", "--new-passwords"))["rat@portal.example"]
        assert not sign_in(client, "rat@portal.example", old)
        assert sign_in(client, "rat@portal.example", new)

    def test_other_accounts_keep_their_password(self, example_operator):
        rosa = people.rosa()
        run("example_accounts", "--new-passwords")
        assert User.objects.get(pk=rosa.pk).password == rosa.password

    def test_there_are_none_in_production(self, settings):
        settings.PRODUCTION = True
        with pytest.raises(CommandError, match="Im Betrieb gibt es keine Beispielkonten"):
            run("example_accounts")
        assert not User.objects.exists()


class TestAddAccount:
    def test_an_account_for_an_operator(self, client):
        anker = people.anker()
        printed = run(
            "add_account", "tina@anker.example", "--name", "Tina Träger", "--role", "traeger",
            "--operator", "Anker gGmbH",
        )  # fmt: skip
        tina = User.objects.get(email="tina@anker.example")
        assert (tina.organisation, roles.role_of(tina)) == (anker, roles.OPERATOR)
        assert sign_in(client, "tina@anker.example", passwords(printed)["tina@anker.example"])

    def test_an_operators_account_without_operator_is_refused(self):
        with pytest.raises(CommandError, match="gehört zu einem Träger"):
            run("add_account", "tina@anker.example", "--name", "Tina", "--role", "traeger")

    def test_an_unknown_operator_is_named(self):
        with pytest.raises(CommandError, match="„Ankre“ gibt es nicht"):
            run(
                "add_account", "tina@anker.example", "--name", "T", "--role", "traeger", "--operator", "Ankre"
            )

    def test_an_address_counts_once_in_any_capitals(self):
        people.rosa()
        with pytest.raises(CommandError, match="gibt es schon ein Konto"):
            run("add_account", "Rosa.Rat@portal.example", "--name", "Rosa", "--role", "rat")

    def test_something_that_is_no_address_is_refused(self):
        with pytest.raises(CommandError, match="E-Mail"):
            run("add_account", "rosa", "--name", "Rosa", "--role", "rat")


class TestIssuePassword:
    def test_it_is_shown_once_and_opens_the_portal(self, client):
        people.rosa()
        shown = passwords(run("issue_password", "ROSA.RAT@portal.example"))
        assert sign_in(client, "rosa.rat@portal.example", shown["rosa.rat@portal.example"])

    def test_whoever_is_signed_in_with_the_old_one_is_signed_out(self, client):
        people.rosa()
        shown = passwords(run("issue_password", "rosa.rat@portal.example"))
        sign_in(client, "rosa.rat@portal.example", shown["rosa.rat@portal.example"])
        run("issue_password", "rosa.rat@portal.example")
        assert client.get(reverse("account_change_password")).status_code == 302

    def test_an_unknown_address_is_named(self):
        with pytest.raises(CommandError, match=r"Zu nobody@portal\.example gibt es kein Konto"):
            run("issue_password", "nobody@portal.example")


class TestSignIn:
    def test_a_new_account_cannot_sign_in_until_a_password_is_issued(self, client):
        roles.sync_roles()
        accounts.open_account(email="eva@portal.example", name="Eva", role=roles.COUNCIL)
        assert not sign_in(client, "eva@portal.example", "")
        assert not User.objects.get(email="eva@portal.example").has_usable_password()

    def test_an_account_that_was_closed_stays_out(self, client):
        rosa = people.rosa()
        password = accounts.issue_password(rosa)
        User.objects.filter(pk=rosa.pk).update(is_active=False)
        assert not sign_in(client, rosa.email, password)

    def test_nobody_registers(self, client):
        form = {"email": "eva@portal.example", "password1": "lange genug und neu"}
        client.post(reverse("account_signup"), form)
        assert not User.objects.exists()

    def test_the_admin_sends_to_the_same_door(self, client):
        answer = client.get(reverse("admin:index"), follow=True)
        assert answer.redirect_chain[-1][0].startswith(reverse("account_login"))

    def test_the_admins_own_form_lets_nobody_in(self, client):
        adam = people.adam()
        form = {"username": adam.email, "password": accounts.issue_password(adam)}
        client.post(reverse("admin:login"), form)
        assert "_auth_user_id" not in client.session

    def test_the_reset_link_gives_a_first_password(self, client):
        rosa = people.rosa()
        client.post(reverse("account_reset_password"), {"email": rosa.email})
        (link,) = re.findall(r"/konto/password/reset/key/\S+", mail.outbox[0].body)
        page = client.get(link, follow=True)
        chosen = {"password1": "eine lange Katze", "password2": "eine lange Katze"}
        client.post(page.redirect_chain[-1][0], chosen)
        assert User.objects.get(pk=rosa.pk).check_password("eine lange Katze")

    def test_an_unknown_address_gets_the_same_answer(self, client):
        known, unknown = people.rosa().email, "nobody@portal.example"
        answers = [
            client.post(reverse("account_reset_password"), {"email": email}) for email in (known, unknown)
        ]
        assert len({(answer.status_code, answer.headers["Location"]) for answer in answers}) == 1


def test_nobody_changes_the_address_that_names_the_account(client):
    """Whoever had a colleague's address would be that colleague; so there is no such page."""
    client.force_login(people.rosa())
    assert client.post("/konto/email/", {"action_add": "", "email": "x@portal.example"}).status_code == 404


def test_an_operators_account_needs_an_operator_not_just_any_organisation():
    city = OrganisationFactory(name="Sozialamt", kind="office")
    roles.sync_roles()
    with pytest.raises(ValidationError, match="gehört zu einem Träger"):
        accounts.open_account(email="x@portal.example", name="X", role=roles.OPERATOR, organisation=city)


def test_too_many_wrong_passwords_are_stopped_in_plain_words(client):
    """allauth's own limit: five for an address within five minutes, then a sentence."""
    rosa = people.rosa()
    for _ in range(6):
        answer = client.post(reverse("account_login"), {"login": rosa.email, "password": "falsch geraten"})
    text = answer.content.decode()
    assert "Das waren zu viele Versuche. Bitte warten Sie einige Minuten." in text
