"""The pictures of the handbook show what the portal shows. `make pictures` takes them anew."""

import os

import pytest
from django.core.management import call_command

from portal import roles
from portal.models import Organisation
from tests import people
from tests.browser import pictures

BIGGEST = 80 * 1024  # bytes


@pytest.fixture
def _example(the_report) -> None:
    call_command("load_example", verbosity=0)


@pytest.mark.usefixtures("_example")
def test_the_pictures_show_what_the_portal_shows(desk, page):
    north = Organisation.objects.get(name="Beispielträger Nord")
    tina = people.person("Beispiel Träger", roles.OPERATOR, north)
    karla = people.person("Beispiel Koordination", roles.COORDINATION)
    taken = pictures.take_all(desk, page, tina, karla)
    if "KEEP_PICTURES" in os.environ:
        pictures.keep(taken)

    said = {name: picture.words for name, picture in taken.items()}
    assert said == pictures.kept_words(), "Die Bilder sind veraltet: make pictures"
    assert [name for name, picture in taken.items() if len(picture.png) > BIGGEST] == []
