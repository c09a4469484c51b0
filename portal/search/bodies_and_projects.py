"""Who meets, what they did and handed over, and what is funded."""

from collections.abc import Iterator

from fim.models import Placement, Provider
from pakt.chapter.cells import about_cell
from pakt.models import Module, Programme, Project
from portal.cells import key_of
from portal.search.entries import Entry, Reader, line, table_of
from taskforce.chapter import ADDRESS as TASKFORCE
from taskforce.chapter.cells import body_address
from taskforce.chapter.handovers import giver, recipient
from taskforce.models import Body, Handover, Measure


def bodies(reader: Reader) -> Iterator[Entry]:
    for one in Body.objects.known_on(reader.today).described():
        about = line(one.get_kind_display(), one.topic)
        also = (*one.names, one.mandate, one.seat and one.seat.name)
        yield Entry(one.name, body_address(one), about, also, one.example)


def measures(reader: Reader) -> Iterator[Entry]:
    """Ideas that nobody has decided on are for the administration alone, as in the chapter."""
    known = Measure.objects.known_on(reader.today).of_bodies(Body.objects.known_on(reader.today)).described()
    for one in known if reader.inside else known.without_ideas():
        planned = one.status == Measure.Status.PLANNED
        key = key_of("geplante-massnahmen" if planned else "massnahmen", one.example)
        page = body_address(one.body) if one.body else TASKFORCE
        yield Entry(
            one.title,
            table_of(page, key),
            line(one.get_status_display(), one.body, one.description if planned else one.outcome),
            (one.responsible and one.responsible.name, one.target_group, *one.districts.all()),
            one.example,
        )


def handovers(reader: Reader) -> Iterator[Entry]:
    for one in Handover.objects.known_on(reader.today).in_order():
        key = "vereinbart" if one.status == Handover.Status.AGREED else "ueberfuehrungen"
        given, taken = giver(one), recipient(one)
        about = line(one.get_status_display(), given and f"bisher {given}", taken and f"übernimmt: {taken}")
        address = table_of(f"{TASKFORCE}ueberfuehrungen/", key_of(key, one.example))
        yield Entry(one.subject, address, about, (one.funding, one.remark), one.example)


def programmes(reader: Reader) -> Iterator[Entry]:
    """With their modules and projects. What is not public is for the administration alone."""
    known = Programme.objects.open_to(reader.inside).select_related("giver", "lead")
    for programme in known:
        about = line("Förderprogramm", programme.years, programme.giver.name)
        also = (*programme.names, programme.goal, programme.lead and programme.lead.name)
        yield Entry(programme.name, about_cell(programme).url, about, also, programme.example)
    for module in Module.objects.filter(programme__in=known).select_related("programme"):
        also = (module.goal, module.target_group)
        yield Entry(str(module), about_cell(module).url, str(module.programme), also, module.example)
    for project in Project.objects.open_to(reader.inside).select_related("programme", "module", "lead"):
        about = line(project.get_status_display(), project.module or project.programme)
        also = (*project.names, project.description, project.target_group, project.topics, project.lead)
        yield Entry(project.name, about_cell(project).url, about, also, project.example)


def placements(reader: Reader) -> Iterator[Entry]:
    """All for the administration; for a provider its own, on the page about them."""
    known = Placement.objects.known_on(reader.today)
    if not reader.inside:
        known = known.filter(provider__in=Provider.objects.of_user(reader.user))
    page = "/fim/" if reader.inside else "/fim/meine/"
    for one in known:
        about = line(one.number, one.get_kind_display(), one.provider, one.shelter, one.activity)
        yield Entry(one.name, table_of(page, key_of("massnahmen", one.example)), about, (), one.example)
