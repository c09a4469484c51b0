"""Plain reference lists as CSV, out of the admin and back. Operators' sheets never come this way.

All or nothing: one wrong row, and nothing is written. Rows are known by their names, not by
numbers of the database.
"""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

import tablib
from django.core.exceptions import ValidationError
from import_export import fields, resources, widgets
from import_export.formats.base_formats import CSV
from import_export.results import Error

from portal.models import District, Indicator, Organisation

# What a spreadsheet program would take for a formula (OWASP, CSV injection).
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
MASK = "'"
LARGEST_LIST = 1_000_000  # bytes
SEPARATOR = "|"


def inert(text: str) -> str:
    """Text as a spreadsheet program shows it without computing; other text stays as it is."""
    return MASK + text if text.startswith(FORMULA_SIGNS) else text


def without_mask(text: str) -> str:
    """Undoes `inert`, so that an exported list can come back unchanged."""
    return text[1:] if text.startswith(tuple(MASK + sign for sign in FORMULA_SIGNS)) else text.strip()


def decoded(data: bytes) -> str:
    """UTF-8, or what German Excel writes. Raises ValueError for UTF-16 and for workbooks."""
    if b"\0" in data:
        raise ValueError("Das ist keine CSV-Datei. Bitte speichern Sie die Liste als „CSV UTF-8“.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


class ListCSV(CSV):
    """Semicolons and UTF-8 with a mark, as German Excel expects; commas are read as well."""

    CONTENT_TYPE = "text/csv; charset=utf-8"

    def is_binary(self) -> bool:
        return True  # we decode ourselves

    def get_title(self) -> str:
        return "csv"

    def create_dataset(self, in_stream: bytes, **kwargs: object) -> tablib.Dataset:
        """Raises ValueError with a sentence for the person who chose the file."""
        if len(in_stream) > LARGEST_LIST:
            raise ValueError("Die Datei ist größer als 1 MB.")
        text = decoded(in_stream)
        delimiter = ";" if ";" in text.partition("\n")[0] else ","
        try:
            dataset = tablib.Dataset().load(text, format="csv", delimiter=delimiter)
        except tablib.InvalidDimensions as error:
            raise ValueError("Mindestens eine Zeile hat mehr Spalten als die Kopfzeile.") from error
        if not dataset.height:
            raise ValueError("Die Datei enthält keine Zeilen.")
        return dataset

    def export_data(self, dataset: tablib.Dataset, **kwargs: object) -> bytes:
        rows = tablib.Dataset(headers=dataset.headers)
        rows.extend([inert(str(cell)) for cell in row] for row in dataset)
        return rows.export("csv", delimiter=";").encode("utf-8-sig")


class WholeNumber(widgets.IntegerWidget):
    """The package's own widget stores 5,7 as 5."""

    def clean(self, value: str, row: dict | None = None, **kwargs: object) -> int | None:
        if value and not (value.isascii() and value.isdecimal()):
            raise ValueError(f"„{value}“ ist keine ganze Zahl.")
        return int(value) if value else None

    def render(self, value: int | None, obj: object = None, **kwargs: object) -> str:
        return "" if value is None else str(value)


class Day(widgets.Widget):
    """31.12.2017 or 2017-12-31; written as the latter."""

    def clean(self, value: str, row: dict | None = None, **kwargs: object) -> date | None:
        if not value:
            return None
        form = "%d.%m.%Y" if "." in value else "%Y-%m-%d"
        try:
            return datetime.strptime(value, form).date()  # noqa: DTZ007 (a day has no time zone)
        except ValueError as error:
            raise ValueError(f"„{value}“ ist kein Tag, den es gibt, zum Beispiel 31.12.2017.") from error


class ByName(widgets.ForeignKeyWidget):
    """Another row of the same list, by its name; it must exist already or stand above."""

    def clean(self, value: str, row: dict | None = None, **kwargs: object) -> object | None:
        try:
            return super().clean(value, row, **kwargs)
        except self.model.DoesNotExist as error:
            raise ValueError(f"„{value}“ gibt es nicht.") from error


class Names(widgets.ManyToManyWidget):
    """Rows of another list by their names, which stand apart by „|“, because names contain commas. Each must
    exist; the package leaves out what does not."""

    def __init__(self, model: type, field: str = "name") -> None:
        super().__init__(model, separator=SEPARATOR, field=field)

    def clean(self, value: str, row: dict | None = None, **kwargs: object) -> Iterable[object]:
        names = [name.strip() for name in (value or "").split(SEPARATOR) if name.strip()]
        found = self.model._default_manager.filter(**{f"{self.field}__in": names})
        unknown = set(names) - set(found.values_list(self.field, flat=True))
        if unknown:
            raise ValueError(f"„{sorted(unknown)[0]}“ gibt es nicht.")
        return found

    def render(self, value: Any, obj: object = None, **kwargs: object) -> str:
        return SEPARATOR.join(sorted(getattr(one, self.field) for one in value.all())) if value else ""


class PlainError(Error):
    traceback = ""  # the import page would show it


class ReferenceList(resources.ModelResource):
    """Every row passes the model's own validation."""

    WIDGETS_MAP = resources.ModelResource.WIDGETS_MAP | {
        "PositiveSmallIntegerField": WholeNumber,
        "DateField": Day,
    }

    class Meta:
        clean_model_instances = True
        skip_unchanged = True
        use_transactions = True

    @classmethod
    def get_error_result_class(cls) -> type[Error]:
        return PlainError

    def before_import(self, dataset: tablib.Dataset, **kwargs: object) -> None:
        """Raises ValidationError unless the columns are those of the list, each once."""
        known = {field.column_name for field in self.get_import_fields()}
        unknown = [header for header in dataset.headers if header not in known]
        if unknown:
            raise ValidationError(f"Unbekannte Spalten: {', '.join(unknown)}.")
        if len(set(dataset.headers)) < len(dataset.headers):
            raise ValidationError("Eine Spalte steht doppelt in der Kopfzeile.")
        known_by = [self.fields[name].column_name for name in self.get_import_id_fields()]
        missing = [column for column in known_by if column not in dataset.headers]
        if missing:
            raise ValidationError(f"Es fehlt die Spalte {missing[0]}.")

    def before_import_row(self, row: dict[str, str], **kwargs: object) -> None:
        row.update({column: without_mask(value) for column, value in row.items()})


class OrganisationList(ReferenceList):
    parent = fields.Field("parent", "parent", ByName(Organisation, "name"))

    class Meta(ReferenceList.Meta):
        model = Organisation
        import_id_fields = ("name",)
        fields = ("name", "short_name", "kind", "parent", "aliases", "active_from", "active_to")


class DistrictList(ReferenceList):
    """Without the population: that is a figure and needs its source."""

    class Meta(ReferenceList.Meta):
        model = District
        import_id_fields = ("name",)
        fields = ("number", "name", "abbreviation", "ring", "tile_row", "tile_column", "aliases")


class IndicatorList(ReferenceList):
    part_of = fields.Field("part_of", "part_of", ByName(Indicator, "key"))

    class Meta(ReferenceList.Meta):
        model = Indicator
        import_id_fields = ("key",)
        fields = (
            "key", "label", "area", "unit", "decimals", "definition", "rhythm", "level", "direction",
            "part_of",
        )  # fmt: skip
