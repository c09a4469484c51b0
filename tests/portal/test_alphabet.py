"""The alphabet of German readers, DIN 5007-1."""

import pytest

from portal.alphabet import alphabetical, folded


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Süßen", "sussen"), ("SÜSSEN", "sussen"), ("Café", "cafe"), ("Öl", "ol"), ("Ægir", "ægir"),
        ("u\N{COMBINING DIAERESIS}", "u"), ("ﬁnden", "finden"), ("", ""),
    ],
)  # fmt: skip
def test_dots_and_accents_fall_away(text, plain):
    assert folded(text) == plain


@pytest.mark.parametrize(
    "names",
    [
        ["Adler", "Ärztehaus", "Azubi", "Zuflucht"],
        ["Goethe", "Göthe", "Gotik", "Götz"],
        ["Masse", "Maße", "Massen"],
        ["Arm", "arm", "ärmer", "Arno"],
        ["AG 2", "AG 10", "AG 10b"],
        ["GRDrs 429/2016", "GRDrs 532/2017", "GRDrs 1017/2016"],
        ["Nachbarn", "„Offene Tür“", "Paten"],
        ["7 Zwerge", "Zwerge"],
    ],
)
def test_names_stand_where_a_german_reader_looks_for_them(names):
    assert sorted(set(names), key=alphabetical) == names


def test_rows_are_sorted_by_what_they_are_called():
    assert alphabetical(Exception("Öl")) == alphabetical("Öl")
