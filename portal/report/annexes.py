"""What a report carries behind its chapters: the organigram, each body, the groups' own reports."""

from collections.abc import Iterable
from datetime import date

from django.contrib.auth.models import AnonymousUser

from portal import figures
from portal.figures import Audience
from portal.models.areas import Area
from portal.report.blocks import block, drawing, table_block
from portal.report.document import Block, Node
from portal.report.notes import Notes
from portal.report.prose import bullets, heading, paragraph, run, written
from taskforce.chapter.bodies import in_order
from taskforce.chapter.one_body import body_chapter
from taskforce.models import Body, FinalReport, Meeting
from taskforce.organigram import drawn, organigram

# Measures, hand-overs and goals of all bodies stand in the chapter already.
OF_EACH_BODY = ("mitglieder", "sitzungen", "beratungen")


def annexes_of(key: str, as_of: date, audience: Audience) -> Iterable[tuple[str, list[Block]]]:
    """Title and blocks; none for an area that has no annexes."""
    if key != Area.TASKFORCE:
        return
    for title, blocks in (
        ("Schaubild der Gremien", organigram_blocks(as_of)),
        ("Die Gremien im Einzelnen", body_blocks(as_of, audience)),
        ("Abschlussberichte der Arbeitsgruppen", report_blocks()),
    ):
        if found := list(blocks):
            yield title, found


def organigram_blocks(as_of: date) -> Iterable[Block]:
    """The picture, and the same as a list."""
    tree = organigram(as_of)
    if tree.roots:
        text = bullets([[run(node.name, strong=True), run(f": {node.told}")] for node in tree.nodes])
        picture = drawing(str(drawn(tree, "svg")), tree.title, tree.summary)
        yield block("schaubild", "Wer zu wem gehört", Notes(), text) | {"drawing": picture}


def body_blocks(as_of: date, audience: Audience) -> Iterable[Block]:
    """Who sits in each real body, when it met in public, and what it dealt with; nothing of those of
    which no source tells more than the chapter does."""
    for body in in_order(Body.objects.known_on(as_of).filter(example=False).described()):
        meetings = Meeting.objects.visible_to(AnonymousUser(), as_of).filter(body=body, example=False)
        chapter = body_chapter(body, as_of, audience, meetings.held_until(as_of))
        tables = [table for table in chapter.tables if table.key in OF_EACH_BODY]
        if body.mandate or tables:
            yield block(f"gremium.{body.slug}", body.name, Notes(), [paragraph(run(chapter.lead))])
        for table in tables:
            yield table_block(f"gremium.{body.slug}.{table.key}", of_body(table, body)) | {"heading": ""}


def of_body(table: figures.Table, body: Body) -> figures.Table:
    return figures.Table(
        table.key, f"{body.name}: {table.caption}", table.columns, table.rows, table.footer, table.notes
    )


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
