"""What people type in the admin of this area."""

from decimal import Decimal

import pytest
from django.urls import reverse

from pakt.models import BudgetLine
from tests import people
from tests.factories import BudgetLineFactory, ModuleFactory, OrganisationFactory, ProjectFactory

pytestmark = pytest.mark.django_db


def enter(client, amount: str, **also: object):
    line = {"project": ProjectFactory().pk, "year": 2018, "kind": "granted", "level": "city"}
    form = line | {"giver": OrganisationFactory().pk, "amount": amount} | also
    return client.post(reverse("admin:pakt_budgetline_add"), form)


@pytest.mark.parametrize(
    ("typed", "stored"), [("290.000", "290000"), ("290000", "290000"), ("28.450,50", "28450.50"), ("0", "0")]
)
def test_an_amount_is_typed_as_it_is_written_here(act_as, typed, stored):
    enter(act_as(people.paula), typed)
    assert BudgetLine.objects.get().amount == Decimal(stored)


def test_an_empty_amount_is_no_zero(act_as):
    enter(act_as(people.paula), "")
    assert BudgetLine.objects.get().amount is None


def test_an_amount_that_could_mean_two_things_is_refused_with_an_example(act_as):
    answer = enter(act_as(people.paula), "290.00")
    assert "„290.00“ ist keine Zahl. Bitte so schreiben: 1.250 oder 6,47." in answer.content.decode()
    assert not BudgetLine.objects.exists()


def test_an_amount_comes_back_as_it_is_written_here(act_as):
    line = BudgetLineFactory(amount="290000.00")
    page = act_as(people.paula).get(reverse("admin:pakt_budgetline_change", args=[line.pk]))
    assert 'value="290.000,00"' in page.content.decode()


def test_an_amount_is_about_one_thing_alone(act_as):
    answer = enter(act_as(people.paula), "1", programme=ModuleFactory().programme_id)
    assert "Bitte genau eines angeben" in answer.content.decode()


def test_a_project_takes_no_module_of_another_programme(act_as):
    project = ProjectFactory()
    project.module = ModuleFactory()
    address = reverse("admin:pakt_project_change", args=[project.pk])
    form = {"programme": project.programme_id, "module": project.module.pk, "name": "X", "status": "planned"}
    for relation in ("milestones", "indicators", "budget_lines", "shares", "periods"):
        form |= {f"{relation}-TOTAL_FORMS": 0, f"{relation}-INITIAL_FORMS": 0}
    answer = act_as(people.paula).post(address, form)
    assert "gehört zu einem anderen Förderprogramm" in answer.content.decode()
