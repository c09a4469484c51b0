"""How figures, dates and controls are written on the page."""

from datetime import date
from decimal import Decimal

import pytest
from django import forms
from django.template.loader import render_to_string

from portal.figures import Cell, Chart, Column, Kind, Point, Provenance, Series, Table, Value, missing
from portal.templatetags.figures import shown
from portal.templatetags.german import german, german_date
from portal.templatetags.kern import control


def test_a_number_stands_without_the_unit_that_its_column_names():
    assert shown(Value(Decimal(7362), unit="Personen")) == "7.362"


def test_a_percent_sign_stays_with_its_number():
    assert shown(Value(Decimal("6.47"), unit="%", decimals=2)) == "6,47\N{NO-BREAK SPACE}%"


def test_zero_is_not_the_same_as_no_data():
    assert (shown(Value(Decimal(0))), shown(missing())) == ("0", "k. A.")


def test_an_estimated_number_says_that_it_is_one():
    assert shown(Value(Decimal(400), Kind.ESTIMATED)) == '<span class="mark">geschätzt</span> 400'


def test_a_screen_reader_hears_why_a_number_is_hidden():
    assert "aus Datenschutzgründen nicht ausgewiesen</span>" in shown(Value(None, Kind.SUPPRESSED))


def test_what_a_source_wrote_is_text_and_never_markup():
    page = render_to_string("components/table.html", {"table": table_with("<b>fett</b>")})
    assert "&lt;b&gt;fett&lt;/b&gt;" in page


def test_a_number_that_nobody_gave_is_no_zero():
    assert german(None) == "k. A."


def test_no_date_is_an_empty_place():
    assert (german_date(None), german_date(date(2017, 8, 31))) == ("", "31.08.2017")


def test_a_field_with_an_error_looks_like_one():
    class Question(forms.Form):
        answer = forms.CharField()

    assert "kern-form-input__input--error" in control(Question({})["answer"])


def test_a_chart_that_cannot_be_drawn_leaves_its_table_on_the_page(caplog):
    endless = Point(date(2017, 8, 31), Value(Decimal("Infinity")), "August 2017", Provenance("Bericht"))
    chart = Chart(
        key="belegung", heading="Belegung", title="Abbildung 1", summary="",
        series=(Series("reported", "Berichtet", (endless,)),), table=table_with("7.362"),
    )  # fmt: skip
    page = render_to_string("components/chart.html", {"chart": chart})
    assert "Die Zeichnung ist gerade nicht möglich" in page
    assert "7.362" in page
    assert "Chart belegung could not be drawn" in caplog.text


def table_with(content: str | Value) -> Table:
    columns = (Column("when", "Stand"), Column("value", "Wert", numeric=True))
    return Table("werte", "Werte", columns, ((Cell("August 2017"), Cell(content)),))


def test_a_row_with_a_cell_too_few_is_a_mistake_of_the_chapter():
    table = Table("werte", "Werte", (Column("a", "A"), Column("b", "B")), ((Cell("eins"),),))
    with pytest.raises(ValueError, match="shorter"):
        render_to_string("components/table.html", {"table": table})
