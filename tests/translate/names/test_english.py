"""How English writes a person of the source."""

import pytest
from cases import read_cases

from normalize.transliteration.romanize import romanize
from translate.names.english import english_person
from translate.names.persons import is_native_word
from translate.names.types import SourceName


@pytest.mark.parametrize(("nominative", "lemma", "english", "established"), read_cases(__file__, "english.tsv"))
def test_english(nominative, lemma, english, established):
    person = english_person(nominative, romanize(nominative), is_native_word(nominative.split()[-1]))
    name = SourceName(0, 1, nominative, person.lemma, person.text, suffix=person.suffix, family=person.family)
    assert (person.lemma, name.english) == (lemma, english)
    assert person.established == (established == "yes")
