"""Names that the English nearly has."""

import pytest
from cases import read_cases

from normalize.transliteration.romanize import romanize
from translate.names.english import english_person
from translate.names.persons import is_native_word, missing_names
from translate.names.spelling import spell, spell_known
from translate.names.types import SourceName


def person(lemma):
    found = english_person(lemma, romanize(lemma), is_native_word(lemma.split()[-1]))
    return SourceName(
        0,
        len(lemma),
        lemma,
        found.lemma,
        found.text,
        accepted=found.accepted,
        established=found.established,
        suffix=found.suffix,
        family=found.family,
    )


@pytest.mark.parametrize(("names", "english", "expected"), read_cases(__file__, "spelling.tsv"))
def test_spelling(names, english, expected):
    assert spell([person(name) for name in names.split(";")], english) == (english if expected == "=" else expected)


@pytest.mark.parametrize(
    ("name", "english"),
    [
        ("Алексей Навальный", "The Naval said no"),
        ("Анна Попова", "Popov said no"),
        ("Этери Тутберидзе", "Etera Tutbyrebidze said no"),
        ("Илон Маск", "Ilon Massky said no"),
    ],
)
def test_garbles_and_common_words_are_no_spelling(name, english):
    assert missing_names([person(name)], english)


def test_places_get_their_english_name():
    muscat = SourceName(0, 6, "Маскат", "Маскат", "Muscat", "place")
    assert spell_known([muscat], "He flew to Maskat") == "He flew to Muscat"
    kyiv = SourceName(0, 4, "Киев", "Киев", "Kyiv", "place")
    assert spell_known([kyiv], "He flew to Kiev") == "He flew to Kiev"
