"""What a report carries behind its chapters: the organigram, each body, the groups' own reports."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import TypeVar

from django.contrib.auth.models import AnonymousUser

from portal import figures
from portal.cells import UNSTATED
from portal.figures import Audience
from portal.models.areas import Area
from portal.report.blocks import block, drawing, table_block
from portal.report.document import Block, Node, Section
from portal.report.notes import Notes
from portal.report.prose import bullets, heading, paragraph, run, written
from taskforce.chapter.bodies import in_order
from taskforce.chapter.consultations import consultation_table
from taskforce.chapter.one_body import meeting_table, member_caption, member_table
from taskforce.models import Body, Consultation, FinalReport, Meeting, Membership
from taskforce.organigram import drawn, organigram

ANNEX = "anlage."  # how the keys of their sections begin


def annexes_of(key: str, as_of: date, audience: Audience) -> Iterable[Section]:
    """None for an area that has no annexes."""
    if key == Area.TASKFORCE:
        yield annex("schaubild", "Schaubild der Gremien", organigram_blocks(as_of))
        yield annex("gremien", "Die Gremien im Einzelnen", body_blocks(as_of, audience))
        yield annex("berichte", "Abschlussberichte der Arbeitsgruppen", report_blocks())


def annex(key: str, title: str, blocks: Iterable[Block]) -> Section:
    return Section(key=f"{ANNEX}{key}", title=title, blocks=list(blocks))


def organigram_blocks(as_of: date) -> Iterable[Block]:
    """The picture, and the same as a list."""
    tree = organigram(as_of)
    if tree.roots:
        text = bullets([[run(node.name, strong=True), run(f": {node.told}")] for node in tree.nodes])
        picture = drawing(str(drawn(tree, "svg")), tree.title, tree.summary)
        yield block("schaubild", "Wer zu wem gehört", Notes(), text) | {"drawing": picture}


def body_blocks(as_of: date, audience: Audience) -> Iterable[Block]:
    """Who sits in each real body, when it met in public, and what it dealt with; nothing of those of
    which no source tells more than the chapter does. No person is named to anybody."""
    inside = audience is Audience.INTERNAL
    public = Meeting.objects.visible_to(AnonymousUser(), as_of)
    members = by_body(Membership.objects.filter(example=False).in_order())
    meetings = by_body(public.filter(example=False).held_until(as_of))
    dealt_with = by_body(Consultation.objects.filter(example=False).open_to(inside).begun_by(as_of))
    for body in in_order(Body.objects.known_on(as_of).filter(example=False).described()):
        day = min(as_of, body.ended_to or as_of)  # who sat in it at its end, once it has ended
        sat = [one for one in members[body.pk] if one.lasts_on(day)]
        tables = [
            *([member_table(member_caption(body, as_of), False, sat, False)] if sat else []),
            *([meeting_table(meetings[body.pk], False)] if meetings[body.pk] else []),
            *([consultation_table(False, dealt_with[body.pk], False)] if dealt_with[body.pk] else []),
        ]
        yield from blocks_of_body(body, tables)


Row = TypeVar("Row", Membership, Meeting, Consultation)


def by_body(rows: Iterable[Row]) -> dict[int, list[Row]]:
    found: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        found[row.body_id].append(row)
    return found


def blocks_of_body(body: Body, tables: Sequence[figures.Table]) -> Iterable[Block]:
    if body.mandate or tables:
        words = body.mandate or f"Auftrag: {UNSTATED}."
        yield block(f"gremium.{body.slug}", body.name, Notes(), [paragraph(run(words))])
    for table in tables:
        named = replace(table, caption=f"{body.name}: {table.caption}")
        yield table_block(f"gremium.{body.slug}.{table.key}", named) | {"heading": ""}


def report_blocks() -> Iterable[Block]:
    """The released ones, question by question. What is there today, whatever the Stichtag: they are
    written once, when a group ends."""
    for report in FinalReport.objects.released().filter(example=False).with_answers().order_by("body__order"):
        text: list[Node] = []
        for answer in report.in_order:
            text += [heading(answer.title), *deeper(written(answer.text))]
        yield block(f"abschlussbericht.{report.body.slug}", report.body.name, Notes(), text)


def deeper(nodes: list[Node]) -> list[Node]:
    """Under a heading of level 1."""
    return [one | {"level": min(one["level"] + 1, 3)} if one["kind"] == "heading" else one for one in nodes]
