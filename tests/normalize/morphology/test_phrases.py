import pytest
from cases import read_cases

from normalize.morphology.phrases import nominative_phrase
from normalize.morphology.places import place_lemma


@pytest.mark.parametrize(("source", "expected"), read_cases(__file__, "phrases.tsv"))
def test_organisations(source, expected):
    assert nominative_phrase(source, "Orgn") == expected


@pytest.mark.xfail(strict=True, reason="a possessive adjective that is a surname too is not declined with its noun")
def test_possessive_adjective():
    assert place_lemma("Часова Яра") == "Часов Яр"


@pytest.mark.xfail(
    strict=True, reason="several regions in one phrase: only the last adjective agrees with a noun in the plural"
)
def test_adjectives_in_the_singular_before_a_plural():
    assert place_lemma("Курской и Брянской областями") == "Курская и Брянская области"
