"""The table of roles, and what follows from it."""

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command

from portal import roles
from portal.figures import Audience
from portal.roles import ROLES
from tests import people
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def rights(role: roles.Role) -> set[str]:
    pairs = Group.objects.get(name=role.name).permissions.values_list("content_type__app_label", "codename")
    return {f"{app}.{codename}" for app, codename in pairs}


@pytest.mark.parametrize("role", ROLES, ids=lambda role: role.key)
def test_every_role_gets_exactly_the_rights_of_the_table(role):
    roles.sync_roles()
    assert rights(role) == set(role.permissions)


def test_a_right_that_was_taken_from_the_table_is_taken_from_the_role(monkeypatch):
    roles.sync_roles()
    poorer = roles.Role("traeger", "Träger", "Meldet nicht mehr.")
    monkeypatch.setattr(roles, "ROLES", (poorer,))
    call_command("sync_roles")
    assert rights(poorer) == set()


def test_a_right_that_does_not_exist_is_named(monkeypatch):
    wrong = roles.Role("neu", "Neu", "Hat ein Recht, das es nicht gibt.", ("portal.fly",))
    monkeypatch.setattr(roles, "ROLES", (wrong,))
    with pytest.raises(LookupError, match=r"portal\.fly"):
        roles.sync_roles()


def test_no_role_may_delete_anything():
    held = {right for role in ROLES for right in role.permissions}
    assert not {right for right in held if ".delete_" in right}


def test_only_the_coordination_releases():
    releasing = {role.key for role in ROLES if any(".release_" in right for right in role.permissions)}
    assert releasing == {"koordination"}


def test_the_administration_enters_no_figure():
    figures = ("reportedfigure", "occupancy", "capacity", "monthlyflow", "allocationshare", "delivery")
    changing = {right for right in roles.ADMINISTRATION.permissions if ".view_" not in right}
    assert not {right for right in changing if right.endswith(figures)}


def test_the_audit_only_reads():
    assert {right.split(".")[1].split("_")[0] for right in roles.AUDIT.permissions} == {"view"}


def test_an_account_has_one_role():
    emil = people.emil()
    roles.give_role(emil, roles.COUNCIL)
    assert roles.role_of(emil) == roles.COUNCIL


def test_with_the_role_goes_the_way_into_the_admin():
    emil = people.emil()
    roles.give_role(emil, None)
    assert (emil.is_staff, roles.role_of(emil)) == (False, None)


def test_who_sets_the_portal_up_stays_in_the_admin_without_a_role():
    root = UserFactory(is_superuser=True, is_staff=True)
    roles.give_role(root, None)
    assert root.is_staff


@pytest.mark.parametrize(
    ("person", "audience"),
    [
        (people.rosa, Audience.COUNCIL),
        (people.tina, Audience.COUNCIL),
        (people.emil, Audience.INTERNAL),
        (people.karla, Audience.INTERNAL),
        (people.dora, Audience.INTERNAL),
    ],
)
def test_a_chapter_is_written_for_the_role(person, audience):
    assert roles.audience_of(person()) == audience
