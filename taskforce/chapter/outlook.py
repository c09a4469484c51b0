"""The report tells at its end what becomes of the themes, and not a second time at the groups."""

from dataclasses import replace
from datetime import date

from portal.cells import kept
from portal.figures import Audience, Chapter
from portal.numbers import german
from taskforce.chapter import ADDRESS, chapter, findings, known_on
from taskforce.chapter.goals import goal_tables
from taskforce.chapter.handovers import handover_tables
from taskforce.chapter.responsible import Responsibility, responsibilities, responsible_tables
from taskforce.models import Goal

OUTLOOK = "outlook"
TITLE = "Ausblick und weiteres Vorgehen"


def groups(as_of: date, audience: Audience, *, invented: bool = True) -> Chapter:
    """Task force and working groups, without what the outlook tells."""
    whole, ahead = chapter(as_of, audience, invented=invented), outlook(as_of, audience, invented=invented)
    return replace(
        whole,
        tables=tuple(table for table in whole.tables if table not in ahead.tables),
        findings=tuple(finding for finding in whole.findings if finding not in ahead.findings),
    )


def outlook(as_of: date, audience: Audience, *, invented: bool = True) -> Chapter:
    """Who answers for which theme, what was handed over, and what is aimed at. Not `invented`: as if there
    were no example data."""
    known = known_on(as_of, invented=invented)
    goals = kept(Goal.objects.of_bodies(known.bodies), invented)
    answers = list(responsibilities(known.groups, known.handovers, as_of))
    return Chapter(
        key=OUTLOOK, title=TITLE, address=f"{ADDRESS}ueberfuehrungen/", as_of=as_of, audience=audience,
        lead=lead([one for one in answers if not one.example]),
        tables=(*responsible_tables(answers), *handover_tables(known.handovers), *goal_tables(goals)),
        findings=(
            *findings.unanswered(answers),
            *findings.promised(known.handovers, as_of),
            *findings.not_measurable(goals),
        ),
    )  # fmt: skip


def lead(answers: list[Responsibility]) -> str:
    """„Für 11 von 12 Themen ist jemand zuständig.“"""
    if not answers:
        return "Für diesen Stichtag ist kein Thema erfasst."
    settled = sum(not answer.open for answer in answers)
    return f"Für {german(settled)} von {german(len(answers))} Themen ist jemand zuständig."
