"""How English writes a person of the source."""

from pathlib import Path

import pytest

from normalize.transliteration.romanize import romanize
from translate.names.english import english_person
from translate.names.persons import is_native_word
from translate.names.types import SourceName

CASES = Path(__file__).parent / "cases" / "english.tsv"
ROWS = [line.split("\t") for line in CASES.read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]


@pytest.mark.parametrize(("nominative", "lemma", "english", "established", "why"), ROWS, ids=[row[0] for row in ROWS])
def test_english(nominative, lemma, english, established, why):
    person = english_person(nominative, romanize(nominative), is_native_word(nominative.split()[-1]))
    name = SourceName(0, 1, nominative, person.lemma, person.text, suffix=person.suffix, family=person.family)
    assert (person.lemma, name.english) == (lemma, english), why
    assert person.established == (established == "yes"), why
