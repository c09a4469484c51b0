"""Who reads released figures."""

import pytest

from tests import people

pytestmark = pytest.mark.django_db


def test_an_account_without_a_role_reads_nothing_while_the_public_view_is_off(client, settings):
    settings.PUBLIC_VIEW = False
    client.force_login(people.nora())

    assert client.get("/").status_code == 403


def test_with_the_public_view_it_reads_what_everybody_may(client, settings):
    settings.PUBLIC_VIEW = True
    client.force_login(people.nora())

    assert client.get("/").status_code == 200
