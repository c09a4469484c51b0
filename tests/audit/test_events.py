"""Who came in and who did not, whose factors, passwords and rights changed, and exports.

Sign-ins go through the real pages. No event holds anything that somebody typed.
"""

import re
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from portal import roles
from portal.accounts import issue_password, open_account
from portal.models import AuditEvent, Report, User
from portal.operation.takeout import export_all
from portal.sign_in.invitations import invite
from portal.sign_in.sessions import end_sessions
from tests import people
from tests.accommodation.sending import drafted, submitted
from tests.factories import DistrictFactory, ReportFactory, ShelterFactory
from tests.sent_forms import sent_by
from tests.sign_in import factors
from tests.volunteering import lists

pytestmark = pytest.mark.django_db
Kind = AuditEvent.Kind


def told() -> list[tuple[str, str, str]]:
    """What happened, to whom, by whom; without what it took to make the people."""
    return [
        (event.kind, event.account.name if event.account else "", event.by.name if event.by else "")
        for event in AuditEvent.objects.order_by("pk")
        if not event.what.startswith("Rolle: keine")
    ]


def newest() -> AuditEvent:
    return AuditEvent.objects.order_by("pk").last()


@pytest.fixture
def tina():
    return factors.with_password(people.tina())


class TestSignIn:
    def test_in_and_out(self, client, tina):
        factors.enter_password(client, tina)
        client.post(reverse("account_logout"))
        assert told() == [
            (Kind.SIGN_IN, "Tina Träger", "Tina Träger"),
            (Kind.SIGN_OUT, "Tina Träger", "Tina Träger"),
        ]
        assert [event.source for event in AuditEvent.objects.order_by("pk")][-2:] == [
            "Seite /konto/login/",
            "Seite /konto/logout/",
        ]

    def test_out_by_the_door_of_the_admin(self, act_as):
        act_as(people.karla).post(reverse("admin:logout"))
        assert told() == [(Kind.SIGN_OUT, "Karla Koordination", "Karla Koordination")]

    def test_with_a_second_factor_only_after_it(self, client, tina):
        secret = factors.give_app(tina)
        factors.enter_password(client, tina)
        assert told() == []
        factors.enter_code(client, factors.code_of(secret))
        assert told() == [(Kind.SIGN_IN, "Tina Träger", "Tina Träger")]

    def test_a_wrong_password(self, client, tina):
        factors.enter_password(client, tina, "Geheimes Wort 4711")
        assert told() == [(Kind.SIGN_IN_FAILED, "Tina Träger", "")]
        assert newest().what == "Passwort"

    def test_an_address_that_nobody_has_is_not_kept(self, client):
        client.post(reverse("account_login"), {"login": "mein-passwort@4711.example", "password": "x"})
        assert told() == [(Kind.SIGN_IN_FAILED, "", "")]
        assert "4711" not in repr(AuditEvent.objects.values_list())

    def test_a_wrong_code(self, client, tina):
        factors.give_app(tina)
        factors.enter_password(client, tina)
        factors.enter_code(client, "000000")
        assert told() == [(Kind.SIGN_IN_FAILED, "Tina Träger", "")]
        assert newest().what == "zweiter Faktor"

    def test_signed_out_everywhere_by_the_administration(self, tina):
        for _ in range(2):
            Client().force_login(tina)
        end_sessions(User.objects.filter(pk=tina.pk))
        assert told() == [(Kind.SIGN_OUT, "Tina Träger", "")]


