"""Numbers of council papers: what cannot be is asked about, and a misprint stays what it is."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from portal.models import Source
from portal.paper_numbers import last_year, meant_years, number_in
from tests import people
from tests.factories import CitationFactory, SourceFactory


@pytest.mark.parametrize(
    ("year", "meant"), [(2916, [2016]), (2106, [2016, 2006]), (1016, [2016]), (20166, [])]
)
def test_a_year_is_one_slip_away_from_what_was_meant(year, meant):
    assert meant_years(year) == meant


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("GRDrs 675/2916", (675, 2916)),
        ("GRDrs 675 / 2916", (675, 2916)),
        ("675/16", None),
        ("Kapitel 5", None),
        ("1675/20161", None),
    ],
)
def test_the_number_is_found_in_what_is_printed(text, number):
    assert number_in(text) == number


def refusal(source: Source) -> str:
    with pytest.raises(ValidationError) as refused:
        source.full_clean()
    return " ".join(refused.value.messages)


@pytest.mark.django_db
class TestSource:
    def test_a_mistyped_year_brings_the_paper_that_is_known(self):
        SourceFactory(number=675, year=2016, title="FIM und AGH")
        mistyped = SourceFactory.build(number=675, year=2916)
        assert refusal(mistyped) == (
            "Jahr 2916: meinten Sie 675/2016? Diese Drucksache ist schon erfasst: FIM und AGH."
        )

    def test_without_a_known_paper_a_plausible_one_is_suggested(self):
        assert refusal(SourceFactory.build(number=7, year=2917)) == "Jahr 2917: meinten Sie 7/2017?"

    def test_without_a_suggestion_the_range_is_told(self):
        said = refusal(SourceFactory.build(number=7, year=5555))
        assert said == f"Jahr 5555: Bitte ein Jahr von 1945 bis {last_year()} angeben."

    def test_a_paper_of_next_year_may_be_announced(self):
        SourceFactory.build(number=7, year=last_year()).full_clean()

    @pytest.mark.parametrize("suffix", ["Neufassung", "neufassung", "NEUFASSUNG", "(Neufassung)"])
    def test_a_paper_is_entered_once_however_its_suffix_is_written(self, suffix):
        """Both would have the address /drucksachen/910-2017-neufassung/, and nobody could open the second."""
        SourceFactory(number=910, year=2017, suffix="Neufassung", title="Stellenplan")
        said = refusal(SourceFactory.build(number=910, year=2017, suffix=suffix))
        assert "Diese Drucksache ist schon erfasst: GRDrs 910/2017 Neufassung, Stellenplan." in said
        SourceFactory.build(number=910, year=2017, suffix="Ergänzung").full_clean()

    @pytest.mark.parametrize("number", [0, 100_000])
    def test_a_number_that_cannot_be_is_refused(self, number):
        said = refusal(SourceFactory.build(number=number, year=2017))
        assert "Eine Drucksache hat eine Nummer von 1 bis 99999." in said

    def test_emil_reads_the_question_in_the_admin(self, act_as):
        SourceFactory(number=675, year=2016)
        form = {
            "kind": "paper", "title": "FIM", "number": "675", "year": "2916",
            **{f"{inline}-{count}_FORMS": "0" for inline in ("attachments", "citations")
               for count in ("TOTAL", "INITIAL")},
        }  # fmt: skip
        page = act_as(people.emil).post(reverse("admin:portal_source_add"), form)
        assert "Jahr 2916: meinten Sie 675/2016?" in page.content.decode()


@pytest.mark.django_db
class TestCitation:
    def test_another_number_than_that_of_its_source_is_a_misprint(self):
        paper = SourceFactory(number=675, year=2016)
        assert CitationFactory(source=paper, as_printed="GRDrs 675/2916").misprinted
        assert not CitationFactory(source=paper, as_printed="GRDrs 675/2016").misprinted
        assert not CitationFactory(source=paper, as_printed="").misprinted
