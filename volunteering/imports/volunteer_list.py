"""The list of a coordinating organisation: how many volunteers its circles and initiatives have."""

from django.db.models import QuerySet
from django.utils import timezone

from portal.list_deliveries import DeliveredList
from portal.list_deliveries.checking import Statement
from portal.list_deliveries.choices import Choice
from portal.models import Delivery, Organisation
from portal.numbers import german
from portal.sheets import Column, Declaration, Meaning, Messages
from volunteering.models import VolunteerCount, VolunteerGroup
from volunteering.models.counts import HIGHEST_PLAUSIBLE, Quality

Rule, Scope = VolunteerCount.Rule, VolunteerCount.Scope

COLUMNS = Declaration(
    about="Gruppe",
    keys=("group",),
    figures=("number",),
    per_date_field="number",
    columns=(
        Column("group", "Gruppe", Meaning.TEXT, (
            "Freundeskreis", "Kreis", "Initiative", "Freundeskreis, Initiative", "Name der Gruppe",
            "Name des Freundeskreises", "Name des Kreises", "Kreis, Initiative", "Kreis oder Initiative",
            "Name der Initiative",
        )),
        Column("number", "Engagierte", Meaning.COUNT, (
            "Zahl", "Anzahl", "Zahl der Engagierten", "Ehrenamtliche", "Freiwillige", "Aktive", "Helfende",
            "Helferinnen und Helfer", "Helfer",
        ), counted="Engagierte", wanted="die Zahl der Engagierten", pair="zwei Zahlen",
            if_missing="zählt als nicht gemeldet", per_date=True),
        Column("rule", "Zählweise", Meaning.TEXT, ("gezählt sind", "gezählt wurden", "wer ist gezählt")),
        Column("scope", "Umfang", Meaning.TEXT, ("für wen", "gilt für")),
        Column("quality", "Qualität", Meaning.TEXT, ("Genauigkeit", "gezählt oder geschätzt")),
        Column("as_of", "Stichtag", Meaning.DATE, ("Stand", "Datum", "zum", "per")),
        Column("remark", "Bemerkung", Meaning.TEXT, ("Bemerkungen", "Anmerkung", "Hinweis", "Notiz")),
        Column("district", "Stadtbezirk", Meaning.IGNORED, ("Bezirk", "Stadtteil")),
    ),
)  # fmt: skip

CHOICES = (
    Choice("rule", {
        Rule.ACTIVE: (
            Rule.ACTIVE.label, "aktiv", "aktive", "nur aktive", "aktiv Engagierte", "nur aktiv",
        ),
        Rule.WITH_PASSIVE: (
            Rule.WITH_PASSIVE.label, "aktiv und passiv", "aktive + passive", "aktiv + passiv", "auch passive",
            "mit passiven",
        ),
        Rule.MAILING_LIST: (
            Rule.MAILING_LIST.label, "Verteiler", "im Verteiler", "Mailverteiler", "E-Mail-Verteiler",
        ),
    }, apart=True),
    Choice("scope", {
        Scope.OWN: (Scope.OWN.label, "nur der Kreis", "nur Kreis", "Kreis", "nur die Gruppe"),
        Scope.WITH_INITIATIVES: (Scope.WITH_INITIATIVES.label, "mit Initiativen", "Kreis und Initiativen"),
    }, default=Scope.OWN, apart=True),
    Choice("quality", {
        Quality.COUNTED: (Quality.COUNTED.label, "genau"),
        Quality.ESTIMATED: (Quality.ESTIMATED.label, "Schätzung", "ungefähr", "ca."),
    }, default=Quality.COUNTED),
)  # fmt: skip


def coordinators() -> QuerySet[Organisation]:
    return VolunteerGroup.objects.coordinators()


def groups_of(sender: Organisation) -> QuerySet[VolunteerGroup]:
    """Without those that have ended: they get no new number."""
    return VolunteerGroup.objects.on(timezone.localdate()).coordinated_by(sender)


def named(group: VolunteerGroup) -> dict[str, str]:
    return {"group": group.name}


def check(statement: Statement, messages: Messages) -> None:
    """What the model refuses, and what only looks counted."""
    group, number = statement.subject, statement.numbers["number"] or 0
    row = statement.row
    place, found = row.place("number"), row.text("number")
    if number > HIGHEST_PLAUSIBLE:
        text = f"{german(number)} Engagierte sind für eine Gruppe zu viel. Bitte berichtigen."
        messages.error("too_many", text, place, found)
    if not group.lasts_on(statement.as_of):
        text = f"Am Stichtag gab es ‚{group}‘ noch nicht oder nicht mehr. Bitte streichen oder berichtigen."
        messages.error("not_there", text, row.place("group"), row.text("group"))
    if row.cells["number"].estimated and statement.choices["quality"] == Quality.COUNTED:
        text = f"‚{found}‘ ist geschätzt. Bitte in der Spalte ‚Qualität‘ ‚geschätzt‘ eintragen."
        messages.error("not_counted", text, place, found)


VOLUNTEER_LIST = DeliveredList(
    kind=Delivery.Kind.VOLUNTEERS,
    namespace="volunteering",
    title="Zahlen der Engagierten",
    declaration=COLUMNS,
    model=VolunteerCount,
    subject="group",
    numbers=("number",),
    senders=coordinators,
    subjects=groups_of,
    key_values=named,
    check=check,
    choices=CHOICES,
    copied=("example",),
    sender_title="Koordinierende Organisation",
)
