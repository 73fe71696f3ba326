"""Kinds of text that translation models damage, through the embedded model with all that stands around it."""

import re
from functools import cache
from pathlib import Path

import pytest

from translate import Translation, Translator

CASES = Path(__file__).parent / "cases" / "outputs.tsv"


def rows() -> list[list[str]]:
    lines = CASES.read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


@cache
def translated() -> dict[str, Translation]:
    """All of them in one call of the engine."""
    sources = [row[1] for row in rows()]
    return dict(zip(sources, Translator.load("ru", "en", threads=2).translate(sources), strict=True))


@pytest.mark.parametrize("row", rows(), ids=lambda row: row[0])
def test_what_the_english_has_to_contain(row):
    _, source, wanted, unwanted, *_ = row
    text = translated()[source].text
    for pattern in wanted.split(" && "):
        assert re.search(pattern, text, re.IGNORECASE), text
    assert unwanted == "-" or not re.search(unwanted, text, re.IGNORECASE), text
