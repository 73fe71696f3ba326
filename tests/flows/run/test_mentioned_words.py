"""What an English text is about stays as it is, and so does what is in no language that is translated."""

import pytest

from flows.config import RunConfig
from flows.run.one_text import translate_text

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(
    "text",
    [
        "The word спутник means satellite.",
        "Press Ф to continue.",
        "дом (house)",
        "Балалар мектепке барады.",
        "Кыргыз тили",
    ],
)
def test_text_comes_through_letter_by_letter(text):
    assert translate_text(text, RunConfig(beam=2)).text_en == text


@pytest.mark.parametrize(("text", "english"), [("Культура", "Culture"), ("Война", "War")])
def test_a_heading_alone_is_translated(text, english):
    assert translate_text(text, RunConfig(beam=2)).text_en == english
