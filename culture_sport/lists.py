"""The lists of this area as CSV, with the columns that the offices know. Where something comes from, and
figures of the report, stay in the portal."""

from datetime import datetime, time
from decimal import Decimal

from django.db.models import Choices
from import_export import widgets
from import_export.fields import Field

from culture_sport.models import (
    Branch,
    Event,
    Fund,
    FundBudget,
    Grant,
    Project,
    Publication,
    Sport,
    SportMentorCount,
    SportsOffer,
    SwimmingCourseCount,
)
from portal.dates import Precision
from portal.lists import ByName, Day, Names, ReferenceList, WholeNumber
from portal.models import District, Organisation
from portal.numbers import german, parse_german


class Words(widgets.Widget):
    """One of a field's choices by the word on the screen."""

    def __init__(self, choices: type[Choices]) -> None:
        super().__init__()
        self.words = {str(choice.label): choice.value for choice in choices}

    def clean(self, value: str, row: dict | None = None, **kwargs: object) -> object:
        if not value:
            return None
        if value not in self.words:
            raise ValueError(f"„{value}“ gibt es nicht. Möglich sind: {', '.join(self.words)}.")
        return self.words[value]

    def render(self, value: object, obj: object = None, **kwargs: object) -> str:
        return next((word for word, known in self.words.items() if known == value), "")


class YesNo(widgets.Widget):
    def clean(self, value: str, row: dict | None = None, **kwargs: object) -> bool:
        if value not in ("ja", "nein"):
            raise ValueError(f"„{value}“: Bitte „ja“ oder „nein“ angeben.")
        return value == "ja"

    def render(self, value: bool, obj: object = None, **kwargs: object) -> str:
        return "ja" if value else "nein"


class Euros(widgets.Widget):
    """1.500,00 as German spreadsheets write it; empty is no data."""

    def clean(self, value: str, row: dict | None = None, **kwargs: object) -> Decimal | None:
        if not value:
            return None
        try:
            return parse_german(value)
        except ValueError as error:
            raise ValueError(f"„{value}“ ist kein Betrag, zum Beispiel 1.500,00.") from error

    def render(self, value: Decimal | None, obj: object = None, **kwargs: object) -> str:
        return "" if value is None else german(value, 2)


class Clock(widgets.Widget):
    """17:30"""

    def clean(self, value: str, row: dict | None = None, **kwargs: object) -> time | None:
        if not value:
            return None
        try:
            return datetime.strptime(value, "%H:%M").time()  # noqa: DTZ007 (a clock on the wall)
        except ValueError as error:
            raise ValueError(f"„{value}“ ist keine Uhrzeit, zum Beispiel 17:30.") from error

    def render(self, value: time | None, obj: object = None, **kwargs: object) -> str:
        return f"{value:%H:%M}" if value else ""


def named(attribute: str, column: str, model: type, name: str = "name") -> Field:
    return Field(attribute, column, ByName(model, name))


class FundList(ReferenceList):
    name = Field("name", "Fördertopf")
    aliases = Field("aliases", "auch genannt")
    branch = Field("branch", "Bereich", Words(Branch))
    office = named("office", "zuständig", Organisation)
    guideline = Field("guideline", "Richtlinie")
    topics = Field("topics", "was gefördert wird")
    since = Field("since", "fördert seit", Day())
    since_text = Field("since_text", "Beginn in Worten")

    class Meta(ReferenceList.Meta):
        model = Fund
        import_id_fields = ("name",)
        fields = ("name", "aliases", "branch", "office", "guideline", "topics", "since", "since_text")


class FundBudgetList(ReferenceList):
    fund = named("fund", "Fördertopf", Fund)
    year = Field("year", "Haushaltsjahr", WholeNumber())
    open_start = Field("open_start", "auch davor", YesNo())
    amount = Field("amount", "Ansatz (EUR)", Euros())
    wording = Field("wording", "wie gedruckt")

    class Meta(ReferenceList.Meta):
        model = FundBudget
        import_id_fields = ("fund", "year")
        fields = ("fund", "year", "open_start", "amount", "wording")


class ProjectList(ReferenceList):
    title = Field("title", "Titel")
    branch = Field("branch", "Bereich", Words(Branch))
    description = Field("description", "worum es geht")
    carrier = named("carrier", "Träger", Organisation)
    fund = named("fund", "gefördert aus", Fund)
    target_group = Field("target_group", "Zielgruppe")
    status = Field("status", "Stand", Words(Project.Status))
    begun_on = Field("begun_on", "begonnen", Day())
    time_text = Field("time_text", "Zeit in Worten")

    class Meta(ReferenceList.Meta):
        model = Project
        import_id_fields = ("title",)
        fields = (
            "title", "branch", "description", "carrier", "fund", "target_group", "status", "begun_on",
            "time_text",
        )  # fmt: skip


