"""What an account holder reads about herself."""

import pytest

from tests import people
from tests.factories import DeliveryFactory, FollowingFactory

pytestmark = pytest.mark.django_db

PAGE = "/konto/meine-daten/"


def test_tina_reads_what_her_account_holds(act_as):
    FollowingFactory(user=people.tina(), area="fim")
    text = act_as(people.tina).get(PAGE).content.decode()
    for said in (people.tina().email, "Tina Träger", "Anker gGmbH", "Flüchtlingsintegrationsmaßnahmen"):
        assert said in text


def test_it_counts_where_she_is_named(act_as):
    for _ in range(2):
        DeliveryFactory(created_by=people.tina())
    traces = dict(act_as(people.tina).get(PAGE).context["data"].traces)
    assert traces["Meldung: hochgeladen von"] == 2


def test_it_counts_histories_together(act_as):
    organisation = people.anker()
    organisation._history_user = people.tina()
    organisation.save()
    traces = dict(act_as(people.tina).get(PAGE).context["data"].traces)
    assert traces["Verlauf aller Stammdaten: wer geändert hat"] == 1


def test_it_says_nothing_of_others(act_as):
    DeliveryFactory(created_by=people.tom())
    page = act_as(people.tina).get(PAGE)
    assert "Tom" not in page.content.decode()
    assert "Meldung: hochgeladen von" not in dict(page.context["data"].traces)


def test_questions_to_the_database_are_few(act_as, django_assert_max_num_queries):
    tina = act_as(people.tina)
    with django_assert_max_num_queries(12):
        tina.get(PAGE)
