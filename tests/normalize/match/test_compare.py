import pytest
from cases import read_cases
from hypothesis import given, settings
from hypothesis import strategies as st

from normalize.kinds import KINDS
from normalize.match.compare import compare

CASES = read_cases(__file__, "compare.tsv")
LETTERS = "абвгджиорАДИОРС abdeikorszADIOS.-'\"«»№5іўčßعلي习🚀"


@pytest.mark.parametrize(("kind", "a", "b", "same", "rule"), CASES)
def test_decisions(kind, a, b, same, rule):
    match = compare(a, b, kind)
    assert (match.same, match.rule) == (same == "yes", rule), match
    assert not (match.same and match.vetoes)


@pytest.mark.parametrize(("kind", "a", "b", "same", "rule"), CASES)
def test_the_order_of_the_names_does_not_matter(kind, a, b, same, rule):
    one, other = compare(a, b, kind), compare(b, a, kind)
    assert (one.same, one.score, one.rule) == (other.same, other.score, other.rule)


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet=LETTERS, max_size=30), st.text(alphabet=LETTERS, max_size=30), st.sampled_from(KINDS))
def test_any_two_strings_compare_alike_both_ways(a, b, kind):
    one, other = compare(a, b, kind), compare(b, a, kind)
    assert (one.same, one.score, one.rule) == (other.same, other.score, other.rule)
    assert 0.0 <= one.score <= 1.0


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=40), st.sampled_from(KINDS))
def test_a_name_with_a_letter_is_itself(name, kind):
    match = compare(name, name, kind)
    assert match.same or match.rule in {"no_letters", "bare_name", "different"}
    if kind == "place" and match.rule != "no_letters":
        assert match.same


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", ["Иван " * 2000, "я" * 10_000, "A. " * 3000, "«" * 500, "\ud800x", "\x00", ""])
def test_hostile_names_neither_raise_nor_take_long(name, kind):
    assert compare(name, "Иван Иванов", kind).same is False


def test_a_very_long_name_is_itself():
    name = "Рогозин Дмитрий Олегович " * 400
    assert len(name) == 10_000
    assert compare(name, name).same


def test_repaired_letters_are_noted():
    assert any("look-alike" in sentence for sentence in compare("Рoгoзин Дмитрий", "Рогозин Дмитрий").evidence)
    assert any("look-alike" in sentence for sentence in compare("ООО «Рoмашка»", "Romashka", "organisation").evidence)


def test_kinds_contradict():
    match = compare("Владимир", "Владимир", "person", "place")
    assert not match.same
    assert match.vetoes == ("Владимир is a person, Владимир is a place",)


def test_unknown_kinds_are_refused():
    with pytest.raises(ValueError, match="unknown kind 'ship': use one of person, organisation, place"):
        compare("a", "b", "ship")


def test_sentences_read_as_english():
    match = compare("Завод № 5", "Завод № 7", "organisation")
    assert match.vetoes == ("different numbers: 5 and 7",)
    assert "both names contain Завод" in match.evidence
