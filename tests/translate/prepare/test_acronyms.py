"""Acronyms of a source text: which meaning, how they are written out."""

from itertools import pairwise

import pytest
from cases import read_cases
from hypothesis import given, settings
from hypothesis import strategies as st

from translate.prepare.acronyms import find_acronyms, stretches
from translate.prepare.write_out import write_out


@pytest.mark.parametrize(("text", "expected", "written_out"), read_cases(__file__, "acronyms.tsv"))
def test_acronyms(text, expected, written_out):
    found = find_acronyms(text)
    assert " | ".join(f"{one.surface} = {one.english}" for one in found) == expected.replace("-", "", expected == "-")
    assert write_out(text, found) == (text if written_out == "=" else written_out)


def test_a_plural_is_told_by_the_verb():
    (found,) = find_acronyms("НКО получили гранты")
    assert (found.english, found.plural) == ("NGO", False)  # an acronym in English, too
    (found,) = find_acronyms("АЗС подняли цены")
    assert (found.english, found.plural) == ("petrol stations", True)
    assert write_out("АЗС подняли цены", [found]) == "Автозаправочные станции подняли цены"


def test_a_body_has_an_article():
    assert stretches(find_acronyms("ФССП молчит"))[0].english == "the Federal Bailiff Service"
    assert stretches(find_acronyms("ФСБ молчит"))[0].english == "FSB"


@settings(deadline=None)  # the first text loads the dictionary
@given(st.text(alphabet='АБВМОСПФДТ абв.ру«»" (1-', max_size=80))
def test_any_text(text):
    found = find_acronyms(text)
    assert all(text[one.start : one.end] == one.surface for one in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    write_out(text, found)
