"""Milestones, targets, posts, and the way of a paper, as they were known on a day."""

from datetime import date

import pytest

from pakt.chapter import chapter
from pakt.chapter.cards import cards
from pakt.chapter.progress import behind, indicator_tables, milestone_tables, post_tables
from pakt.models import Programme, Project
from portal.figures import HIDDEN, Audience, Table
from tests.factories import (
    BodyFactory,
    BudgetLineFactory,
    ConsultationFactory,
    FundingPeriodFactory,
    FundingShareFactory,
    MilestoneFactory,
    ModuleFactory,
    ProgrammeFactory,
    ProjectFactory,
    ProjectIndicatorFactory,
    SourceFactory,
)

pytestmark = pytest.mark.django_db

SUMMER_2018 = date(2018, 8, 31)
INSIDE, COUNCIL, PUBLIC = Audience.INTERNAL, Audience.COUNCIL, Audience.PUBLIC


def described(project: Project) -> Project:
    return Project.objects.described().get(pk=project.pk)


def column(table: Table, key: str) -> list[str]:
    place = [one.key for one in table.columns].index(key)
    return [str(row[place].content) for row in table.rows]


def findings(audience: Audience = COUNCIL, when: date = SUMMER_2018) -> dict[str, str]:
    return {one.heading: one.text for one in chapter(when, audience).findings}


# Milestones


def test_what_is_overdue_stands_first():
    project = ProjectFactory()
    MilestoneFactory(project=project, title="Später", due_on=date(2018, 12, 31))
    MilestoneFactory(project=project, title="Ohne Termin", due_on=None)
    MilestoneFactory(project=project, title="Überfällig", due_on=date(2018, 6, 30))
    (table,) = milestone_tables([described(project)], SUMMER_2018)
    assert column(table, "meilenstein") == ["Überfällig", "Später", "Ohne Termin"]
    assert column(table, "stand") == ["überfällig", "offen", "offen"]
    assert column(table, "faellig")[2] == "keine Angabe in der Quelle"


def test_a_postponed_milestone_keeps_its_first_day_and_says_why():
    milestone = MilestoneFactory(postponed_to=date(2018, 12, 31), reason="Umbau")
    (table,) = milestone_tables([milestone.project], SUMMER_2018)
    cells = [str(cell.content) for cell in table.rows[0]]
    assert cells[2:6] == ["30.06.2018", "31.12.2018", "Umbau", "offen"]


def test_what_was_reached_later_was_still_open_then():
    milestone = MilestoneFactory(status="reached", reached_on=date(2018, 5, 1))
    (table,) = milestone_tables([milestone.project], date(2018, 4, 1))
    assert column(table, "stand") == ["offen"]
    (table,) = milestone_tables([milestone.project], SUMMER_2018)
    assert column(table, "stand") == ["erreicht am 01.05.2018"]


def test_projects_behind_their_plan_are_told_with_the_reason():
    project = MilestoneFactory(project__name="OMID", title="Konzept").project
    (finding,) = behind([project], SUMMER_2018)
    assert finding.heading == "Ein Projekt liegt hinter dem Plan"
    assert finding.text == "OMID: „Konzept“ war am 30.06.2018 fällig."


# Targets


def test_an_actual_value_was_not_known_before_its_day():
    indicator = ProjectIndicatorFactory(actual=4, actual_on=date(2018, 5, 1))
    for when, expected in ((date(2018, 4, 30), "k. A."), (SUMMER_2018, "4\N{NO-BREAK SPACE}Standorte")):
        (table,) = indicator_tables([indicator.project], when, COUNCIL)
        assert column(table, "ist") == [expected]


@pytest.mark.parametrize(("audience", "shown"), [(PUBLIC, HIDDEN), (COUNCIL, "3"), (INSIDE, "3")])
def test_a_small_number_of_persons_is_hidden_from_the_public(audience, shown):
    indicator = ProjectIndicatorFactory(unit="Personen", actual=3, actual_on=date(2018, 5, 1))
    (table,) = indicator_tables([indicator.project], SUMMER_2018, audience)
    assert table.rows[0][5].content.number == shown
    (card,) = cards(indicator.project.programme, SUMMER_2018, audience)
    assert f"Ist {shown} " in card.indicators[0]


def test_a_small_number_of_sites_is_not():
    indicator = ProjectIndicatorFactory(actual=3, actual_on=date(2018, 5, 1))
    (table,) = indicator_tables([indicator.project], SUMMER_2018, PUBLIC)
    assert table.rows[0][5].content.number == "3"


def test_a_target_without_an_actual_value_is_told():
    ProjectIndicatorFactory(project__name="Räume", label="Standorte")
    assert "Räume: Standorte, Soll 5\N{NO-BREAK SPACE}Standorte." in findings().values()


def posts(programme: Programme) -> list[tuple[str, str]]:
    (table,) = post_tables(programme.modules.all(), programme.projects.all(), SUMMER_2018)
    return [(row[1].content.number, row[2].content.number) for row in table.rows]


def test_posts_are_told_for_each_module_and_no_module_gets_a_zero():
    module = ModuleFactory()
    project = ProjectFactory(programme=module.programme, module=module)
    ProjectIndicatorFactory(
        project=project, unit="Stellen", decimals=1, target="49.4", target_qualifier="bis zu"
    )
    ModuleFactory(programme=module.programme)
    assert posts(module.programme) == [("bis zu 49,4", "k. A."), ("k. A.", "k. A.")]


