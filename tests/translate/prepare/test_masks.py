"""Words hidden behind names while a sentence is translated."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate.prepare.masks import Mask, Stretch, mask, unmask

SOURCE = "Kpler и OFAC молчат, в Kpler заняты"


def _stretches(text):
    return [Stretch(m.start(), m.end(), m.group()) for m in re.finditer("[A-Za-z]+", text)]


def test_equal_stretches_share_a_stand_in():
    text, masks = mask(SOURCE, _stretches(SOURCE), "first")
    assert text == "Google и Intel молчат, в Google заняты"
    assert [(m.text, m.count) for m in masks] == [("Kpler", 2), ("OFAC", 1)]


def test_stand_ins_of_the_text_itself_are_not_used():
    source = "Google и OFAC"
    text, masks = mask(source, [Stretch(9, 13, "OFAC")], "first")
    assert text == "Google и Intel"
    assert masks[0].stand_in == "Intel"


def test_nothing_to_hide_and_too_much_to_hide():
    assert mask("Просто текст", [], "first") is None
    many = "Ab Cd Ef Gh Ij Kl Mn Op"
    assert mask(many, _stretches(many), "first") is None


@pytest.mark.parametrize(
    ("english", "expected"),
    [
        ("Google's head said", "OFAC's head said"),
        ("a Google ship", "an OFAC ship"),
        ("said nothing", None),
        ("Google sued Google", None),
        ("Googled it", None),
    ],
)
def test_unmask_wants_every_stand_in_as_often_as_it_was_put(english, expected):
    assert unmask(english, [Mask("Google", "OFAC", 1)]) == expected


@given(st.lists(st.sampled_from(["Kpler", "OFAC", "NgRx", "да", "нет", "и"]), max_size=8))
def test_masked_and_unmasked_is_the_text(words):
    text = " ".join(words)
    masked = mask(text, _stretches(text), "second")
    assert masked is None or unmask(*masked) == text
