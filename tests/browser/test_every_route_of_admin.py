"""Every page of the administration, as tests/browser/test_every_route.py looks at the portal: for who may do
most with it. All have the same frame: those of three models are seen in full, with imports, histories
and old versions, list and form of the others on a phone without colours. `PORTAL_LOOK=all` sees all in full.
"""

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction
from django.db.models import Model
from django.urls import reverse

from tests import people
from tests.browser.looking import EVERYTHING, look_on_a_phone
from tests.browser.visiting import Visitor
from tests.factories import ClaimReadingFactory
from tests.test_access import undone
from tests.test_access_admin import NEEDED, OBJECTS, ROWS, addresses

BEST = ("coordination", "editor", "administration", "audit")
APPS = sorted({model.partition(".")[0] for model in ROWS} - {"auth", "account"})
IN_FULL = {"accommodation.shelter", "portal.organisation", "portal.reportedfigure"}
PLAIN = {"changelist", "change"}
FILE = "export"
MADE = OBJECTS | {"portal.claim": lambda: ClaimReadingFactory().claim}


def reader_with(right: str, model: str) -> str | None:
    return next((reader for reader in BEST if right in ROWS[model][reader]), None)


def made(model: str) -> Model:
    """What there can be only one of, the report or the example has brought already."""
    try:
        with transaction.atomic():
            return MADE[model]()
    except IntegrityError:
        return apps.get_model(model).objects.first()


@pytest.mark.parametrize("app", APPS)
def test_every_page_of_the_administration_is_for_everybody(visitor: Visitor, app: str) -> None:
    for model in (model for model in ROWS if model.startswith(f"{app}.")):
        full = EVERYTHING or model in IN_FULL
        with undone():
            for route, address in addresses(model, made(model)).items():
                reader = reader_with(NEEDED.get(route, "-"), model)
                if reader and route != FILE and (full or route in PLAIN):
                    visitor.comes_as(reader, f"{app}:")
                    visitor.opens(address, None if full else look_on_a_phone)
    visitor.is_content()


def test_a_form_that_one_only_reads_is_for_everybody(visitor: Visitor) -> None:
    for model in IN_FULL:
        with undone():
            thing = made(model)
            visitor.client.force_login(people.dora())
            visitor.opens(reverse(f"admin:{model.replace('.', '_')}_change", args=[thing.pk]))
    visitor.is_content()
