"""Contact persons: no one without consent and a day of deletion, and who may see whom."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from portal.models import ContactPerson, RetentionPeriod
from tests import people
from tests.factories import ContactPersonFactory
from tests.sent_forms import sent_by

pytestmark = pytest.mark.django_db


def day(days: int):
    """So many days from today on."""
    return timezone.localdate() + timedelta(days=days)


@pytest.mark.parametrize("field", ["consent_on", "delete_on"])
def test_the_database_refuses_one_without(field):
    contact = ContactPersonFactory()
    setattr(contact, field, None)
    with pytest.raises(IntegrityError), transaction.atomic():
        contact.save()


def errors(contact: ContactPerson) -> dict[str, list[str]]:
    with pytest.raises(ValidationError) as refusal:
        contact.full_clean()
    return refusal.value.message_dict


class TestForm:
    def test_a_contact_that_is_right(self):
        ContactPersonFactory(consent_on=day(-10)).full_clean()

    def test_nobody_agreed_tomorrow(self):
        contact = ContactPersonFactory(consent_on=day(1))
        assert errors(contact) == {"consent_on": ["Dieser Tag liegt in der Zukunft."]}

    def test_nobody_is_kept_longer_than_the_period(self):
        contact = ContactPersonFactory(delete_on=day(549))
        latest = f"{day(548):%d.%m.%Y}"
        assert errors(contact) == {"delete_on": [f"Das ist zu lange. Spätestens am {latest} ist zu löschen."]}

    def test_nor_than_the_citys_own_period(self):
        RetentionPeriod.objects.create(kind="contacts", days=30, reason="Beschluss")
        assert "Spätestens" in errors(ContactPersonFactory(delete_on=day(31)))["delete_on"][0]

    def test_a_withdrawal_brings_the_day_of_deletion_forward(self):
        contact = ContactPersonFactory(consent_on=day(-10))
        contact.withdrawn_on = day(0)
        contact.full_clean()
        assert contact.delete_on == day(0)


class TestWhoSeesWhom:
    @pytest.fixture(autouse=True)
    def contacts(self):
        for organisation, word in ((people.anker(), "Anker"), (people.bruecke(), "Brücke")):
            ContactPersonFactory(organisation=organisation, function=f"{word} intern")
            ContactPersonFactory(organisation=organisation, function=f"{word} öffentlich", covers="public")
            ContactPersonFactory(organisation=organisation, covers="public").withdraw(day(0))

    def seen_by(self, user) -> list[str]:
        return [contact.function for contact in ContactPerson.objects.visible_to(user)]

    @pytest.mark.parametrize("person", [people.emil, people.karla, people.adam, people.dora])
    def test_staff_sees_all_but_the_withdrawn(self, person):
        everybody = ["Anker intern", "Anker öffentlich", "Brücke intern", "Brücke öffentlich"]
        assert self.seen_by(person()) == everybody

    def test_operators_see_their_own(self):
        assert self.seen_by(people.tina()) == ["Anker intern", "Anker öffentlich"]
        assert self.seen_by(people.tom()) == ["Brücke intern", "Brücke öffentlich"]

    def test_an_operator_without_an_organisation_sees_nobody(self):
        tina = people.tina()
        tina.organisation = None
        assert self.seen_by(tina) == []

    @pytest.mark.parametrize("person", [people.rosa, people.sina, people.nora, AnonymousUser])
    def test_others_see_who_agreed_to_that(self, person):
        assert self.seen_by(person()) == ["Anker öffentlich", "Brücke öffentlich"]


class TestInTime:
    def test_confirming_keeps_it_for_another_period(self):
        contact = ContactPersonFactory(consent_on=day(-400), asked_on=day(-30))
        contact.confirm(day(0))
        contact.refresh_from_db()
        assert (contact.confirmed_on, contact.delete_on, contact.asked_on) == (day(0), day(548), None)

    def test_a_day_that_was_chosen_earlier_stays(self):
        contact = ContactPersonFactory(consent_on=day(-30), delete_on=day(60))
        contact.confirm(day(0))
        assert (contact.confirmed_on, contact.delete_on) == (day(0), day(60))

    def test_after_a_year_it_is_to_be_confirmed(self):
        due = ContactPersonFactory(consent_on=day(-365))
        ContactPersonFactory(consent_on=day(-364))
        assert list(ContactPerson.objects.confirmed_until(day(-365))) == [due]
        assert due.ask_from == day(0)

    def test_its_name_is_not_in_what_the_admin_writes_down(self):
        assert "Kim" not in str(ContactPersonFactory(name="Kim Beispiel"))


class TestInTheAdmin:
    LIST = "/admin/portal/contactperson/"

    @pytest.fixture
    def karla(self, act_as):
        ContactPersonFactory(function="Lange her", consent_on=day(-400))
        ContactPersonFactory(function="Frisch")
        return act_as(people.karla)

    def test_karla_finds_what_is_to_confirm(self, karla):
        page = karla.get(self.LIST, {"bestaetigung": "faellig"}).content.decode()
        assert "Lange her" in page
        assert "Frisch" not in page

    def test_she_confirms_several_at_once_and_stands_in_the_history(self, karla):
        chosen = [contact.pk for contact in ContactPerson.objects.all()]
        karla.post(self.LIST, {"action": "confirm", "_selected_action": chosen})
        for contact in ContactPerson.objects.all():
            assert contact.confirmed_on == day(0)
            assert contact.history.first().history_user == people.karla()

    def test_a_withdrawal_that_she_enters_hides_the_contact(self, karla):
        contact = ContactPerson.objects.get(function="Frisch")
        fields = ("organisation_id", "function", "name", "email", "phone", "consent_by", "covers")
        form = {field.removesuffix("_id"): getattr(contact, field) for field in fields}
        days = {
            name: f"{getattr(contact, name):%d.%m.%Y}" for name in ("consent_on", "confirmed_on", "delete_on")
        }
        withdrawn = {"withdrawn_on": f"{day(0):%d.%m.%Y}", "version": contact.history.first().pk}
        karla.post(f"{self.LIST}{contact.pk}/change/", form | days | withdrawn)
        contact.refresh_from_db()
        assert (contact.withdrawn_on, contact.delete_on) == (day(0), day(0))
        assert contact not in ContactPerson.objects.visible_to(people.karla())

    def test_dora_reads_one_and_changes_nothing(self, act_as):
        contact = ContactPersonFactory(name="Kim Beispiel")
        page = act_as(people.dora).get(f"{self.LIST}{contact.pk}/change/").content.decode()
        assert "Kim Beispiel" in page
        assert "version" not in page

    def test_the_period_is_changed_and_keeps_its_history(self, act_as):
        period = RetentionPeriod.objects.settle()[0]
        adam, address = act_as(people.adam), f"/admin/portal/retentionperiod/{period.pk}/change/"
        changes = {"days": "400", "reason": "Beschluss vom 1. März"}
        adam.post(address, sent_by(adam.get(address)) | changes)
        period.refresh_from_db()
        assert (period.days, period.kind, period.history.count()) == (400, "contacts", 2)
