"""Objects for tests with sensible defaults; a test names only what it is about."""

from datetime import date
from decimal import Decimal

import factory
from django.contrib.auth.hashers import make_password
from factory.django import DjangoModelFactory

from accommodation.models import Capacity, Occupancy, Operation, Shelter
from portal.models import (
    Citation,
    Delivery,
    District,
    Indicator,
    Organisation,
    ReportedFigure,
    Source,
    User,
)
from portal.releases import State


class OrganisationFactory(DjangoModelFactory[Organisation]):
    class Meta:
        model = Organisation

    name = factory.Sequence(lambda n: f"Träger {n}")
    kind = Organisation.Kind.OPERATOR


class UserFactory(DjangoModelFactory[User]):
    """An account without a role; people with roles are in tests.people."""

    class Meta:
        model = User

    name = factory.Sequence(lambda n: f"Person {n}")
    email = factory.Sequence(lambda n: f"person{n}@portal.example")
    password = factory.LazyFunction(lambda: make_password(None))


class SourceFactory(DjangoModelFactory[Source]):
    """A council paper."""

    class Meta:
        model = Source

    kind = Source.Kind.PAPER
    title = factory.Sequence(lambda n: f"Bericht {n}")
    number = factory.Sequence(lambda n: n + 1)
    year = 2017


class CitationFactory(DjangoModelFactory[Citation]):
    class Meta:
        model = Citation

    source = factory.SubFactory(SourceFactory)
    chapter = "Kapitel 1"
    locator = factory.Sequence(lambda n: f"Seite {n + 1}")


class DistrictFactory(DjangoModelFactory[District]):
    class Meta:
        model = District

    number = factory.Sequence(lambda n: n + 1)
    name = factory.Sequence(lambda n: f"Bezirk {n + 1}")
    abbreviation = factory.Sequence(lambda n: f"B{n + 1}")
    ring = District.Ring.INNER
    tile_row = 1
    tile_column = factory.Sequence(lambda n: n + 1)


class IndicatorFactory(DjangoModelFactory[Indicator]):
    class Meta:
        model = Indicator

    key = factory.Sequence(lambda n: f"kennzahl-{n}")
    label = factory.Sequence(lambda n: f"Kennzahl {n}")
    area = "accommodation"
    unit = Indicator.Unit.PERSONS
    definition = "Personen in Unterkünften der Stadt."


class ReportedFigureFactory(DjangoModelFactory[ReportedFigure]):
    """A released, leading figure of one day; `period_start` moves the day."""

    class Meta:
        model = ReportedFigure

    indicator = factory.SubFactory(IndicatorFactory)
    value = Decimal(7362)
    period_start = date(2017, 8, 31)
    period_end = factory.SelfAttribute("period_start")
    citation = factory.SubFactory(CitationFactory)
    leading = True
    state = State.RELEASED


class OperationFactory(DjangoModelFactory[Operation]):
    class Meta:
        model = Operation

    operator = factory.SubFactory(OrganisationFactory)


class CapacityFactory(DjangoModelFactory[Capacity]):
    class Meta:
        model = Capacity

    valid_from = date(2016, 1, 1)
    places = 100


class ShelterFactory(DjangoModelFactory[Shelter]):
    """With an operator and 100 places: `operation__operator=…`, `capacity__places=…`;
    `operation=None` or `capacity=None` leaves them out."""

    class Meta:
        model = Shelter
        skip_postgeneration_save = True

    code = factory.Sequence(lambda n: f"U{n + 1:03}")
    name = factory.Sequence(lambda n: f"Unterkunft {n + 1}")
    street = factory.Sequence(lambda n: f"Lindenweg {n + 1}")
    district = factory.SubFactory(DistrictFactory)
    kind = Shelter.Kind.PRELIMINARY
    opened_on = date(2016, 1, 1)
    operation = factory.RelatedFactory(OperationFactory, "shelter")
    capacity = factory.RelatedFactory(CapacityFactory, "shelter")


class DeliveryFactory(DjangoModelFactory[Delivery]):
    """A preview, uploaded by somebody of the sender; no file is stored."""

    class Meta:
        model = Delivery

    sender = factory.SubFactory(OrganisationFactory)
    created_by = factory.SubFactory(UserFactory, organisation=factory.SelfAttribute("..sender"))
    file_name = factory.Sequence(lambda n: f"belegung-{n + 1}.xlsx")
    sha256 = factory.Sequence(lambda n: f"{n:064x}")
    size = 4096
    preview_digest = factory.Sequence(lambda n: f"{n:064x}")


class OccupancyFactory(DjangoModelFactory[Occupancy]):
    """A current statement of a released delivery of the shelter's first operator."""

    class Meta:
        model = Occupancy

    shelter = factory.SubFactory(ShelterFactory)
    as_of = date(2017, 8, 31)
    occupied = 80
    capacity = 100
    delivery = factory.SubFactory(
        DeliveryFactory,
        sender=factory.LazyAttribute(
            lambda delivery: delivery.factory_parent.shelter.operations.get().operator
        ),
        state=State.RELEASED,
        first_as_of=factory.SelfAttribute("..as_of"),
        last_as_of=factory.SelfAttribute("..as_of"),
    )
    sheet = "Belegung"
    row = factory.Sequence(lambda n: n + 2)
    current = True
