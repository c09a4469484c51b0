"""The monthly list of a provider: how many places of each measure are occupied."""

from datetime import date

from django.db.models import QuerySet

from fim.models import Contract, Placement, PlacementCount
from portal.dates import german_date
from portal.list_deliveries import DeliveredList
from portal.list_deliveries.checking import Statement
from portal.models import Delivery, Organisation
from portal.numbers import german
from portal.sheets import Column, Declaration, Meaning, Messages

COLUMNS = Declaration(
    about="Maßnahme",
    keys=("number", "measure"),
    figures=("occupied",),
    per_date_field="occupied",
    columns=(
        Column("number", "Nr.", Meaning.TEXT, (
            "Nummer", "Maßnahmennummer", "Maßnahme-Nr.", "Maßnahmen-Nr.", "FIM-Nr.",
        )),
        Column("measure", "Maßnahme", Meaning.TEXT, ("Einsatzstelle", "Tätigkeit", "Bezeichnung", "Projekt")),
        Column("occupied", "besetzt", Meaning.COUNT, (
            "besetzte Plätze", "Besetzung", "belegt", "Ist", "Teilnehmende", "Teilnehmer", "TN",
        ), counted="Plätze", wanted="die Zahl der besetzten Plätze", pair="besetzte und bewilligte Plätze",
            if_missing="zählt als nicht gemeldet", per_date=True),
        Column("as_of", "Stichtag", Meaning.DATE, ("Stand", "Datum", "Monat", "Berichtsmonat", "zum", "per")),
        Column("remark", "Bemerkung", Meaning.TEXT, ("Bemerkungen", "Anmerkung", "Hinweis", "Notiz")),
        Column("kind", "Art", Meaning.IGNORED, ("intern/extern",)),
        Column("places", "Plätze", Meaning.IGNORED, (
            "bewilligte Plätze", "Kontingent", "genehmigt", "bewilligt", "Soll", "frei", "freie Plätze",
        )),
        Column("provider", "Träger", Meaning.IGNORED, ("Maßnahmeträger",)),
    ),
)  # fmt: skip


def providers() -> QuerySet[Organisation]:
    return Organisation.objects.filter(fim_provider__isnull=False)


def measures_of(sender: Organisation) -> QuerySet[Placement]:
    """Without what was never approved."""
    return Placement.objects.of_provider(sender).exclude(approved_on=None).order_by("number")


def named(placement: Placement) -> dict[str, str]:
    return {"number": placement.number, "measure": placement.name}


def check(statement: Statement, messages: Messages) -> None:
    """More than approved, no contract on that day, not approved yet: somebody has to confirm."""
    placement: Placement = statement.subject
    occupied, approved = statement.numbers["occupied"], statement.subject.places_approved or 0
    if not occupied:
        return
    row = statement.row
    place, found = row.place("occupied"), row.text("occupied")
    if occupied > approved:
        text = f"{german(occupied)} Plätze besetzt, bewilligt sind {german(approved)}. Stimmt das?"
        messages.warning("over_approved", text, place, found)
    elif not has_contract(placement, statement.as_of):
        day = german_date(statement.as_of)
        text = f"Für ‚{placement}‘ ist am {day} kein Vertrag erfasst. Trotzdem übernehmen?"
        messages.warning("no_contract", text, place, found)


def has_contract(placement: Placement, when: date) -> bool:
    return Contract.objects.running_on(when).filter(placement=placement).exists()


PLACEMENT_LIST = DeliveredList(
    kind=Delivery.Kind.PLACEMENTS,
    namespace="fim",
    title="Besetzung der FIM-Plätze",
    declaration=COLUMNS,
    model=PlacementCount,
    subject="placement",
    numbers=("occupied",),
    senders=providers,
    subjects=measures_of,
    key_values=named,
    check=check,
)