class TestFactors:
    """The pages are those of allauth; what they change is found by comparing."""

    @pytest.fixture
    def signed_in(self, client, tina):
        factors.enter_password(client, tina)
        client.post(reverse("account_reauthenticate"), {"password": factors.PASSWORD})
        return client

    def test_an_app_is_set_up(self, signed_in):
        page = signed_in.get(reverse("mfa_activate_totp")).content.decode()
        secret = re.search(r'class="secret">(\w+)<', page)[1]
        signed_in.post(reverse("mfa_activate_totp"), {"code": factors.code_of(secret)})
        found = AuditEvent.objects.filter(kind=Kind.FACTOR).values_list("what", "account__name", "by__name")
        assert set(found) == {
            (f"{Authenticator.Type.TOTP.label} eingerichtet", "Tina Träger", "Tina Träger"),
            (f"{Authenticator.Type.RECOVERY_CODES.label} eingerichtet", "Tina Träger", "Tina Träger"),
        }

    def test_new_recovery_codes_and_an_app_that_goes(self, client, tina):
        secret = factors.give_app(tina)
        factors.enter_password(client, tina)
        factors.enter_code(client, factors.code_of(secret))
        client.post(reverse("account_reauthenticate"), {"password": factors.PASSWORD})
        client.post(reverse("mfa_generate_recovery_codes"))
        client.post(reverse("mfa_deactivate_totp"))
        codes, app = Authenticator.Type.RECOVERY_CODES.label, Authenticator.Type.TOTP.label
        found = list(
            AuditEvent.objects.filter(kind=Kind.FACTOR).order_by("pk").values_list("what", flat=True)
        )
        assert found[:2] == [f"{codes} entfernt", f"{codes} eingerichtet"]
        assert set(found[2:]) == {f"{app} entfernt", f"{codes} entfernt"}

    def test_removed_by_the_administration(self, act_as, tina):
        factors.give_app(tina)
        chosen = {"action": "remove_factors", "_selected_action": tina.pk}
        act_as(people.adam).post(reverse("admin:portal_user_changelist"), chosen)
        assert told().count((Kind.FACTOR, "Tina Träger", "Adam Administration")) == 2


class TestPasswords:
    def test_changed_by_oneself(self, client, tina):
        factors.enter_password(client, tina)
        new = "Linde-Birke-Ahorn-17"
        client.post(
            reverse("account_change_password"),
            {"oldpassword": factors.PASSWORD, "password1": new, "password2": new},
        )
        assert told()[1] == (Kind.PASSWORD, "Tina Träger", "Tina Träger")

    def test_chosen_behind_a_link(self, client, mailoutbox):
        invite(people.tina())
        link = re.search(r"http://\S+", mailoutbox[0].body).group()
        form = client.get(link, follow=True)
        new = "Linde-Birke-Ahorn-17"
        client.post(form.request["PATH_INFO"], {"password1": new, "password2": new})
        assert told() == [(Kind.INVITATION, "Tina Träger", ""), (Kind.PASSWORD, "Tina Träger", "")]
        assert link.rsplit("/", 2)[1] not in repr(AuditEvent.objects.values_list())

    def test_given_at_the_command_line(self):
        issue_password(people.tina())
        assert newest().what == "zufällig vergeben"


class TestRights:
    def change(self, client, user: User, **changes: str):
        address = reverse("admin:portal_user_change", args=[user.pk])
        answer = client.post(address, sent_by(client.get(address)) | changes)
        assert answer.status_code == 302

    def test_another_role(self, act_as):
        rosa = people.rosa()
        self.change(act_as(people.adam), rosa, role="koordination")
        assert newest().what == "Rolle: Ratsmitglied → Koordination"
        assert (newest().account, newest().by) == (rosa, people.adam())

    def test_closed_and_limited(self, act_as):
        self.change(act_as(people.adam), people.rosa(), is_active="", expires_on="31.12.2030")
        found = AuditEvent.objects.filter(account=people.rosa()).values_list("what", flat=True)
        assert {"stillgelegt", "gilt bis 31.12.2030"} < set(found)

    def test_another_address_is_told_without_it(self, act_as):
        self.change(act_as(people.adam), people.rosa(), email="rosa.neu@portal.example")
        assert newest().what == "andere E-Mail-Adresse"

    def test_another_organisation(self, act_as):
        self.change(act_as(people.adam), people.tina(), organisation=str(people.bruecke().pk))
        assert newest().what == "Organisation: Brücke e. V."

    def test_nothing_changed_is_no_event(self, act_as):
        rosa, adam = people.rosa(), act_as(people.adam)
        before = AuditEvent.objects.count()
        self.change(adam, rosa)
        assert AuditEvent.objects.count() == before

    def test_a_new_account(self):
        open_account(email="neu@portal.example", name="Neu", role=roles.COUNCIL)
        assert newest().what == "Rolle: keine → Ratsmitglied"

    def test_who_may_do_everything(self):
        User.objects.create_superuser("root@portal.example", name="Root")
        assert newest().what == "alle Rechte"

    def test_what_a_role_may_do(self):
        Group.objects.get(name=roles.COUNCIL.name).permissions.set([])
        Group.objects.get(name=roles.OPERATOR.name).permissions.set([])
        roles.sync_roles()
        found = list(AuditEvent.objects.values_list("what", flat=True))
        assert found == ["Rolle Träger: 0 → 2 Rechte"]  # council members have no rights in the table


