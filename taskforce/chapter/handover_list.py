"""All hand-overs, the promises first."""

from datetime import date

from portal.figures import Audience, Chapter
from taskforce.chapter import ADDRESS, AREA, findings
from taskforce.chapter.handovers import handover_tables, promise_tables
from taskforce.models import Body, Handover


def handover_chapter(as_of: date, audience: Audience, group: Body | None) -> Chapter:
    """Of one group, from it or to it; or of all. What is agreed but not done stands in a table of its own."""
    known = Handover.objects.known_on(as_of).in_order()
    handovers = list(known.around(group) if group else known)
    others = [one for one in handovers if one.status != Handover.Status.AGREED]
    return Chapter(
        key=AREA,
        title="Überführungen",
        address=f"{ADDRESS}ueberfuehrungen/",
        as_of=as_of,
        audience=audience,
        tables=(*promise_tables(handovers), *handover_tables(others)),
        findings=tuple(findings.overdue(handovers, as_of)),
    )
