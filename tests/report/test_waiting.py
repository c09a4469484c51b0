"""A draft takes some seconds to become a file: the page that says so asks for it by itself."""

import pytest
from django.urls import reverse

from tests import people
from tests.factories import ReportFactory

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def waiting_for(pk: int, form: str) -> str:
    return reverse("reports:being_written", args=[pk, form])


def test_it_says_at_once_what_goes_on_and_asks_for_the_file_without_a_script(act_as):
    pk = ReportFactory().pk
    answer = act_as(people.karla).get(waiting_for(pk, "docx"))
    assert "Word-Dokument wird geschrieben" in answer.content.decode()
    assert answer.headers["Refresh"] == f"0; url={reverse('reports:file', args=[pk, 'docx'])}"


def test_a_draft_leads_there(act_as):
    pk = ReportFactory().pk
    page = act_as(people.karla).get(reverse("reports:report", args=[pk])).content.decode()
    assert all(waiting_for(pk, form) in page for form in ("pdf", "docx"))


@pytest.mark.parametrize("form", ["json", "exe"])
def test_what_takes_no_moment_has_no_such_page(act_as, form):
    assert act_as(people.karla).get(waiting_for(ReportFactory().pk, form)).status_code == 404
