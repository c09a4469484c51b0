"""The admin: accounts without passwords, history that is read and not replayed, deliveries to look at."""

import pytest
from allauth.account.models import EmailAddress
from django.db import transaction
from django.test import Client
from django.urls import reverse

from portal import roles
from portal.models import User
from portal.releases import State
from tests import people
from tests.factories import (
    CapacityFactory,
    DeliveryFactory,
    DistrictFactory,
    OccupancyFactory,
    ShelterFactory,
    UserFactory,
)
from tests.sent_forms import Sent, sent_by

pytestmark = pytest.mark.django_db


class TestAccounts:
    def form(self, **changes: object) -> dict[str, object]:
        tom = {
            "email": "tom@bruecke.example",
            "name": "Tom",
            "role": "rat",
            "organisation": "",
            "is_active": "on",
        }
        return {**tom, **changes}

    def test_adam_opens_an_account_that_has_no_password(self, act_as):
        act_as(people.adam).post(reverse("admin:portal_user_add"), self.form())
        tom = User.objects.get(email="tom@bruecke.example")
        assert (roles.role_of(tom), tom.has_usable_password()) == (roles.COUNCIL, False)

    def test_no_form_knows_passwords_or_rights(self, act_as):
        page = act_as(people.adam).get(reverse("admin:portal_user_change", args=[people.rosa().pk]))
        assert set(page.context["adminform"].form.fields) == {
            "email", "name", "role", "organisation", "expires_on", "is_active", "opened",
        }  # fmt: skip

    def test_hidden_fields_cannot_be_sent_along(self, act_as):
        form = self.form(is_superuser="on", is_staff="on", password="geheim geheim", user_permissions="1")
        act_as(people.adam).post(reverse("admin:portal_user_add"), form)
        tom = User.objects.get(email="tom@bruecke.example")
        assert (tom.is_superuser, tom.is_staff, tom.has_usable_password()) == (False, False, False)

    def test_an_account_of_an_operator_needs_its_operator(self, act_as):
        page = act_as(people.adam).post(reverse("admin:portal_user_add"), self.form(role="traeger"))
        assert "gehört zu einem Träger" in page.content.decode()

    def test_a_role_that_is_taken_works_from_the_next_page_on(self, client, act_as):
        client.force_login(people.emil())
        adam = client.__class__()
        adam.force_login(people.adam())
        address = reverse("admin:portal_user_change", args=[people.emil().pk])
        form = sent_by(adam.get(address)) | self.form(email=people.emil().email, role="rat")
        adam.post(address, form)
        assert client.get(reverse("admin:portal_source_changelist")).status_code == 302

    def test_adam_gives_no_role_to_himself(self, act_as):
        address = reverse("admin:portal_user_change", args=[people.adam().pk])
        form = self.form(email=people.adam().email, role="koordination")
        assert act_as(people.adam).post(address, form).status_code == 403

    def test_adam_does_not_touch_who_stands_above_him(self, act_as):
        root = UserFactory(is_superuser=True, is_staff=True)
        address = reverse("admin:portal_user_change", args=[root.pk])
        assert act_as(people.adam).post(address, self.form()).status_code == 403

    def test_a_replaced_address_no_longer_opens_the_account(self, act_as):
        rosa = people.rosa()
        EmailAddress.objects.create(user=rosa, email=rosa.email, verified=True, primary=True)
        address = reverse("admin:portal_user_change", args=[rosa.pk])
        adam = act_as(people.adam)
        adam.post(address, sent_by(adam.get(address)) | self.form(email="rosa@neu.example"))
        assert not EmailAddress.objects.exists()

    def test_accounts_are_closed_not_deleted(self, client):
        client.force_login(UserFactory(is_staff=True, is_superuser=True))
        address = reverse("admin:portal_user_delete", args=[people.rosa().pk])
        assert client.post(address, {"post": "yes"}).status_code == 403


