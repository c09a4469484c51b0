"""The page of components shows every one of them."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from portal.figures import Kind
from tests import people

pytestmark = [pytest.mark.django_db, pytest.mark.once]

COMPONENTS = {path.name for path in (settings.BASE_DIR / "templates" / "components").glob("*.html")}


@pytest.fixture
def page(act_as):
    return act_as(people.karla).get(reverse("accessibility:components"))


def test_every_component_is_shown(page):
    shown = {template.name for template in page.templates if template.name}
    assert {name for name in COMPONENTS if f"components/{name}" not in shown} == set()


def test_every_kind_of_value_is_shown(page):
    kinds = {figure.value.kind for figure in page.context["key_figures"]}
    assert kinds == set(Kind) - {Kind.COUNTED}  # which looks as reported


def test_no_place_is_named_twice(page):
    """Or a link, a label and a screen reader would take one for the other."""
    ids = [part.split('"', 1)[0] for part in page.content.decode().split(' id="')[1:]]
    assert sorted(ids) == sorted(set(ids))


def test_its_values_are_marked_as_invented(page):
    assert "erfundene Zahlen zum Ausprobieren" in page.content.decode()


def test_it_is_no_page_for_the_public(client: Client, settings):
    settings.PUBLIC_VIEW = True
    assert reverse("accessibility:components") not in client.get("/").content.decode()
