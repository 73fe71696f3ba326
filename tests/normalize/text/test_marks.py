"""Stress marks and letter-spaced words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalize import find_names
from normalize.text.marks import has_spaced_letters, join_spaced_letters, stress_offsets, without_stress


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Росси́я", "Россия"),
        ("за̀мок", "замок"),  # a grave accent
        ("зѐмли ѝ", "земли и"),  # composed by normalisation
        ("йод, ёлка", "йод, ёлка"),  # й and ё carry other marks
        ("café au lait", "café au lait"),  # Latin letters keep theirs
        ("", ""),
    ],
)
def test_without_stress(text, plain):
    assert without_stress(text) == plain


@given(st.text(alphabet="аоЖйё \u0301\u0300xé.", max_size=40))
def test_offsets_lead_back(text):
    plain, offsets = without_stress(text), stress_offsets(text)
    if offsets is None:
        assert len(plain) == len(text)
        return
    assert len(offsets) == len(plain) + 1
    assert all(without_stress(text[offsets[i]]) == letter for i, letter in enumerate(plain))


def test_names_keep_their_places():
    text = "О Влади́мире Ка́рпове писа́ла газе́та"
    (found,) = find_names(text, "ru")
    assert text[found.start : found.end] == found.surface == "Влади́мире Ка́рпове"
    assert found.lemma == "Владимир Карпов"


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        ("В Н И М А Н И Е", "ВНИМАНИЕ"),
        ("П Р И К А З  №  5", "ПРИКАЗ  №  5"),
        ("О Б Я З А Н:  явиться", "ОБЯЗАН:  явиться"),
        ("А. С. П. И. Иванов", "А. С. П. И. Иванов"),  # initials
        ("и я в", "и я в"),  # three short words
        ("план А и Б", "план А и Б"),
    ],
)
def test_spaced_letters(text, joined):
    assert join_spaced_letters(text) == joined
    assert has_spaced_letters(text) == (text != joined)