class TestTakenOut:
    @pytest.fixture(autouse=True)
    def ahorn(self):
        return ShelterFactory(name="Haus Ahorn", operation__operator=people.anker())

    def test_the_file_of_a_delivery(self, act_as):
        sent = submitted("Haus Ahorn;100;80")
        act_as(people.karla).get(reverse("deliveries:file", args=[sent.pk]))
        assert told() == [(Kind.EXPORT, "", "Karla Koordination")]
        assert newest().what == f"Meldung {sent.pk}: Datei"

    def test_the_report_of_mistakes(self, act_as):
        draft = drafted("Haus Ahorn;100;80")
        act_as(people.tina).get(reverse("deliveries:report", args=[draft.pk]))
        assert newest().what == f"Meldung {draft.pk}: Prüfbericht"

    def test_the_file_of_a_list(self, act_as):
        lists.north()
        sent = lists.submitted("Kreis Nord;40;aktive;30.06.2017")
        act_as(people.karla).get(reverse("volunteering:file", args=[sent.pk]))
        assert newest().what == f"Meldung {sent.pk}: Datei"

    def test_the_draft_of_a_report(self, act_as):
        report: Report = ReportFactory()
        act_as(people.karla).get(reverse("reports:file", args=[report.pk, "json"]))
        assert newest().what == f"Bericht {report.pk}: Entwurf (json)"

    def test_a_list_of_the_admin(self, act_as):
        DistrictFactory()
        act_as(people.karla).get(reverse("admin:portal_district_export"))
        assert newest().what == "Liste: Stadtbezirke"

    @pytest.mark.django_db(transaction=True)
    def test_everything(self, tmp_path):
        export_all(tmp_path / "alles")
        assert newest().what == "Gesamtbestand in offenen Formaten"

    def test_what_is_refused_is_not_taken_out(self, act_as):
        sent = submitted("Haus Ahorn;100;80")
        act_as(people.tom).get(reverse("deliveries:file", args=[sent.pk]))
        assert told() == []


class TestReading:
    def test_dora_reads_and_filters_them(self, act_as):
        AuditEvent.objects.exported("Meldung 17: Datei")
        AuditEvent.objects.create(kind=Kind.INVITATION, account=people.tina())
        page = act_as(people.dora).get(
            reverse("admin:portal_auditevent_changelist"), {"kind__exact": "export"}
        )
        assert "Meldung 17: Datei" in page.content.decode()
        assert page.context["cl"].result_count == 1

    def test_nobody_changes_one(self, client):
        event = AuditEvent.objects.exported("Meldung 17: Datei")
        client.force_login(User.objects.create_superuser("root@portal.example", name="Root"))
        for route in ("change", "delete"):
            address = reverse(f"admin:portal_auditevent_{route}", args=[event.pk])
            assert client.post(address, {"what": "nichts", "post": "yes"}).status_code == 403
        event.refresh_from_db()
        assert event.what == "Meldung 17: Datei"

    def test_many_events_cost_no_more_statements(self, act_as, django_assert_max_num_queries):
        AuditEvent.objects.bulk_create(
            AuditEvent(kind=Kind.SIGN_IN, account=people.tina(), by=people.tina()) for _ in range(30)
        )
        client = act_as(people.dora)
        with django_assert_max_num_queries(12):
            client.get(reverse("admin:portal_auditevent_changelist"))

    def test_those_whose_time_is_over_go(self, capsys):
        old, new = AuditEvent.objects.exported("alt"), AuditEvent.objects.exported("neu")
        AuditEvent.objects.filter(pk=old.pk).update(at=timezone.now() - timedelta(days=400))
        call_command("delete_old_events", days=365)
        assert capsys.readouterr().out == "Gelöscht: 1 Ereignisse.\n"
        assert list(AuditEvent.objects.all()) == [new]


def test_the_example_accounts_are_events_of_their_command(settings):
    call_command("example_accounts", verbosity=0)
    assert AuditEvent.objects.filter(kind=Kind.RIGHTS, what__startswith="Rolle: keine → ").exists()
