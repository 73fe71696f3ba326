"""Places and organisations through a translation: what is there, what is lost, which words are put right."""

import pytest
from cases import read_cases
from hypothesis import given
from hypothesis import strategies as st

from normalize.transliteration.romanize import romanize
from translate.names.places import english_name, is_rendered, lost, spell_names
from translate.names.types import SourceName


def name_in(source, surface, lemma, kind):
    start = source.index(surface)
    return SourceName(start, start + len(surface), surface, lemma, english_name(lemma, kind, romanize(lemma)), kind)


@pytest.mark.parametrize(
    ("source", "surface", "lemma", "kind", "before", "after"), read_cases(__file__, "renderings_spell.tsv")
)
def test_spelling(source, surface, lemma, kind, before, after):
    assert spell_names(source, [name_in(source, surface, lemma, kind)], before) == after


def test_several_garbled_names_go_to_their_own_words():
    source = "Клубы «Женис» и «Целинник» слились."
    names = [name_in(source, word, word, "organisation") for word in ("Женис", "Целинник")]
    assert spell_names(source, names, "Cinnik and Zenis merged.") == "Tselinnik and Zhenis merged."


@pytest.mark.parametrize(
    ("lemma", "kind", "english", "rendered"),
    [
        ("Франция", "place", "the French army", True),  # the people's name begins otherwise
        ("Испания", "place", "a Spanish club", True),
        ("США", "place", "the U.S. Navy", True),
        ("Венгрия", "place", "the hungry army", False),  # no people of that name
        ("МИД", "organisation", "said the Ministry of Foreign Affairs", True),
        ("МКАД", "place", "near the Moscow Ring Road", True),
        ("МКАД", "place", "near the CSTO", False),
        ("Солнцево", "place", "in Solntsevo", True),
        ("Солнцево", "place", "in Solnovo", False),
        ("Солнцево", "place", "", False),
    ],
)
def test_accepted_forms(lemma, kind, english, rendered):
    assert is_rendered(name_in(lemma, lemma, lemma, kind), english) is rendered


@pytest.mark.parametrize(
    ("lemma", "kind", "english", "missing"),
    [
        ("Польша", "place", "Congress agreed to sell the fighters.", True),
        ("Польша", "place", "Congress agreed to sell the Polish army fighters.", False),
        ("Загреб", "place", "They won in Croatia.", True),
        ("Россия", "place", "The Interior Ministry said so.", False),  # МВД России: texts leave their own state out
        ("Хамовники", "place", "A room is cheap there.", False),  # not in the gazetteer: it may be called otherwise
        ("Роснефть", "organisation", "The company said so.", False),
    ],
)
def test_what_must_be_there(lemma, kind, english, missing):
    assert bool(lost([name_in(lemma, lemma, lemma, kind)], english)) is missing


def test_persons_and_names_of_several_words_are_left_to_others():
    person = SourceName(0, 5, "Женис", "Женис", "Zhenis", "person")
    region = SourceName(0, 19, "Винницкая область", "Винницкая область", "Vinnytska oblast", "place")
    assert spell_names("Женис", [person], "Zenis") == "Zenis"
    assert spell_names("Винницкая область", [region], "Winnitskoy") == "Winnitskoy"


@pytest.mark.parametrize(
    ("lemma", "kind", "romanized", "english"),
    [
        ("ФСБ", "organisation", "FSB", "FSB"),
        ("Польша", "place", "Polsha", "Poland"),
        ("ЦБ", "organisation", "TsB", "Central Bank"),
        ("Вешняки", "place", "Veshnyaki", "Veshnyaki"),
    ],
)
def test_english_names(lemma, kind, romanized, english):
    assert english_name(lemma, kind, romanized) == english


@given(st.text(max_size=200))
def test_a_right_spelling_is_never_touched(noise):
    """Whatever stands around it, an English that has the name stays as it is."""
    name = name_in("Вешняках", "Вешняках", "Вешняки", "place")
    english = f"{noise} Veshnyaki {noise}"
    assert spell_names("Вешняках", [name], english) == english


@given(st.text(max_size=60), st.text(max_size=100), st.text(max_size=20), st.sampled_from(["place", "organisation"]))
def test_any_text_is_taken(source, english, surface, kind):
    names = [SourceName(len(source), len(source + surface), surface, surface, surface, kind)]
    assert set(lost(names, english)) <= set(names)
    assert isinstance(spell_names(source + surface, names, english), str)
