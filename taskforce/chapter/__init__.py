"""What there is to say about task force and working groups as of a date, for one reader."""

from dataclasses import dataclass
from datetime import date

from portal.cells import kept
from portal.figures import Audience, Chapter
from portal.statements import checks, texts
from taskforce.chapter import findings
from taskforce.chapter.bodies import body_tables, group_tables
from taskforce.chapter.centres import centre_tables
from taskforce.chapter.consultations import consultation_tables
from taskforce.chapter.goals import goal_tables
from taskforce.chapter.handovers import handover_tables
from taskforce.chapter.measures import measure_tables
from taskforce.chapter.overview import key_figures, lead
from taskforce.chapter.responsible import responsibilities, responsible_tables
from taskforce.models import Body, Consultation, Goal, Handover, Measure, Membership, ServiceCentre

AREA = "taskforce"
TITLE = "Task Force und Arbeitsgruppen"
ADDRESS = "/arbeitsgruppen/"


@dataclass(frozen=True)
class Known:
    """The rows that speak of a day, asked for once."""

    bodies: list[Body]
    groups: list[Body]
    handovers: list[Handover]


def known_on(as_of: date, *, invented: bool = True) -> Known:
    """Real ones first."""
    bodies = kept(Body.objects.known_on(as_of).described(), invented)
    groups = [body for body in bodies if body.kind == Body.Kind.WORKING_GROUP]
    return Known(bodies, groups, kept(Handover.objects.known_on(as_of).in_order(), invented))


def overview(as_of: date, audience: Audience) -> Chapter:
    """The first sentence and the key figures alone: what the start page says."""
    known = known_on(as_of)
    return Chapter(
        key=AREA, title=TITLE, address=ADDRESS, as_of=as_of, audience=audience,
        lead=lead(known.bodies, as_of),
        key_figures=tuple(key_figures(known.bodies, known.handovers, as_of)),
    )  # fmt: skip


def chapter(as_of: date, audience: Audience, *, invented: bool = True) -> Chapter:
    """Bodies, hand-overs, measures and goals that had begun by `as_of`. Ideas that nobody has
    decided on yet are for the administration alone; no person is named to anybody. Not `invented`:
    as if there were no example data."""
    known = known_on(as_of, invented=invented)
    speakers = [one for one in Membership.objects.speakers().in_order() if invented or not one.example]
    decided = Measure.objects.known_on(as_of).of_bodies(known.bodies).described()
    measures = kept(decided if audience is Audience.INTERNAL else decided.without_ideas(), invented)
    goals = kept(Goal.objects.of_bodies(known.bodies), invented)
    consulted = Consultation.objects.open_to(audience is Audience.INTERNAL).begun_by(as_of).by_paper()
    papers = kept(consulted, invented)
    answers = list(responsibilities(known.groups, known.handovers, as_of))
    return Chapter(
        key=AREA, title=TITLE, address=ADDRESS, as_of=as_of, audience=audience,
        lead=lead(known.bodies, as_of),
        key_figures=tuple(key_figures(known.bodies, known.handovers, as_of)),
        tables=(
            *responsible_tables(answers),
            *group_tables(known.groups, [one for one in speakers if one.lasts_on(as_of)], as_of),
            *body_tables(known.bodies, as_of),
            *handover_tables(known.handovers),
            *measure_tables(measures, as_of),
            *goal_tables(goals),
            *consultation_tables(papers, bodies=True),
            *centre_tables(ServiceCentre.objects.described()),
        ),
        checks=tuple(checks(AREA, as_of)),
        texts=tuple(texts(AREA, as_of)),
        findings=(
            *findings.unanswered(answers),
            *findings.promised(known.handovers, as_of),
            *findings.double_structures(known.bodies, as_of),
            *findings.handed_to_nobody(measures),
            *findings.not_measurable(goals),
            *findings.without_speaker(known.groups, speakers, as_of),
        ),
    )  # fmt: skip
