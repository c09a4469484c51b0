"""The invented motions and questions, as `manage.py load_example` brings them in."""

from collections import Counter

import pytest
from django.conf import settings
from django.utils import timezone

from portal.council.overview import overview_of
from portal.models import CouncilRequest, Report
from portal.report.snapshots import printed
from portal.report_facts.invented_council import load_invented_requests
from tests import people
from tests.factories import ReportedFigureFactory

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def load():
    ReportedFigureFactory(indicator__key="occupancy_total", indicator__area="accommodation", leading=True)

    def load() -> int:
        folder = settings.BASE_DIR / "fixtures" / "example" / "council"
        return load_invented_requests(folder, coordinators=(people.karla(), people.konrad())).created

    return load


def test_one_is_overdue_one_open_and_one_answered_on_the_day_of_loading(load):
    load()
    requests = CouncilRequest.objects.all().with_answers(Report.objects.all())
    stages = Counter(one.stage.value for one in overview_of(requests, timezone.localdate()).all)
    assert stages == {"overdue": 1, "open": 1, "answered": 1}


def test_every_one_is_invented_and_its_answer_says_so(load):
    load()
    assert all(one.example for one in CouncilRequest.objects.all())
    assert "Beispieldaten (erfunden)" in printed(Report.objects.get())["kind"]


def test_a_second_time_nothing_is_new(load):
    assert load() > 0
    assert load() == 0
