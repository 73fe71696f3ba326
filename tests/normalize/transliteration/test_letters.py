"""Texts that no engine could translate, in Latin letters: as names are written, whatever the alphabet."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalize import romanize
from normalize.transliteration.letters import romanized

CASES = {
    "Рыжий": "Ryzhy",  # as in names and in the press, not Ryzhiy
    "Юрьев": "Yuryev",
    "Хрущёв": "Khrushchev",
    "ЮРЬЕВ И ХРУЩЁВ": "YURYEV I KHRUSHCHEV",
    "Үй": "Uy",
    "Қазақстан": "Qazaqstan",
    "Їжак ЇЖАК": "Yizhak YIZHAK",
    "ӑ Ӑ": "a A",  # decomposed: no table has it
    "№ А40-12345/2021": "№ A40-12345/2021",
    "NASA и 東京": "NASA i 東京",
}


@pytest.mark.parametrize(("text", "latin"), CASES.items(), ids=list(CASES))
def test_letters(text, latin):
    assert romanized(text) == latin


@given(st.text("абвгдежзийклмнопрстуфхцчшщъыьэюяАБВЮЯ -.,12", max_size=40))
def test_russian_is_written_as_names_are(text):
    assert romanized(text) == romanize(text)
