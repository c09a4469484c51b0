"""Where figures and statements come from."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.text import slugify

from portal.dates import Precision, german_date, period_text
from portal.figures import Provenance
from portal.history import History
from portal.models.areas import Area
from portal.paper_numbers import FIRST_YEAR, HIGHEST, last_year, meant_years, number_in, plausible
from portal.querysets import SourceQuerySet


class Source(models.Model):
    """Quelle: a council paper, a law, the press, an own count."""

    class Kind(models.TextChoices):
        PAPER = "paper", "Drucksache"
        MINUTES = "minutes", "Niederschrift"
        LAW = "law", "Gesetz, Verordnung"
        GUIDELINE = "guideline", "Richtlinie"
        PRESS = "press", "Presse"
        COUNT = "count", "eigene Erhebung"
        FILE = "file", "Datei"

    kind = models.CharField(
        "Art", max_length=10, choices=Kind,
        help_text="Bestimmt, wie die Quelle zitiert wird; nur Drucksachen haben Nummer und Jahr.",
    )  # fmt: skip
    title = models.CharField("Titel", max_length=300, help_text="Wie auf dem Deckblatt.")
    number = models.PositiveIntegerField(
        "Nummer", null=True, blank=True,
        help_text="Bei einer Drucksache die Zahl vor dem Schrägstrich: 675 in „675/2016“.",
    )  # fmt: skip
    year = models.PositiveSmallIntegerField(
        "Jahr", null=True, blank=True,
        help_text="Bei einer Drucksache die Zahl nach dem Schrägstrich, vierstellig.",
    )  # fmt: skip
    suffix = models.CharField("Zusatz", max_length=30, blank=True, help_text="Neufassung, Ergänzung")
    department = models.ForeignKey(
        "portal.Organisation", models.PROTECT, verbose_name="Referat", null=True, blank=True,
        related_name="+",
        help_text="Das Referat, das die Drucksache eingebracht hat.",
    )  # fmt: skip
    dated = models.DateField("Datum", null=True, blank=True, help_text="Der Tag, der auf der Quelle steht.")
    date_text = models.CharField(
        "Datum in Worten", max_length=60, blank=True, help_text="Wenn nur „Herbst 2017“ bekannt ist."
    )
    public = models.BooleanField(
        "öffentlich", default=True, help_text="Ohne Haken sieht nur die Verwaltung die Quelle."
    )
    url = models.URLField(
        "Fundstelle", blank=True, max_length=500,
        help_text="Adresse im Netz, unter der man sie lesen kann. Alle, die die Quelle sehen, sehen auch "
        "den Link.",
    )  # fmt: skip
    history = History()

    objects = SourceQuerySet.as_manager()

    class Meta:
        verbose_name = "Quelle"
        verbose_name_plural = "Quellen"
        ordering = ["year", "number", "title"]
        constraints = [
            models.UniqueConstraint(
                fields=["number", "year", "suffix"], condition=Q(number__isnull=False),
                name="source_paper_once",
                violation_error_message="Diese Drucksache ist schon erfasst.",
            ),
            models.UniqueConstraint(
                fields=["kind", "title"], condition=Q(number__isnull=True), name="source_title_once",
                violation_error_message="Diese Quelle ist schon erfasst.",
            ),
            models.CheckConstraint(
                condition=Q(number__isnull=True) | Q(year__isnull=False, year__gte=1945),
                name="source_number_has_year",
                violation_error_message="Eine Drucksache hat Nummer und Jahr, das Jahr ab 1945.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        """„GRDrs 532/2017“, „GRDrs 910/2017 Neufassung“; otherwise the title."""
        if self.number is None:
            return self.title
        return f"GRDrs {self.number}/{self.year} {self.suffix}".strip()

    def get_absolute_url(self) -> str:
        return reverse("library:source", args=[self.slug])

    def clean(self) -> None:
        if self.year is not None and not plausible(self.year):
            raise ValidationError({"year": self._year_in_doubt()})
        if self.number is not None and not 0 < self.number <= HIGHEST:
            raise ValidationError({"number": f"Eine Drucksache hat eine Nummer von 1 bis {HIGHEST}."})
        if other := self._other_at_this_address():
            raise ValidationError({"number": f"Diese Drucksache ist schon erfasst: {other}, {other.title}."})

    def _other_at_this_address(self) -> "Source | None":
        """„Neufassung“ and „neufassung“ would be one page."""
        if self.number is None:
            return None
        others = Source.objects.exclude(pk=self.pk).filter(number=self.number, year=self.year)
        return next((one for one in others if one.slug == self.slug), None)

    def _year_in_doubt(self) -> str:
        """„Jahr 2916: meinten Sie 675/2016?“, a paper that is known before one that may be."""
        years = meant_years(self.year) if self.year else []
        if self.number is None or not years:
            return f"Jahr {self.year}: Bitte ein Jahr von {FIRST_YEAR} bis {last_year()} angeben."
        others = Source.objects.exclude(pk=self.pk).filter(number=self.number, year__in=years)
        known = others.order_by("-year").first()
        question = f"Jahr {self.year}: meinten Sie {self.number}/{known.year if known else years[0]}?"
        return f"{question} Diese Drucksache ist schon erfasst: {known.title}." if known else question

    @property
    def slug(self) -> str:
        """Its place below /drucksachen/: „532-2017“, „910-2017-neufassung“, „quelle-12“."""
        if self.number is None:
            return f"quelle-{self.pk}"
        return slugify(f"{self.number}-{self.year} {self.suffix}")

    @property
    def page(self) -> str:
        """For links that every reader may follow; empty for what is not public."""
        return self.get_absolute_url() if self.public else ""

    @property
    def when(self) -> str:
        """Empty where nobody knows."""
        return self.date_text or (german_date(self.dated) if self.dated else "")


class Attachment(models.Model):
    """Anlage of a paper."""

    source = models.ForeignKey(
        Source, models.CASCADE, verbose_name="Quelle", related_name="attachments",
        help_text="Zu welcher Quelle die Anlage gehört.",
    )  # fmt: skip
    number = models.PositiveSmallIntegerField("Nummer", help_text="Wie auf der Anlage.")
    title = models.CharField("Titel", max_length=300, help_text="Wie auf der Anlage.")
    url = models.URLField(
        "Fundstelle", blank=True, max_length=500, help_text="Adresse im Netz, wenn es sie einzeln gibt."
    )
    history = History()

    class Meta:
        verbose_name = "Anlage"
        verbose_name_plural = "Anlagen"
        ordering = ["source", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["source", "number"], name="attachment_once",
                violation_error_message="Eine Anlage mit dieser Nummer gibt es schon.",
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"Anlage {self.number}: {self.title}"


def anchor_of(row: models.Model) -> str:
    """The name of a row on the page of its source: „reportedfigure-12“."""
    return f"{row._meta.model_name}-{row.pk}"


class Citation(models.Model):
    """Beleg: the place in a source."""

    source = models.ForeignKey(
        Source, models.PROTECT, verbose_name="Quelle", related_name="citations", help_text="Worin es steht."
    )
    chapter = models.CharField(
        "Kapitel", max_length=100, blank=True, help_text="Überschrift oder Nummer des Kapitels."
    )
    locator = models.CharField("Stelle", max_length=100, blank=True, help_text="Seite, Abbildung, Anlage")
    as_printed = models.CharField(
        "Verweis wie gedruckt", max_length=100, blank=True,
        help_text="Auch wenn er falsch ist: „675/2916“ bleibt stehen und führt doch zu 675/2016.",
    )  # fmt: skip
    note = models.CharField(
        "Hinweis", max_length=300, blank=True, help_text="Was beim Nachschlagen hilft. Steht beim Beleg."
    )
    history = History()

    class Meta:
        verbose_name = "Beleg"
        verbose_name_plural = "Belege"
        ordering = ["source", "chapter", "locator"]
        constraints = [
            models.UniqueConstraint(
                fields=["source", "chapter", "locator", "as_printed", "note"], name="citation_once",
                violation_error_message="Dieser Beleg ist schon erfasst.",
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return str(self.provenance())

    @property
    def place(self) -> str:
        return ", ".join(part for part in (self.chapter, self.locator) if part)

    def provenance(self, of: models.Model | None = None) -> Provenance:
        """`of`: the row that is cited; its link leads to that row on the page of the source."""
        page = self.source.page
        if page and of is not None:
            page = f"{page}#{anchor_of(of)}"
        return Provenance(str(self.source), self.place, self.source.url, page)

    @property
    def misprinted(self) -> bool:
        """Whether the reference as printed names another paper than the one that is meant."""
        printed = number_in(self.as_printed)
        return self.source.number is not None and printed not in (
            None,
            (self.source.number, self.source.year),
        )


class Statement(models.Model):
    """Aussage: what a source says without a number, in our own words."""

    key = models.SlugField(
        "Schlüssel", unique=True,
        help_text="Kurzname ohne Leerzeichen; daran erkennt das Portal die Aussage wieder. Bitte nicht mehr "
        "ändern.",
    )  # fmt: skip
    area = models.CharField(
        "Bereich", max_length=20, choices=Area, help_text="In welchem Kapitel die Aussage steht."
    )
    text = models.TextField(
        "Aussage in eigenen Worten",
        help_text="Ein Satz, nicht abgeschrieben. Alle, die das Kapitel sehen, lesen ihn.",
    )  # fmt: skip
    period_start = models.DateField(
        "von", null=True, blank=True, help_text="Der erste Tag, für den die Aussage gilt. Leer: ohne Zeit."
    )
    period_end = models.DateField(
        "bis", null=True, blank=True,
        help_text="Der letzte Tag. Leer: Sie gilt noch oder nur für diesen einen Tag.",
    )  # fmt: skip
    precision = models.CharField(
        "Genauigkeit", max_length=10, choices=Precision, default=Precision.DAY,
        help_text="Wie genau die Quelle die Zeit nennt. Bei „Monat“ steht oben der Erste des Monats.",
    )  # fmt: skip
    date_text = models.CharField(
        "Zeit in Worten", max_length=60, blank=True,
        help_text="Wenn die Quelle kein Datum nennt: „Herbst 2017“.",
    )  # fmt: skip
    citation = models.ForeignKey(
        Citation, models.PROTECT, verbose_name="Beleg", related_name="statements",
        help_text="Die Quelle und die Stelle, an der es steht. Wird hinter dem Satz genannt.",
    )  # fmt: skip
    history = History()

    class Meta:
        verbose_name = "Aussage"
        verbose_name_plural = "Aussagen"
        ordering = [models.F("period_start").asc(nulls_first=True), "key"]

    def __str__(self) -> str:
        return self.text[:80]

    @property
    def when(self) -> str:
        """Empty where the source names no time."""
        if self.date_text or self.period_start is None:
            return self.date_text
        return period_text(self.period_start, self.period_end, self.precision)
