"""What somebody types, and the texts in which it is found."""

import pytest

from portal.search.words import Words


def finds(query: str, text: str) -> bool:
    return Words(query).occur_in(text)


@pytest.mark.parametrize("query", ["Süßen", "süssen", "Suessen", "Sussen", "SÜSSEN", "suess"])
@pytest.mark.parametrize("text", ["Haus Süßen", "Haus Suessen", "HAUS SÜSSEN", "Haus Sussen"])
def test_every_spelling_of_an_umlaut_finds_every_other(query, text):
    assert finds(query, text)


@pytest.mark.parametrize(
    ("query", "text"),
    [("cafe", "Café Lumière"), ("Lumière", "cafe lumiere"), ("elle", "Quelle"), ("Israel", "Israel"),
     ("neue", "Neue Räume"), ("Quell", "quelle"), ("Unterkunft", "Gemeinschaftsunterkünfte")],
)  # fmt: skip
def test_part_of_a_word_is_enough_and_letters_that_look_like_an_umlaut_do_no_harm(query, text):
    assert finds(query, text)


def test_all_words_must_occur_in_any_order():
    assert finds("kurs sprache", "Sprache: ein Kurs")
    assert not finds("kurs sprache", "Sprache")


def test_a_word_of_two_letters_is_meant_at_the_beginning():
    assert finds("AG", "die AG Sprache")
    assert not finds("AG", "Tag der Sprache")


@pytest.mark.parametrize("query", ["7362", "7.362", "7.362 Personen", "„7.362“"])
def test_a_number_is_found_with_and_without_its_point(query):
    assert finds(query, "Belegung: 7.362 Personen")
    assert finds(query, "Belegung: 7362 Personen")


@pytest.mark.parametrize(
    ("query", "text"),
    [("47", "1.470 Plätze"), ("47", "6,47 %"), ("6", "6,47 %"), ("362", "7.362"), ("7.36", "7.362"),
     ("7362", "17.362"), ("7362", "7.362.000")],
)  # fmt: skip
def test_a_number_is_no_part_of_another_one(query, text):
    assert not finds(query, text)


@pytest.mark.parametrize(
    ("query", "text"),
    [("6,47", "6,47 %"), ("11%", "11\N{NO-BREAK SPACE}%"), ("532/2017", "GRDrs 532/2017"),
     ("532", "GRDrs 532/2017"), ("2017", "31.08.2017"), ("31.08.2017", "am 31.08.2017"), ("u001", "U001")],
)  # fmt: skip
def test_decimals_papers_dates_and_codes_are_found(query, text):
    assert finds(query, text)


@pytest.mark.parametrize("query", ["", "  ", "–", "?!", "„“", "…"])
def test_without_a_word_there_is_nothing_to_look_for(query):
    assert not Words(query)


@pytest.mark.parametrize("query", ["(xyz", "xyz[", "*xyz+", "^xyz$", "xyz?", "<xyz>", "%xyz%"])
def test_signs_have_no_meaning(query):
    assert finds(query, "xyz")
    assert not finds(query, "xy")
