"""Where people live, meet and take part, and who helps them."""

from collections.abc import Iterator
from urllib.parse import urlencode

from django.urls import reverse

from accommodation.chapter.shelters import shelter_address
from accommodation.models import Shelter
from culture_sport.chapter import ADDRESS as CULTURE_SPORT
from culture_sport.models import Event, SportsOffer
from culture_sport.models import Project as CultureProject
from portal.cells import key_of
from portal.models import District
from portal.search.entries import Entry, Reader, line, table_of
from volunteering.chapter import ADDRESS as VOLUNTEERING
from volunteering.models import MeetingSpace, VolunteerGroup


def districts(reader: Reader) -> Iterator[Entry]:
    """How many live there and who helps is on the district's page."""
    for one in District.objects.all():
        address = reverse("districts:district", args=[one.slug])
        yield Entry(one.name, address, one.get_ring_display(), ("Belegung", "Auslastung"))


def shelters(reader: Reader) -> Iterator[Entry]:
    """For operators those that they run today; by name they are not for council and public."""
    known = Shelter.objects.visible_to(reader.user, reader.today).select_related("district")
    for one in known:
        about = line(one.code, one.district, one.get_kind_display())
        yield Entry(one.name, shelter_address(one), about, tuple(one.names), one.example)


def circles(reader: Reader) -> Iterator[Entry]:
    """Those that agreed to stand in the directory."""
    directory = reverse("volunteering:directory")
    for one in VolunteerGroup.objects.on(reader.today).agreed().described():
        about = line(one.get_kind_display(), ", ".join(map(str, one.districts.all())))
        also = (*one.names, *one.topics.all())
        yield Entry(one.name, f"{directory}#gruppe-{one.pk}", about, also, one.example)


def spaces(reader: Reader) -> Iterator[Entry]:
    for one in MeetingSpace.objects.on(reader.today).described():
        address = table_of(VOLUNTEERING, key_of("begegnungsraeume", one.example))
        also = (*one.names, one.host and one.host.name, one.get_host_kind_display())
        yield Entry(one.name, address, line(one.district, one.address, one.opening_hours), also, one.example)


def sports_offers(reader: Reader) -> Iterator[Entry]:
    """What the public finds: confirmed within a year. The finder is asked for sport and district, so that
    the offer stands on its first page."""
    finder = reverse("culture_sport:offers")
    for one in SportsOffer.objects.confirmed(reader.today).described():
        asked = urlencode({"bezirk": one.district.name, "sport": one.sport.name})
        yield Entry(
            f"{one.sport}, {one.club.name}",
            f"{finder}?{asked}#angebot-{one.pk}",
            line(one.get_target_group_display(), one.hours, one.district, one.venue),
            example=one.example,
        )


def culture_projects(reader: Reader) -> Iterator[Entry]:
    for one in CultureProject.objects.known_on(reader.today):
        key = "vorhaben" if one.status == CultureProject.Status.PLANNED else "projekte"
        yield Entry(
            one.title,
            table_of(CULTURE_SPORT, key_of(key, one.example)),
            line(one.get_branch_display(), one.carrier and one.carrier.name, one.description),
            (one.target_group, one.fund and one.fund.name),
            one.example,
        )


def events(reader: Reader) -> Iterator[Entry]:
    for one in Event.objects.held_by(reader.today):
        organisers = ", ".join(organiser.name for organiser in one.organisers.all())
        yield Entry(
            one.title,
            table_of(CULTURE_SPORT, key_of("veranstaltungen", one.example)),
            line(one.get_kind_display(), one.when, one.venue, organisers),
            (one.groups,),
            one.example,
        )
