"""Cyrillic words that an English text is about."""

import pytest
from cases import read_cases

from translate.language.detect import detect_spans
from translate.segment.spans import split_spans

CASES = read_cases(__file__, "mentioned.tsv")


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_mentioned(text, expected):
    spans = split_spans(text.replace("\\n", "\n"))
    found = detect_spans(spans)
    assert [s.text for s, d in zip(spans, found, strict=True) if d.mentioned] == (
        [] if expected == "-" else expected.split(" | ")
    )


@pytest.mark.parametrize(("text", "expected"), [case for case in CASES if case.values[1] != "-"])
def test_english_around_is_not_russian(text, expected):
    spans = split_spans(text.replace("\\n", "\n"))
    mentioned = expected.split(" | ")
    others = [d for s, d in zip(spans, detect_spans(spans), strict=True) if s.text not in mentioned]
    assert not [d for d in others if d.lang == "ru"]