class TestHistory:
    def test_dora_reads_who_changed_what(self, client, act_as):
        district = DistrictFactory(name="Mitte")
        district._history_user = people.karla()
        district.name = "Stuttgart-Mitte"
        district.save()
        page = act_as(people.dora).get(reverse("admin:portal_district_history", args=[district.pk]))
        text = page.content.decode()
        assert ("Karla Koordination" in text, "Stuttgart-Mitte" in text) == (True, True)

    def test_a_change_that_is_rolled_back_leaves_no_version(self):
        district = DistrictFactory(name="Mitte")
        versions = district.history.count()
        with transaction.atomic():
            district.name = "Stuttgart-Mitte"
            district.save()
            assert district.history.count() == versions + 1
            transaction.set_rollback(True)
        district.refresh_from_db()
        assert (district.name, district.history.count()) == ("Mitte", versions)

    @pytest.mark.parametrize("person", [people.dora, people.karla])
    def test_nobody_replays_an_old_version(self, act_as, person):
        """The package itself would save it, even for somebody who may only read."""
        district = DistrictFactory(name="Mitte")
        district.name = "Stuttgart-Mitte"
        district.save()
        oldest = district.history.last().history_id
        address = reverse("admin:portal_district_simple_history", args=[district.pk, oldest])
        client = act_as(person)
        assert (client.get(address).status_code, client.post(address, {}).status_code) == (200, 405)
        district.refresh_from_db()
        assert district.name == "Stuttgart-Mitte"


