"""What the admin allows, each rule asked alone (see tests/test_narrow_rights.py)."""

import pytest
from django.contrib import admin
from django.contrib.auth.models import Permission
from django.utils import timezone

from portal.admin.base import PartAdmin, ReadOnlyAdmin
from portal.admin.figures import ReportedFigureAdmin
from portal.admin.sources import ClaimReadingInline
from portal.models import Attachment, Claim, ContactPerson, Delivery, District, ReportedFigure, User
from portal.releases import State
from taskforce.admin import AnswerInline
from taskforce.models import FinalReport, Membership
from tests import people
from tests.factories import ContactPersonFactory, DeliveryFactory, ReportedFigureFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def asked(rf):
    """A question of this person to the admin."""

    def asked(by: User, **address: object):
        request = rf.get("/", address)
        request.user = by
        return request

    return asked


@pytest.mark.parametrize(
    ("page", "rights"),
    [
        (PartAdmin(Attachment, admin.site), ["module", "add", "change", "delete"]),
        (ReadOnlyAdmin(Delivery, admin.site), ["add", "change", "delete"]),
        (AnswerInline(FinalReport, admin.site), ["add", "change", "delete"]),
    ],
    ids=["a part", "what comes by delivery", "what a speaker writes"],
)
def test_not_even_with_all_rights_there_is_more_than_to_look(asked, page, rights):
    root = asked(User.objects.create_superuser("root@portal.example", name="Root"))
    assert [right for right in rights if getattr(page, f"has_{right}_permission")(root)] == []


@pytest.mark.parametrize("alone", ["add_district", "change_district"])
def test_who_may_do_one_half_of_it_brings_in_no_list(asked, alone):
    half = UserFactory(is_staff=True)
    half.user_permissions.set(Permission.objects.filter(codename=alone))
    page = admin.site.get_model_admin(District)
    assert page.has_import_permission(asked(people.adam()))
    assert not page.has_import_permission(asked(half))


@pytest.mark.parametrize("model", [ReportedFigure, Membership])
def test_who_may_not_look_at_records_looks_through_none(asked, model):
    page = admin.site.get_model_admin(model)
    assert page.get_autocomplete_fields(asked(people.karla()))
    assert page.get_autocomplete_fields(asked(people.nora())) == []


def test_nobody_looks_through_accounts(asked):
    page = admin.site.get_model_admin(Membership)
    assert "account" not in page.get_autocomplete_fields(asked(people.adam()))


def test_who_withdrew_the_consent_is_for_nobody(asked):
    ContactPersonFactory().withdraw(timezone.localdate())
    assert not admin.site.get_model_admin(ContactPerson).get_queryset(asked(people.karla())).exists()


def test_a_preview_is_for_who_made_it(asked):
    DeliveryFactory()
    sent = DeliveryFactory(state=State.SUBMITTED)
    assert list(admin.site.get_model_admin(Delivery).get_queryset(asked(people.karla()))) == [sent]


def test_a_correction_starts_from_what_is_released(asked):
    draft = ReportedFigureFactory(state=State.DRAFT)
    page = ReportedFigureAdmin(ReportedFigure, admin.site)
    assert "value" not in page.get_changeform_initial_data(asked(people.karla(), replaces=draft.pk))


def test_a_claim_rests_on_what_is_released(asked):
    ReportedFigureFactory(state=State.DRAFT)
    told = ReportedFigureFactory(state=State.RELEASED)
    form = ClaimReadingInline(Claim, admin.site).get_formset(asked(people.karla())).form()
    assert list(form.fields["figures"].queryset) == [told]
