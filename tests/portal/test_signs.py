"""Signs in tables: each is explained right below its table, and none that does not stand there."""

import pytest
from django.template import engines

from portal.signs import cells_of, signs_in


@pytest.mark.parametrize(
    ("cell", "signs"),
    [
        ("0", ["0"]),
        ("0\N{NO-BREAK SPACE}Plätze", ["0"]),
        ("0,5", []),
        ("05.01.2017", []),
        ("10", []),
        ("–", ["–"]),
        ("2016 – 2017", []),
        ("k. A.", ["k. A."]),
        ("bisher k. A., jetzt 12", ["k. A."]),
        ("• aus Datenschutzgründen nicht ausgewiesen", ["•"]),
        ("7.362", []),
    ],
)
def test_what_counts_as_a_sign(cell, signs):
    assert [sign for sign, _ in signs_in([cell])] == signs


def test_the_legend_has_one_order_whatever_the_table_has():
    assert [sign for sign, _ in signs_in(["•", "k. A.", "0", "–", "0"])] == ["0", "–", "k. A.", "•"]


def test_markup_within_a_cell_is_not_read():
    html = '<tr><th scope="row"><a href="/0/">Haus Linde</a></th><td><span>•</span><span>x</span></td></tr>'
    assert cells_of(html) == ["Haus Linde", "•x"]


def below(table: str, arguments: str = "") -> str:
    template = f"{{% load figures %}}{{% signs {arguments} %}}{table}{{% endsigns %}}"
    return engines["django"].from_string(template).render().removeprefix(table)


def test_a_table_may_say_better_what_its_dash_means():
    assert "= noch nie gemeldet" in below("<td>–</td>", 'nothing="noch nie gemeldet"')


def test_a_table_without_signs_has_no_legend():
    assert below("<td>7.362</td>") == ""
