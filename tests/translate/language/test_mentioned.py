"""Cyrillic words that an English text is about."""

from pathlib import Path

import pytest

from translate.language.detect import detect_spans
from translate.segment.spans import split_spans

CASES = Path(__file__).parent / "cases"


def rows() -> list:
    found = []
    for line in (CASES / "mentioned.tsv").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            key, text, spans, comment = line.split("\t")
            xfail = [pytest.mark.xfail(strict=True, reason=comment)] if comment.startswith("xfail:") else []
            expected = [] if spans == "-" else spans.split(" | ")
            found.append(pytest.param(text.replace("\\n", "\n"), expected, id=key, marks=xfail))
    return found


@pytest.mark.parametrize(("text", "expected"), rows())
def test_mentioned(text, expected):
    spans = split_spans(text)
    found = detect_spans(spans)
    assert [s.text for s, d in zip(spans, found, strict=True) if d.mentioned] == expected


@pytest.mark.parametrize(("text", "expected"), [row for row in rows() if row.values[1]])
def test_english_around_is_not_russian(text, expected):
    spans = split_spans(text)
    others = [d for s, d in zip(spans, detect_spans(spans), strict=True) if s.text not in expected]
    assert not [d for d in others if d.lang == "ru"]
