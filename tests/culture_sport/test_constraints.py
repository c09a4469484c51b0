"""What must never be stored: said in German by the form, and refused by the database itself."""

from datetime import date, time
from decimal import Decimal
from functools import partial

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from tests.factories import (
    EventFactory,
    FundBudgetFactory,
    GrantFactory,
    ReportedFigureFactory,
    SportMentorCountFactory,
    SportsOfferFactory,
    SwimmingCourseCountFactory,
)

pytestmark = pytest.mark.django_db

GRANTED = {"granted": Decimal(5), "decided_on": date(2017, 2, 1)}


@pytest.mark.parametrize(
    ("make", "wrong", "sentence"),
    [
        (FundBudgetFactory, {"amount": Decimal(-1)}, "Der Ansatz kann nicht kleiner als 0 sein."),
        (GrantFactory, {"requested": Decimal(-1)}, "Der beantragte Betrag kann nicht kleiner als 0 sein."),
        (
            GrantFactory,
            {"granted": Decimal(-1), "decided_on": date(2017, 2, 1)},
            "Der bewilligte Betrag kann nicht kleiner als 0 sein.",
        ),
        (GrantFactory, {"granted": Decimal(5)}, "Zu einer Entscheidung gehören Betrag und Tag."),
        (
            GrantFactory,
            {"granted": Decimal(5), "decided_on": date(2016, 1, 1)},
            "Die Entscheidung liegt vor dem Antrag.",
        ),
        (
            GrantFactory,
            {"paid": Decimal(5), "paid_on": date(2017, 4, 1)},
            "Es kann nicht mehr ausgezahlt sein, als bewilligt ist.",
        ),
        (
            GrantFactory,
            GRANTED | {"paid": Decimal(6), "paid_on": date(2017, 4, 1)},
            "Es kann nicht mehr ausgezahlt sein, als bewilligt ist.",
        ),
        (
            GrantFactory,
            GRANTED | {"paid": Decimal(5)},
            "Zu einer Auszahlung gehören Betrag und Tag.",
        ),
        (
            GrantFactory,
            GRANTED | {"paid": Decimal(5), "paid_on": date(2017, 1, 31)},
            "Die Auszahlung liegt vor der Entscheidung.",
        ),
        (SportsOfferFactory, {"confirmed_on": date(2016, 4, 30)}, "bevor es im Verzeichnis stand"),
        (SportsOfferFactory, {"ended_on": date(2016, 4, 30)}, "Das Ende liegt vor dem Beginn."),
        (SportsOfferFactory, {"ends_at": time(18)}, "Die Zeit „bis“ liegt nicht nach der Zeit „von“."),
        (
            SportsOfferFactory,
            {"begins_at": time(18), "ends_at": time(18)},
            "Die Zeit „bis“ liegt nicht nach der Zeit „von“.",
        ),
        (SportMentorCountFactory, {"active": 10}, "Es können nicht mehr tätig als ausgebildet sein."),
        (SportMentorCountFactory, {"subsidised": 10}, "Bezuschusst sein können nicht mehr als ausgebildet."),
        (SwimmingCourseCountFactory, {"girls_only": 5}, "nur für Mädchen sein als insgesamt"),
        (SwimmingCourseCountFactory, {"running": 21}, "gehören zu den Kursen seit Beginn"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_by_form_and_database(make, wrong, sentence):
    row = make()
    for name, value in wrong.items():
        setattr(row, name, value)
    with pytest.raises(ValidationError) as refused:
        row.full_clean()
    assert sentence in str(refused.value)
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


def test_an_event_has_one_number_of_participants():
    event = EventFactory(figure=ReportedFigureFactory())
    event.participants = 60
    with pytest.raises(ValidationError, match="gezählt oder Berichtswert"):
        event.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        event.save()


@pytest.mark.parametrize(
    ("make", "same"),
    [
        (FundBudgetFactory, ("fund", "year")),
        (partial(EventFactory, held_on=date(2016, 2, 1)), ("title", "held_on")),
        (SportMentorCountFactory, ("organisation", "as_of")),
        (SwimmingCourseCountFactory, ("organisation", "as_of")),
    ],
)
def test_the_same_twice_is_refused(make, same):
    first = make()
    with pytest.raises(IntegrityError), transaction.atomic():
        make(**{name: getattr(first, name) for name in same})


def test_an_event_without_a_day_stands_there_once():
    EventFactory(title="Turniere", held_on=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        EventFactory(title="Turniere", held_on=None)