class EventList(ReferenceList):
    title = Field("title", "Titel")
    kind = Field("kind", "Art", Words(Event.Kind))
    branch = Field("branch", "Bereich", Words(Branch))
    held_on = Field("held_on", "wann", Day())
    precision = Field("precision", "Genauigkeit", Words(Precision))
    rhythm = Field("rhythm", "Rhythmus")
    venue = Field("venue", "Ort")
    organisers = Field("organisers", "veranstaltet von", Names(Organisation))
    groups = Field("groups", "wer teilnahm")
    participants = Field("participants", "Teilnehmende", WholeNumber())

    class Meta(ReferenceList.Meta):
        model = Event
        import_id_fields = ("title", "held_on")
        fields = (
            "title", "kind", "branch", "held_on", "precision", "rhythm", "venue", "organisers", "groups",
            "participants",
        )  # fmt: skip


class PublicationList(ReferenceList):
    title = Field("title", "Titel")
    kind = Field("kind", "Art", Words(Publication.Kind))
    branch = Field("branch", "Bereich", Words(Branch))
    publisher = named("publisher", "herausgegeben von", Organisation)
    content = Field("content", "Inhalt")
    recipients = Field("recipients", "geht an", Names(Organisation))
    rhythm = Field("rhythm", "Rhythmus")
    url = Field("url", "Fundstelle")

    class Meta(ReferenceList.Meta):
        model = Publication
        import_id_fields = ("title",)
        fields = ("title", "kind", "branch", "publisher", "content", "recipients", "rhythm", "url")


class SportList(ReferenceList):
    name = Field("name", "Sportart")

    class Meta(ReferenceList.Meta):
        model = Sport
        import_id_fields = ("name",)
        fields = ("name",)


class SportsOfferList(ReferenceList):
    code = Field("code", "Nummer")
    sport = named("sport", "Sportart", Sport)
    club = named("club", "Verein", Organisation)
    target_group = Field("target_group", "Zielgruppe", Words(SportsOffer.TargetGroup))
    integrative = Field("integrative", "integrativ", YesNo())
    district = named("district", "Stadtbezirk", District)
    venue = Field("venue", "Ort")
    weekday = Field("weekday", "Wochentag", Words(SportsOffer.Weekday))
    begins_at = Field("begins_at", "von", Clock())
    ends_at = Field("ends_at", "bis", Clock())
    time_text = Field("time_text", "Zeit in Worten")
    cost = Field("cost", "Kosten")
    contact = Field("contact", "Kontakt")
    listed_since = Field("listed_since", "im Verzeichnis seit", Day())
    confirmed_on = Field("confirmed_on", "zuletzt bestätigt", Day())
    ended_on = Field("ended_on", "beendet am", Day())

    class Meta(ReferenceList.Meta):
        model = SportsOffer
        import_id_fields = ("code",)
        fields = (
            "code", "sport", "club", "target_group", "integrative", "district", "venue", "weekday",
            "begins_at", "ends_at", "time_text", "cost", "contact", "listed_since", "confirmed_on",
            "ended_on",
        )  # fmt: skip


class GrantList(ReferenceList):
    reference = Field("reference", "Aktenzeichen")
    fund = named("fund", "Fördertopf", Fund)
    year = Field("year", "Haushaltsjahr", WholeNumber())
    recipient = named("recipient", "wer gefördert wird", Organisation)
    purpose = Field("purpose", "wofür")
    project = named("project", "Projekt", Project, "title")
    offer = named("offer", "Sportangebot", SportsOffer, "code")
    requested = Field("requested", "beantragt (EUR)", Euros())
    requested_on = Field("requested_on", "beantragt am", Day())
    granted = Field("granted", "bewilligt (EUR)", Euros())
    decided_on = Field("decided_on", "entschieden am", Day())
    paid = Field("paid", "ausgezahlt (EUR)", Euros())
    paid_on = Field("paid_on", "ausgezahlt am", Day())
    proof = Field("proof", "Verwendungsnachweis", Words(Grant.Proof))
    proof_due = Field("proof_due", "Nachweis fällig am", Day())

    class Meta(ReferenceList.Meta):
        model = Grant
        import_id_fields = ("reference",)
        fields = (
            "reference", "fund", "year", "recipient", "purpose", "project", "offer", "requested",
            "requested_on", "granted", "decided_on", "paid", "paid_on", "proof", "proof_due",
        )  # fmt: skip


class SportMentorCountList(ReferenceList):
    organisation = named("organisation", "Verein, Verband", Organisation)
    as_of = Field("as_of", "Stand", Day())
    trained = Field("trained", "ausgebildet", WholeNumber())
    active = Field("active", "davon tätig", WholeNumber())
    subsidised = Field("subsidised", "davon Ausbildung bezuschusst", WholeNumber())

    class Meta(ReferenceList.Meta):
        model = SportMentorCount
        import_id_fields = ("organisation", "as_of")
        fields = ("organisation", "as_of", "trained", "active", "subsidised")


class SwimmingCourseCountList(ReferenceList):
    organisation = named("organisation", "Verein, Verband", Organisation)
    as_of = Field("as_of", "Stand", Day())
    running = Field("running", "laufende Kurse", WholeNumber())
    girls_only = Field("girls_only", "davon nur für Mädchen", WholeNumber())
    held = Field("held", "Kurse seit Beginn", WholeNumber())
    participants = Field("participants", "Teilnehmende", WholeNumber())

    class Meta(ReferenceList.Meta):
        model = SwimmingCourseCount
        import_id_fields = ("organisation", "as_of")
        fields = ("organisation", "as_of", "running", "girls_only", "held", "participants")
