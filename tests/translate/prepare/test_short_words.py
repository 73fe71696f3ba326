"""Stretches without a word of three letters, translated by a list."""

import pytest

from translate.prepare.chunks import around_entities, whole_lines
from translate.prepare.short_words import is_short, short_words


@pytest.mark.parametrize(
    ("russian", "english"),
    [
        ("от).", "from)."),
        ("ОТ).", "FROM)."),
        ("и", "and"),
        ("Не я", "Not I"),
        ("5 кг", "5 kg"),
        ("30 м²", "30 m²"),
        ("А. Б.", "A. B."),
        ("в)", "in)"),
        ("Щу", "Shchu"),
    ],
)
def test_short_words(russian, english):
    assert is_short(russian)
    assert short_words(russian) == english


def test_no_piece_without_a_word_goes_to_the_engine():
    plan = around_entities(whole_lines("Hikvision и Bloomberg от Kpler судятся"))
    assert [p.text for p in plan if p.translate] == ["судятся"]
    assert "".join(p.text for p in plan) == "Hikvision and Bloomberg from Kpler судятся"
