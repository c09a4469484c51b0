"""Two workers with a store of pages in common: none of them ever shows what was before a release."""

import pytest

from accommodation.models import Occupancy
from tests import people
from tests.accommodation.sending import released
from tests.accommodation.test_all_or_nothing import database_url
from tests.factories import ShelterFactory
from tests.operation.serving import ask, gunicorn

pytestmark = pytest.mark.django_db(transaction=True)

ROUNDS, QUESTIONS = 8, 4


def test_whoever_answers_after_a_change_shows_it(tmp_path):
    ShelterFactory(name="Haus Ahorn", operation__operator=people.anker())
    released("Haus Ahorn;5000;4000")
    with gunicorn(tmp_path, database_url(), "--workers", "2") as (_, path):
        for number in range(4001, 4001 + ROUNDS):
            Occupancy.objects.update(occupied=number)
            shown = f"{number // 1000}.{number % 1000:03}"
            answers = [ask(path, "/unterbringung/") for _ in range(QUESTIONS)]
            assert all(shown in answer.text for answer in answers)
            assert len({answer.headers["ETag"] for answer in answers}) == 1