def test_posts_of_several_projects_of_a_module_are_added():
    module = ModuleFactory()
    for target in (2, 3):
        project = ProjectFactory(programme=module.programme, module=module)
        ProjectIndicatorFactory(
            project=project, unit="Stellen", target=target, actual=1, actual_on=date(2018, 1, 1)
        )
    assert posts(module.programme) == [("5", "2")]


# Cards


def test_modules_come_first_then_projects_beside_them():
    programme = ProgrammeFactory()
    ProjectFactory(programme=programme, name="OMID")
    module = ModuleFactory(programme=programme, title="Spracherwerb", number=3)
    ProjectFactory(programme=programme, module=module, name="Sprachkurse")
    told = cards(Programme.objects.described().get(), SUMMER_2018, COUNCIL)
    assert [(card.above, card.title) for card in told] == [
        ("Modul 3", "Spracherwerb"),
        ("neben den Modulen", "OMID"),
    ]
    assert [cell.content for cell in told[0].projects] == ["Sprachkurse"]


def test_a_card_tells_how_many_milestones_are_reached_and_which_is_next():
    project = ProjectFactory()
    MilestoneFactory(project=project, status="reached")
    MilestoneFactory(project=project, title="Eröffnung", due_on=date(2018, 12, 1))
    MilestoneFactory(project=project, status="dropped")
    (card,) = cards(project.programme, SUMMER_2018, COUNCIL)
    assert card.milestones == "1 von 2 erreicht; nächster: Eröffnung, 01.12.2018"


def test_the_first_sentence_says_how_many_are_behind():
    programme = ProgrammeFactory(name="Pakt")
    MilestoneFactory(project__programme=programme)
    ProjectFactory(programme=programme)
    assert chapter(SUMMER_2018, COUNCIL).lead == (
        "Pakt, 2018–2019: 2 Projekte; 1 Projekt liegt hinter dem Plan, für 1 von 2 lässt sich nichts sagen."
    )


def test_a_programme_that_has_just_been_entered_is_not_praised():
    ProgrammeFactory(name="Pakt")
    assert chapter(SUMMER_2018, COUNCIL).lead == "Pakt, 2018–2019: noch ohne erfasste Projekte."


def test_of_invented_programmes_the_first_sentence_does_not_speak():
    ProgrammeFactory(example=True)
    assert chapter(SUMMER_2018, COUNCIL).lead == "Noch ist kein Förderprogramm erfasst."


# Years


def test_what_lies_outside_the_years_of_the_programme_is_told():
    project = FundingShareFactory(project__name="Sprachkurse", year=2017).project
    FundingShareFactory(project=project, year=2018)
    FundingPeriodFactory(project=project)
    assert (
        "Das Programm läuft 2018–2019. Sprachkurse: Anteil für 2017, 2. Förderperiode bis 31.07.2017."
        in findings().values()
    )


def test_projects_without_any_amount_are_counted():
    programme = ProgrammeFactory(name="Pakt")
    ProjectFactory(programme=programme, name="OMID")
    BudgetLineFactory(project__programme=programme)
    heading = "Pakt: für 1 von 2 Projekten ist kein Betrag bekannt"
    assert findings()[heading] == "OMID."


# Bodies and papers


@pytest.fixture
def paper():
    paper = SourceFactory(number=532, year=2017)
    programme = ProgrammeFactory()
    programme.papers.add(paper)
    return paper


def way(audience: Audience = COUNCIL, when: date = SUMMER_2018) -> list[str]:
    table = chapter(when, audience).table("beschluesse")
    return [str(cell.content) for cell in table.rows[0]]


def test_a_paper_is_followed_from_consultation_to_vote(paper):
    committee, council = BodyFactory(name="Sozialausschuss"), BodyFactory(name="Gemeinderat")
    ConsultationFactory(paper=paper, body=committee, purpose="preliminary", held_on=date(2017, 9, 25))
    ConsultationFactory(
        paper=paper, body=council, purpose="decision", held_on=date(2017, 9, 28), result="beschlossen",
        vote="einstimmig",
    )  # fmt: skip
    assert way()[2:6] == [
        "Sozialausschuss, 25.09.2017 (Vorberatung)",
        "Gemeinderat, 28.09.2017 (Beschlussfassung)",
        "beschlossen",
        "einstimmig",
    ]


def test_before_its_day_a_decision_was_not_taken(paper):
    ConsultationFactory(paper=paper, purpose="decision", held_on=date(2017, 9, 28))
    assert way(when=date(2017, 9, 27))[3] == "keine Angabe in der Quelle"


def test_a_consultation_behind_closed_doors_stays_inside(paper):
    ConsultationFactory(paper=paper, body__name="Ältestenrat", public=False)
    assert "Ältestenrat" not in " ".join(way())
    assert "Ältestenrat" in " ".join(way(INSIDE))


def test_a_paper_that_is_not_public_stays_inside(paper):
    paper.public = False
    paper.save()
    with pytest.raises(KeyError):
        way()
    assert way(INSIDE)[0] == "GRDrs 532/2017"


def test_the_bodies_of_a_programme_lead_to_their_pages():
    ProgrammeFactory().bodies.add(BodyFactory(name="Lenkungskreis", slug="lenkungskreis"))
    (row,) = chapter(SUMMER_2018, COUNCIL).table("gremien").rows
    assert (row[0].content, row[0].url) == ("Lenkungskreis", "/arbeitsgruppen/lenkungskreis/")
