"""A chapter, cut into the blocks that can be moved and hidden one by one."""

from collections.abc import Iterable

from portal import figures
from portal.charts import drawn
from portal.figures import Cell, Chapter, Check, Column, KeyFigure, Picture, Table
from portal.report.document import Block, Drawing, Node
from portal.report.notes import Notes
from portal.report.printed_tables import printed, printed_table
from portal.report.prose import bullets, paragraph, run


def blocks_of(chapter: Chapter) -> Iterable[Block]:
    """As a paper tells it: answer, numbers, picture, words, then the tables and what to know about
    them. Their keys stay the same from day to day."""
    key = chapter.key
    if chapter.lead:
        yield block(f"{key}.antwort", "", Notes(), [paragraph(run(chapter.lead))])
    if chapter.key_figures:
        yield key_figures_block(f"{key}.kennzahlen", chapter.key_figures)
    for chart in chapter.charts:
        yield chart_block(f"{key}.{chart.key}", chart)
    if chapter.texts:
        yield texts_block(f"{key}.aussagen", chapter.texts)
    for table in (*(chart.table for chart in chapter.charts), *chapter.tables):
        if table.rows:
            yield table_block(f"{key}.{table.key}", table)
    if chapter.checks:
        yield checks_block(f"{key}.nachgerechnet", chapter.checks)
    if chapter.findings:
        yield findings_block(f"{key}.hinweise", chapter.findings)


def block(key: str, heading: str, notes: Notes, text: list[Node] | None = None) -> Block:
    return Block(
        key=key, heading=heading, text=text or [], drawing=None, table=None, sources=[],
        notes=notes.notes, first_note=0,
    )  # fmt: skip


def key_figures_block(key: str, key_figures: Iterable[KeyFigure]) -> Block:
    """Each number with its day, its change, and its source as a footnote."""
    notes = Notes()
    table = Table(
        key="kennzahlen",
        caption="Kennzahlen",
        columns=(
            Column("kennzahl", "Kennzahl"),
            Column("wert", "Wert", numeric=True),
            Column("stand", "Stand"),
            Column("hinweis", "Veränderung, Hinweis"),
            Column("quelle", "Quelle"),
        ),
        rows=tuple(map(key_figure_row, key_figures)),
    )
    return block(key, "Kennzahlen", notes) | {"table": printed_table(table, notes)}


def key_figure_row(figure: KeyFigure) -> tuple[Cell, ...]:
    value = ", ".join(filter(None, (str(figure.value), figure.value.mark)))
    remark = " ".join(filter(None, (f"{figure.change}." if figure.change else "", figure.note)))
    return (
        Cell(figure.label), Cell(value), Cell(figure.date_text), Cell(remark or "–"),
        Cell(str(figure.source), figure.source.url),
    )  # fmt: skip


def chart_block(key: str, chart: Picture) -> Block:
    """The sentence that it proves, the drawing, the same in words."""
    notes = Notes()
    text = [paragraph(run(chart.summary)), *bullets([[run(note)] for note in chart.notes])]
    return block(key, chart.heading, notes, text) | {
        "drawing": drawing(drawn(chart, "svg"), chart.title, chart.summary, lines_of(chart.table)),
        # One footnote for all; which value is whose says the table of its values.
        "sources": notes.to("; ".join(map(str, chart.sources))) if chart.sources else [],
    }


def lines_of(table: Table) -> list[str]:
    return ["; ".join(printed(cell.content) for cell in row) for row in table.rows]


def drawing(svg: str, title: str, alt: str, values: list[str] | None = None) -> Drawing:
    box = svg.partition('viewBox="')[2].partition('"')[0]
    _, _, width, height = map(float, box.split())
    return Drawing(svg=svg, title=title, alt=alt, width=width, height=height, values=values or [])


def table_block(key: str, table: Table) -> Block:
    notes = Notes()
    return block(key, table.caption, notes) | {"table": printed_table(table, notes)}


def texts_block(key: str, texts: Iterable[figures.Text]) -> Block:
    notes = Notes()
    items = [
        [run(f"{one.text}{f' ({one.date_text})' if one.date_text else ''}", notes=notes.of(one.source))]
        for one in texts
    ]
    return block(key, "Was die Quellen dazu sagen", notes, bullets(items))


def checks_block(key: str, checks: Iterable[Check]) -> Block:
    """What a source states beside what follows from its own figures."""
    notes = Notes()
    table = Table(
        key="nachgerechnet",
        caption="Behauptungen nachgerechnet",
        columns=(
            Column("behauptung", "Behauptung"),
            Column("angegeben", "angegeben"),
            Column("nachgerechnet", "nachgerechnet"),
            Column("ergebnis", "Ergebnis"),
            Column("rechnung", "Rechnung, Hinweis"),
            Column("quelle", "Quelle"),
        ),
        rows=tuple(map(check_row, checks)),
    )
    return block(key, "Behauptungen nachgerechnet", notes) | {"table": printed_table(table, notes)}


def check_row(check: Check) -> tuple[Cell, ...]:
    others = [f"Andere Lesart: {other}" for other in check.others]
    remark = " ".join(
        filter(None, (f"{check.calculation}." if check.calculation else "", check.note, *others))
    )
    return (
        Cell(check.statement),
        Cell(check.stated or "nichts angegeben"),
        Cell(check.recomputed or "nicht möglich"),
        Cell(check.verdict.value),
        Cell(remark or "–"),
        Cell(str(check.source), check.source.url),
    )


def findings_block(key: str, findings: Iterable[figures.Finding]) -> Block:
    items = [[run(f"{one.heading}.", strong=True), run(f" {one.text}")] for one in findings]
    return block(key, "Was Sie dazu wissen sollten", Notes(), bullets(items))
