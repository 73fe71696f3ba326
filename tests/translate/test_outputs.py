"""Kinds of text that translation models damage, through the embedded model with all that stands around it."""

import re
from functools import cache

import pytest
from cases import read_cases

from translate import Translation, Translator

CASES = read_cases(__file__, "outputs.tsv")


@cache
def translated() -> dict[str, Translation]:
    """All of them in one call of the engine."""
    sources = [case.values[0] for case in CASES]
    return dict(zip(sources, Translator.load("ru", "en", threads=2).translate(sources), strict=True))


@pytest.mark.parametrize(("source", "wanted", "unwanted"), CASES)
def test_what_the_english_has_to_contain(source, wanted, unwanted):
    text = translated()[source].text
    for pattern in wanted.split(" && "):
        assert re.search(pattern, text, re.IGNORECASE), text
    assert unwanted == "-" or not re.search(unwanted, text, re.IGNORECASE), text
