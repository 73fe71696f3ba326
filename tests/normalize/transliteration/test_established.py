"""English spellings that the Russian one does not tell: Chinese by syllables, others from the list."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalize import compare, romanize
from normalize.transliteration.established import established


@pytest.mark.parametrize(
    ("russian", "english"),
    [
        ("Си Цзиньпин", "Xi Jinping"),
        ("Ли Кэцян", "Li Keqiang"),
        ("Чжан Ханьхуэй", "Zhang Hanhui"),
        ("Чэн Инань", "Cheng Yinan"),  # the consonant opens the second syllable
        ("Чжао Чанъань", "Zhao Changan"),  # … unless a hard sign says otherwise
        ("СИ ЦЗИНЬПИН", "XI JINPING"),
        ("Ким Чен Ын", "Kim Jong Un"),
        ("Антониу Гутерриш", "António Guterres"),
        ("Гутерриш", "Guterres"),  # a family name alone
        ("Пётр I", "Peter I"),
        ("Ван Гог", ""),  # no Chinese syllable
        ("Ли Сергей", ""),
        ("Ли", ""),
        ("Сергей Иванов", ""),
        ("", ""),
    ],
)
def test_established(russian, english):
    assert established(russian) == english


def test_press_romanisation_uses_it_and_other_schemes_do_not():
    assert romanize("Си Цзиньпин") == "Xi Jinping"
    assert romanize("Михаил Гутерриш") == "Mikhail Guterres"
    assert romanize("Си Цзиньпин", scheme="bgn_pcgn") != "Xi Jinping"


def test_it_makes_one_person_of_both_spellings():
    match = compare("Си Цзиньпина", "Xi Jinping")
    assert (match.same, match.rule) == (True, "established")
    assert match.evidence[0] == "Си Цзиньпина is Xi Jinping in English"
    assert not compare("Ли Цян", "Li Keqiang").same


@given(st.text(alphabet="абвгдежзийлнопрстуцчшьъэюя- ", max_size=20))
def test_a_spelling_is_in_latin_letters(text):
    assert not any("\u0400" <= letter <= "\u04ff" for letter in established(text))