class TestTwoPeople:
    """Karla and Konrad have the same record open (CON-01)."""

    def opened(self, client, address: str) -> Sent:
        return sent_by(client.get(address))

    def test_the_second_does_not_overwrite_the_first(self, act_as):
        mitte = DistrictFactory(name="Mitte", abbreviation="M")
        address = reverse("admin:portal_district_change", args=[mitte.pk])
        karla, konrad = Client(), act_as(people.konrad)
        karla.force_login(people.karla())
        hers, his = self.opened(karla, address), self.opened(konrad, address)
        assert karla.post(address, {**hers, "name": "Stuttgart-Mitte"}).status_code == 302
        page = konrad.post(address, {**his, "abbreviation": "MI"})
        mitte.refresh_from_db()
        assert (mitte.name, mitte.abbreviation) == ("Stuttgart-Mitte", "M")
        assert page.content.decode().count("Karla Koordination hat diesen Eintrag am") == 1

    def test_who_opens_the_page_anew_may_save(self, act_as):
        mitte = DistrictFactory(name="Mitte", abbreviation="M")
        address = reverse("admin:portal_district_change", args=[mitte.pk])
        karla = act_as(people.karla)
        karla.post(address, {**self.opened(karla, address), "name": "Stuttgart-Mitte"})
        karla.post(address, {**self.opened(karla, address), "abbreviation": "MI"})
        mitte.refresh_from_db()
        assert (mitte.name, mitte.abbreviation) == ("Stuttgart-Mitte", "MI")

    def test_a_page_that_holds_an_old_capacity_does_not_bring_it_back(self, act_as):
        shelter = ShelterFactory()
        capacity = shelter.capacities.get()
        address = reverse("admin:accommodation_shelter_change", args=[shelter.pk])
        konrad = act_as(people.konrad)
        his = self.opened(konrad, address)
        capacity.places = 120
        capacity.save()
        page = konrad.post(address, {**his, "name": "Haus am Park"})
        capacity.refresh_from_db()
        assert capacity.places == 120
        assert "Jemand hat diesen Eintrag am" in page.content.decode()

    def test_who_has_seen_the_page_saves_knowingly(self, act_as):
        """What Konrad left alone stands in the form as Karla saved it; the history tells that he knew."""
        mitte = DistrictFactory(name="Mitte", abbreviation="M")
        address = reverse("admin:portal_district_change", args=[mitte.pk])
        karla, konrad = Client(), act_as(people.konrad)
        karla.force_login(people.karla())
        hers, his = self.opened(karla, address), self.opened(konrad, address)
        karla.post(address, {**hers, "name": "Stuttgart-Mitte", "abbreviation": "SM"})
        page = konrad.post(address, {**his, "abbreviation": "MI"})
        assert konrad.post(address, sent_by(page)).status_code == 302
        mitte.refresh_from_db()
        assert (mitte.name, mitte.abbreviation) == ("Stuttgart-Mitte", "MI")
        reason = mitte.history.first().history_change_reason
        assert reason == "In Kenntnis der Änderung durch Karla Koordination"

    def test_both_changed_the_same_to_the_same(self, act_as):
        mitte = DistrictFactory(name="Mitte")
        address = reverse("admin:portal_district_change", args=[mitte.pk])
        konrad = act_as(people.konrad)
        his = self.opened(konrad, address)
        mitte.name = "Stuttgart-Mitte"
        mitte.save()
        assert konrad.post(address, {**his, "name": "Stuttgart-Mitte"}).status_code == 302

    def test_who_sends_no_word_about_what_the_page_showed_is_told(self, act_as):
        mitte = DistrictFactory(name="Mitte")
        address = reverse("admin:portal_district_change", args=[mitte.pk])
        konrad = act_as(people.konrad)
        page = konrad.post(address, {**self.opened(konrad, address), "name": "Ost", "opened": "erfunden"})
        mitte.refresh_from_db()
        assert (page.status_code, mitte.name) == (409, "Mitte")
        assert "nicht bekannt" in page.content.decode()

    def test_a_row_that_somebody_added_is_named_and_stays(self, act_as):
        shelter = ShelterFactory(capacity=None)
        address = reverse("admin:accommodation_shelter_change", args=[shelter.pk])
        konrad = act_as(people.konrad)
        his = self.opened(konrad, address)
        CapacityFactory(shelter=shelter)
        page = konrad.post(address, {**his, "name": "Haus am Park"})
        assert (page.status_code, "neu eingetragen" in page.content.decode()) == (409, True)
        assert konrad.post(address, sent_by(page)).status_code == 302
        shelter.refresh_from_db()
        assert (shelter.name, shelter.capacities.count()) == ("Haus am Park", 1)

    def test_a_row_that_somebody_removed_is_named(self, act_as):
        shelter = ShelterFactory()
        address = reverse("admin:accommodation_shelter_change", args=[shelter.pk])
        konrad = act_as(people.konrad)
        his = self.opened(konrad, address)
        shelter.capacities.all().delete()
        page = konrad.post(address, {**his, "name": "Haus am Park"})
        assert (page.status_code, "entfernt" in page.content.decode()) == (409, True)
        assert not shelter.capacities.exists()

    def test_who_only_reads_sees_no_field_for_it(self, act_as):
        address = reverse("admin:accommodation_shelter_change", args=[ShelterFactory().pk])
        assert 'name="opened"' not in act_as(people.dora).get(address).content.decode()


class TestDeliveries:
    def test_another_persons_preview_is_not_in_the_list(self, act_as):
        DeliveryFactory(file_name="entwurf.xlsx")
        DeliveryFactory(file_name="eingereicht.xlsx", state=State.SUBMITTED)
        page = act_as(people.karla).get(reverse("admin:portal_delivery_changelist")).content.decode()
        assert ("entwurf.xlsx" in page, "eingereicht.xlsx" in page) == (False, True)

    def test_occupancy_is_looked_at_only(self, client):
        client.force_login(UserFactory(is_staff=True, is_superuser=True))
        address = reverse("admin:accommodation_occupancy_change", args=[OccupancyFactory().pk])
        assert (client.get(address).status_code, client.post(address, {}).status_code) == (200, 403)


@pytest.mark.usefixtures("on_the_stricter_database")
@pytest.mark.parametrize("person", [people.emil, people.karla, people.adam, people.dora])
def test_every_page_of_the_index_opens(act_as, person):
    client = act_as(person)
    for app in client.get(reverse("admin:index")).context["app_list"]:
        for model in app["models"]:
            assert client.get(model["admin_url"]).status_code == 200
