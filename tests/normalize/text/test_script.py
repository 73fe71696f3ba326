"""Which alphabet a word and a text are written in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalize.text.script import WORD, script_of, word_script


@pytest.mark.parametrize(
    ("word", "script"),
    [
        ("мост", "Cyrl"),
        ("bridge", "Latn"),
        ("IT-компания", "Cyrl"),
        ("Telegram-канал", "Cyrl"),
        ("Ил-76MD", "Cyrl"),
        ("HQ-9B", "Latn"),
        ("Рoгoзин", "Cyrl"),  # two Latin o
        ("Rоgozin", "Latn"),  # a Cyrillic о
        ("е\u0301ж", "Cyrl"),  # a stress mark
        ("naïve", "Latn"),
        ("п'ятниця", "Cyrl"),
        ("O'Neil", "Latn"),
        ("ﬁn", "Latn"),  # a ligature
        ("ＡＢ", "Latn"),  # full width
        ("ꙮ", "Cyrl"),
    ],
)
def test_word_script(word, script):
    assert WORD.fullmatch(word)
    assert word_script(word) == script


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("The port is open.", "Latn"),
        ("Порт открыт.", "Cyrl"),
        ("Порт Murmansk открыт.", "Mixed"),
        ("IT-компания", "Cyrl"),
        ("14.11 08:15 👍🏽", "Zyyy"),
        ("", "Zyyy"),
        ("_", "Zyyy"),
        ("\x00\ud800", "Zyyy"),
        ("中文 Ελληνικά عربي", "Zyyy"),
        ("3d", "Latn"),
        ("5м", "Cyrl"),
        ("µ№", "Zyyy"),
        ("Александр II", "Cyrl"),
        ("XX век", "Cyrl"),
        ("IX", "Latn"),
        ("Zürich", "Latn"),
    ],
)
def test_script_of(text, script):
    assert script_of(text) == script


@given(st.text(st.sampled_from("абЯxyZ019-'’ _.\u0301\u200d\ud800é👍")))
def test_script_of_a_text_is_that_of_its_words(text):
    scripts = {word_script(match.group()) for match in WORD.finditer(text)}
    assert script_of(text) == ("Zyyy" if not scripts else scripts.pop() if len(scripts) == 1 else "Mixed")
