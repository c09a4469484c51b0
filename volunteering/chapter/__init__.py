"""What there is to say about volunteers as of a date, for one reader."""

from datetime import date

from portal.figures import Audience, Chapter, Picture
from portal.models import ReportedFigure
from portal.statements import checks, texts
from volunteering.chapter.findings import own_findings
from volunteering.chapter.head_counts import head_count_charts
from volunteering.chapter.mentorships import mentorship_tables
from volunteering.chapter.needs import need_charts
from volunteering.chapter.offers import practice_tables, qualification_tables
from volunteering.chapter.reported import key_figures, lead, reported_charts
from volunteering.chapter.spaces import space_tables, visit_tables
from volunteering.chapter.topics import topic_charts

AREA = "volunteering"
TITLE = "Bürgerschaftliches Engagement"
ADDRESS = "/engagement/"


def overview(as_of: date, audience: Audience) -> Chapter:
    """The first sentence and the key figures alone: what the start page says."""
    figures = ReportedFigure.objects.newest_by_key(AREA, as_of)
    return Chapter(
        key=AREA, title=TITLE, address=ADDRESS, as_of=as_of, audience=audience,
        lead=lead(figures), key_figures=tuple(key_figures(figures, as_of)),
    )  # fmt: skip


def chapter(as_of: date, audience: Audience, *, invented: bool = True) -> Chapter:
    """Numbers of single circles and names of shelters are for the administration alone. Not `invented`:
    as if there were no example data."""
    everything = whole_chapter(as_of, audience)
    return everything if invented else everything.without_examples()


def whole_chapter(as_of: date, audience: Audience) -> Chapter:
    figures = ReportedFigure.objects.newest_by_key(AREA, as_of)
    charts: tuple[Picture, ...] = (
        *reported_charts(as_of),
        *head_count_charts(as_of, audience),
        *topic_charts(as_of),
        *need_charts(as_of),
    )
    return Chapter(
        key=AREA, title=TITLE, address=ADDRESS, as_of=as_of, audience=audience,
        lead=lead(figures), key_figures=tuple(key_figures(figures, as_of)), charts=charts,
        tables=(
            *space_tables(as_of),
            *visit_tables(as_of, audience),
            *qualification_tables(as_of, audience),
            *practice_tables(audience),
            *mentorship_tables(as_of, audience),
        ),
        checks=tuple(checks(AREA, as_of)),
        texts=tuple(texts(AREA, as_of)),
        findings=tuple(own_findings(as_of, audience, charts)),
    )  # fmt: skip
