"""Lists of this area as CSV: German numbers and words, out and back unchanged, all or nothing."""

from decimal import Decimal

import pytest
from django.contrib.messages import get_messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from pakt.models import BudgetLine, Milestone, Project
from tests import people
from tests.factories import (
    BudgetLineFactory,
    CitationFactory,
    FundingShareFactory,
    MilestoneFactory,
    ModuleFactory,
    OrganisationFactory,
    ProgrammeFactory,
    ProjectFactory,
    ProjectIndicatorFactory,
)

pytestmark = pytest.mark.django_db

MONEY = "programme;module;project;year;kind;level;giver;purpose;amount\n"


@pytest.fixture
def paula(act_as):
    return act_as(people.paula)


def bring_in(client, model: str, content: str):
    file = SimpleUploadedFile("liste.csv", content.encode())
    address = reverse(f"admin:pakt_{model}_import")
    return client.post(address, {"import_file": file, "format": "0", "resource": "0"})


def told(answer) -> str:
    return " ".join(str(message) for message in get_messages(answer.wsgi_request))


def taken_out(client, model: str) -> str:
    return client.get(reverse(f"admin:pakt_{model}_export")).content.decode("utf-8-sig")


def test_amounts_come_in_as_they_are_written_here(paula):
    ProjectFactory(slug="omid")
    OrganisationFactory(name="Stadt")
    answer = bring_in(paula, "budgetline", f"{MONEY};;omid;2018;bewilligt;Stadt;Stadt;;290.000,50\n")
    assert "1 neu" in told(answer)
    line = BudgetLine.objects.get()
    assert (line.kind, line.level, line.amount) == ("granted", "city", Decimal("290000.50"))


def test_an_empty_amount_is_no_zero(paula):
    ProgrammeFactory(slug="pakt")
    OrganisationFactory(name="Land")
    bring_in(paula, "budgetline", f"{MONEY}pakt;;;2018;geplant;ganzes Land;Land;;\n")
    assert BudgetLine.objects.get().amount is None


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (";;omid;2018;bewilligt;Stadt;Stadt;;290.00\n", "„290.00“ ist keine Zahl."),
        (
            ";;omid;2018;versprochen;Stadt;Stadt;;1\n",
            "„versprochen“ ist nicht vorgesehen. Möglich sind: geplant",
        ),
        (";;nomid;2018;bewilligt;Stadt;Stadt;;1\n", "„nomid“ gibt es nicht."),
        (
            ";;;2018;bewilligt;Stadt;Stadt;;1\n",
            "Bitte genau eines angeben: Förderprogramm, Modul oder Projekt.",
        ),
    ],
)
def test_what_cannot_be_understood_is_said_and_nothing_is_written(paula, row, sentence):
    ProjectFactory(slug="omid")
    OrganisationFactory(name="Stadt")
    good = ";;omid;2017;bewilligt;Stadt;Stadt;;1\n"
    assert sentence in bring_in(paula, "budgetline", MONEY + good + row).content.decode()
    assert not BudgetLine.objects.exists()


@pytest.mark.parametrize("model", ["budgetline", "fundingshare", "milestone", "project", "projectindicator"])
def test_a_list_that_goes_out_comes_back_unchanged(paula, model):
    module = ModuleFactory()
    project = ProjectFactory(programme=module.programme, module=module, topics="Eins\nZwei")
    BudgetLineFactory(project=project, to_year=2019, amount="1234567.50")
    BudgetLineFactory(project=None, module=module)
    FundingShareFactory(project=project, funds="Fonds")
    MilestoneFactory(project=project, postponed_to="2018-12-31", reason="Umbau")
    ProjectIndicatorFactory(project=project, target="49.4", decimals=1)
    ProjectIndicatorFactory(project=project, year=2018)
    answer = bring_in(paula, model, taken_out(paula, model))
    assert "0 neu, 0 geändert" in told(answer), answer.content.decode()


def test_a_list_that_comes_back_leaves_citations_and_parts_as_they_are(paula):
    whole = BudgetLineFactory(citation=CitationFactory())
    part = BudgetLineFactory(
        project=whole.project, giver=whole.giver, purpose="Miete", part_of=whole, citation=CitationFactory()
    )
    bring_in(paula, "budgetline", taken_out(paula, "budgetline").replace("100.000", "90.000"))
    changed = BudgetLine.objects.get(pk=part.pk)
    assert (changed.amount, changed.part_of, changed.citation) == (90_000, whole, part.citation)


def test_a_postponed_milestone_needs_its_reason_here_too(paula):
    ProjectFactory(slug="omid")
    head = "project;title;due_on;status;postponed_to;reason\n"
    answer = bring_in(paula, "milestone", f"{head}omid;Konzept;31.03.2018;offen;30.06.2018;\n")
    assert "Eine Verschiebung braucht ihren Grund." in answer.content.decode()
    bring_in(paula, "milestone", f"{head}omid;Konzept;31.03.2018;offen;30.06.2018;Umbau\n")
    assert Milestone.objects.get().reason == "Umbau"


def test_a_project_finds_its_module_by_its_address(paula):
    module = ModuleFactory(slug="pakt-modul-3", programme__slug="pakt")
    head = "programme;module;slug;name;status\n"
    bring_in(paula, "project", f"{head}pakt;pakt-modul-3;kurse;Sprachkurse;läuft\n")
    assert (Project.objects.get().module, Project.objects.get().status) == (module, "running")
