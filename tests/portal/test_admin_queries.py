"""Lists and suggestions of the admin ask the database as often for many rows as for few."""

from datetime import date
from itertools import count

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accommodation.thresholds import UtilisationThreshold
from portal.models import Citation, ReportedFigure, Statement
from tests.factories import (
    CitationFactory,
    QuotaFactory,
    ReportedFigureFactory,
    StatementFactory,
    UserFactory,
)
from tests.test_access_admin import OBJECTS

pytestmark = [pytest.mark.django_db, pytest.mark.once]

# One row of each kind.
FEW = {"portal.retentionperiod", "portal.reportingrule", "auth.group"}
years, days = count(2001), count(1)
# Where the row that one page is looked at with can be there only once.
ROWS = {
    "portal.reportedfigure": ReportedFigureFactory,
    "portal.accessibilitystatement": lambda: StatementFactory(assessed_on=date(2026, 1, next(days))),
    "portal.statement": lambda: Statement.objects.create(
        key=f"aussage-{next(years)}", area="fim", text="Es gibt mehr Plätze.", citation=CitationFactory()
    ),
    "fim.quota": lambda: QuotaFactory(year=next(years)),
    "accommodation.utilisationthreshold": lambda: UtilisationThreshold.objects.create(
        name="voll belegt", percent=90, valid_from=date(next(years), 1, 1), citation=CitationFactory()
    ),
}


@pytest.fixture
def boss(client) -> Client:
    client.force_login(UserFactory(is_staff=True, is_superuser=True))
    return client


def asked(client: Client, address: str, **data: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address, data).status_code == 200
    return len(queries)


@pytest.mark.parametrize("model", [model for model in OBJECTS if model not in FEW])
def test_a_list_takes_as_many_questions_for_many_rows(boss, model):
    address = reverse(f"admin:{model.replace('.', '_')}_changelist")
    several(model, 2)
    asked(boss, address)  # what is kept for the next page
    few = asked(boss, address)
    several(model, 2)
    assert asked(boss, address) == few


@pytest.mark.parametrize(("model", "field"), [(Citation, "population_source"), (ReportedFigure, "figures")])
def test_suggestions_take_as_many_questions_for_many_rows(boss, model, field):
    """Of what is called by other records; the rest is called by itself."""
    source = {"population_source": "district", "figures": "claimreading"}[field]
    one = {"app_label": "portal", "model_name": source, "field_name": field}
    several(model._meta.label_lower, 2)
    few = asked(boss, reverse("admin:autocomplete"), **one)
    several(model._meta.label_lower, 2)
    assert asked(boss, reverse("admin:autocomplete"), **one) == few


def several(model: str, times: int) -> None:
    for _ in range(times):
        (OBJECTS | ROWS)[model]()
