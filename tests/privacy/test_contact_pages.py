"""What an organisation does with its own contact persons, and that it reaches no others."""

from datetime import timedelta

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from portal.models import AccessLogEntry, ContactPerson
from tests import people
from tests.factories import ContactPersonFactory
from tests.sent_forms import sent_by

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
LIST = "/ansprechpersonen/"


@pytest.fixture
def ahorn():
    """Of Anker; nobody has confirmed her for 380 days."""
    return ContactPersonFactory(
        organisation=people.anker(), function="Leitung Haus Ahorn", name="Kim Ahorn",
        consent_on=TODAY - timedelta(days=380),
    )  # fmt: skip


@pytest.fixture
def birke():
    """Of Brücke, and public."""
    return ContactPersonFactory(
        organisation=people.bruecke(), function="Leitung Haus Birke", name="Kim Birke", covers="public"
    )


def filled(contact: ContactPerson, **changes: object) -> dict[str, object]:
    """The form as it stands, with these changes."""
    fields = ("function", "name", "email", "phone", "consent_on", "consent_by", "covers", "delete_on")
    return {field: getattr(contact, field) for field in fields} | changes


def change(client: Client, contact: ContactPerson, **changes: object) -> HttpResponse:
    """Open the form, change something, save."""
    address = reverse("contacts:change", args=[contact.pk])
    return client.post(address, sent_by(client.get(address)) | changes)


class TestList:
    def test_tina_reads_what_to_confirm_first(self, act_as, ahorn, birke):
        ContactPersonFactory(organisation=people.anker(), function="Büro")
        page = act_as(people.tina).get(LIST).content.decode()
        assert "2 Ansprechpersonen, davon 1 neu zu bestätigen." in page
        assert page.index("Leitung Haus Ahorn") < page.index("Büro")
        assert "Kim Birke" not in page

    @pytest.mark.parametrize("person", [None, people.rosa])
    def test_the_public_and_the_council_read_who_agreed_to_it(self, client, settings, ahorn, birke, person):
        settings.PUBLIC_VIEW = True
        if person:
            client.force_login(person())
        page = client.get(LIST).content.decode()
        assert "1 Ansprechperson. Hier steht nur, wer der Veröffentlichung zugestimmt hat." in page
        assert "Kim Birke" in page
        assert "Kim Ahorn" not in page
        assert "Zuletzt bestätigt" not in page
        assert not AccessLogEntry.objects.exists()

    def test_staff_reads_all_and_stands_in_the_access_log(self, act_as, ahorn, birke):
        page = act_as(people.karla).get(LIST).content.decode()
        assert "Kim Birke" in page
        assert "Kim Ahorn" in page
        assert AccessLogEntry.objects.get().by == people.karla()

    def test_questions_to_the_database_do_not_grow_with_it(self, act_as, django_assert_max_num_queries):
        for _ in range(5):
            ContactPersonFactory()
        karla = act_as(people.karla)
        with django_assert_max_num_queries(14):
            karla.get(LIST)


class TestConfirm:
    def test_one_click(self, act_as, ahorn):
        act_as(people.tina).post(reverse("contacts:confirm", args=[ahorn.pk]))
        ahorn.refresh_from_db()
        assert ahorn.confirmed_on == TODAY
        assert ahorn.history.first().history_user == people.tina()


class TestWithdraw:
    def test_it_asks_first(self, act_as, ahorn):
        act_as(people.tina).get(reverse("contacts:withdraw", args=[ahorn.pk]))
        ahorn.refresh_from_db()
        assert ahorn.withdrawn_on is None

    def test_then_nobody_sees_it_any_more(self, act_as, ahorn):
        tina = act_as(people.tina)
        page = tina.post(reverse("contacts:withdraw", args=[ahorn.pk]), follow=True).content.decode()
        ahorn.refresh_from_db()
        assert (ahorn.withdrawn_on, ahorn.delete_on) == (TODAY, TODAY)
        assert "wird in der kommenden Nacht gelöscht" in page
        assert "Kim Ahorn" not in page
        assert "Kim Ahorn" not in act_as(people.karla).get(LIST).content.decode()


class TestForm:
    def test_tina_enters_one_for_her_own_organisation(self, act_as):
        new = ContactPersonFactory.build(organisation=None, function="Büro")
        data = filled(new) | {"organisation": people.bruecke().pk}
        act_as(people.tina).post(reverse("contacts:new"), data)
        contact = ContactPerson.objects.get()
        assert (contact.organisation, contact.function) == (people.anker(), "Büro")

    def test_without_an_organisation_nobody_is_entered(self, act_as):
        tina = people.tina()
        tina.organisation = None
        tina.save()
        assert act_as(lambda: tina).get(reverse("contacts:new")).status_code == 403

    def test_whoever_saves_confirms(self, act_as, ahorn):
        new_day = TODAY + timedelta(days=548)
        change(act_as(people.tina), ahorn, phone="0711 0000-1", delete_on=new_day)
        ahorn.refresh_from_db()
        assert (ahorn.phone, ahorn.confirmed_on, ahorn.delete_on) == ("0711 0000-1", TODAY, new_day)

    def test_nobody_is_kept_without_consent_address_or_end(self, act_as, ahorn):
        wrong = {"consent_on": "", "email": "", "phone": "", "delete_on": "31.02.2027"}
        page = change(act_as(people.tina), ahorn, **wrong)
        assert page.status_code == 422
        assert set(page.context["form"].errors) == {"__all__", "consent_on", "delete_on"}

    @pytest.mark.parametrize(("renewed", "status"), [(False, 422), (True, 302)])
    def test_to_publish_needs_a_consent_of_its_own(self, act_as, ahorn, renewed, status):
        changes = {"covers": "public"} | ({"consent_on": TODAY} if renewed else {})
        page = change(act_as(people.tina), ahorn, **changes)
        assert page.status_code == status

    def test_looking_at_one_stands_in_the_access_log(self, act_as, ahorn):
        act_as(people.tina).get(reverse("contacts:change", args=[ahorn.pk]))
        entry = AccessLogEntry.objects.get()
        assert (entry.by, entry.how, entry.record) == (people.tina(), "record", ahorn.pk)


@pytest.mark.parametrize("route", ["change", "confirm", "withdraw"])
def test_steps_of_the_other_operator_replayed_by_tina_change_nothing(act_as, birke, route):
    answer = act_as(people.tina).post(reverse(f"contacts:{route}", args=[birke.pk]), filled(birke))
    assert answer.status_code == 404
    assert birke.history.count() == 1


@pytest.mark.parametrize("route", ["change", "confirm", "withdraw"])
def test_a_withdrawn_contact_is_gone_for_every_step(act_as, ahorn, route):
    ahorn.withdraw(TODAY)
    answer = act_as(people.tina).post(reverse(f"contacts:{route}", args=[ahorn.pk]))
    assert answer.status_code == 404
