"""A text is split into spans: lines, pieces of a line, sentences, script runs."""

import re
import time
from pathlib import Path

import pytest
from cases import read_cases
from hypothesis import example, given, settings
from hypothesis import strategies as st

from translate import Span, split_spans
from translate.segment.spans import spans_signature

CASES = read_cases(__file__, "spans.tsv")
EXAMPLES = Path(__file__).parents[3] / "examples"
CUT = "¦"

FRAGMENTS = (
    *"абвЯЁїґ xyzQ0159 .,!?…:;-—–'\"«»“”„()[]{}<>|•·*#@/\\_`~%№$€",
    *" \t\n\r\v\f\x1c\x85\u2028\u2029\u00a0\u202f\u3000\u200b\u00ad\ufeff\u0301\u200d\x00\ud800\udfff",
    *(
        "\r\n",
        "👍🏽",
        "👩‍🚀",
        "🇷🇺",
        "𝔸",
        "ﬁ",
        "中文。",
        "شبكة",
        "Д. О. Рогозин",
        "William M. Shepherd",
        "т. е.",
        "2019 г.",
        "U.S.",
    ),
    *(
        "Oct. 31",
        " the ",
        " и ",
        " The word ",
        "Роскосмос",
        "NASA",
        "https://a.example/б?c=1",
        "@имя",
        "— Рогозин",
        "Рoгoзин",
    ),
    *(
        "some words that are long enough for a wrapped line of text\n",
        "слова, которых хватит на строку письма с переносом\n",
    ),
)
texts = st.one_of(st.text(), st.lists(st.sampled_from(FRAGMENTS), max_size=40).map("".join))


def unescaped(text: str) -> str:
    return text.replace("\\n", "\n").replace("\\t", "\t").replace("\\r", "\r")


def assert_exact(text: str, spans: list[Span]) -> None:
    position, block = 0, 0
    for span in spans:
        assert span.text == text[span.start : span.end]
        assert span.text
        assert span.text == span.text.strip()
        assert span.start >= position
        assert not text[position : span.start].strip(), "only whitespace between spans"
        assert span.block >= block
        position, block = span.end, span.block
    assert not text[position:].strip(), "nothing is lost at the end"


@pytest.mark.parametrize("marked", CASES)
def test_spans(marked):
    parts = unescaped(marked).split(CUT)
    text = "".join(parts)
    assert [span.text for span in split_spans(text)] == [part.strip() for part in parts]


@settings(max_examples=1000, deadline=None)
@given(texts)
@example("")
@example("\x00")
@example("\ud800 я \udfff the")
def test_offsets_order_and_coverage(text):
    spans = split_spans(text)
    assert_exact(text, spans)
    assert spans == split_spans(text), "the same each time"


@settings(max_examples=500, deadline=None)
@given(texts)
def test_spans_of_a_span(text):
    """What a span is split into when it stands alone covers it too, and a line never has more blocks than it had."""
    for span in split_spans(text):
        again = split_spans(span.text)
        assert_exact(span.text, again)
        assert again[0].start == 0
        assert again[-1].end == len(span.text)
        assert "".join("".join(s.text for s in again).split()) == "".join(span.text.split())


@pytest.mark.parametrize(
    "path", sorted(p for p in EXAMPLES.glob("*") if p.suffix in {".txt", ".md"}), ids=lambda p: p.name
)
def test_sentences_of_real_pages_stay_whole_alone(path):
    """What the rules call one sentence is one when it stands alone, too."""
    text = path.read_bytes().decode("utf-8", "replace")
    spans = split_spans(text)
    assert_exact(text, spans)
    for span in spans:
        if "\n" not in span.text:
            assert [again.text for again in split_spans(span.text)] == [span.text]


def test_a_wrapped_sentence_in_one_line():
    text = "Агентство сообщило, что новый двигатель испытали на \r\n  заводе под Пермью и что он готов."
    (span,) = split_spans(text)
    assert span.text == text
    assert span.line == "Агентство сообщило, что новый двигатель испытали на заводе под Пермью и что он готов."


def test_signature_names_splitter_and_dictionary():
    assert re.fullmatch(r"[0-9a-f]{16}\+razdel-\S+\+pymorphy3-dicts-ru-\S+", spans_signature())


HOSTILE = {
    "one word": "a",
    "one word after two scripts": ("я the ", "a"),
    "letters and hyphens": ("я the ", "a-"),
    "letters and stops": ("я the ", "a."),
    "letters and at signs": ("я the ", "a@"),
    "slashes": ("я http://", "a/"),
    "closing brackets after an address": ("я http://(", ")"),
    "underscores": ("я the ", "_"),
    "stops": ".",
    "spaced stops": ". ",
    "initials": "А. ",
    "abbreviations": "г. ",
    "numbers": "1. ",
    "quotes": '"',
    "spaced quotes": '" ',
    "opening quotes": "«",
    "brackets": "(",
    "closing brackets": ")",
    "brackets around words": "the я (",
    "quotes that stay open": "the «я ",
    "words in turn": "the я ",
    "names in turn": "Orbita я ",
    "emphasis": "the *я* ",
    "combining marks": ("я the e", "\u0301"),
    "spaces": ("я the ", " "),
    "tabs": "a\t",
    "bars": "a|",
    "menu": "Вход  ",
    "blank lines": "\n",
    "short lines": "abc\n",
    "wrapped lines": "some words of a paragraph that is wrapped at this width\n",
    "commas": "слово,",
    "emoji": "👍🏽",
    "NUL": "\x00",
    "lone surrogates": "\ud800",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_linear_time(name):
    """Four times as much text takes about four times as long; what is quadratic takes sixteen times."""
    head, unit = ("", HOSTILE[name]) if isinstance(HOSTILE[name], str) else HOSTILE[name]

    def cpu_seconds(characters: int) -> float:
        text = head + unit * (characters // len(unit)) + "x"
        best = float("inf")
        for _ in range(3):
            started = time.process_time()
            spans = split_spans(text)
            best = min(best, time.process_time() - started)
        assert_exact(text, spans)
        return best

    size = 4_000
    while (once := cpu_seconds(size)) < 0.004 and size < 250_000:
        size *= 4
    assert cpu_seconds(4 * size) < 10 * once + 0.002


def test_five_megabytes_in_one_line():
    text = "слово," * 833_334
    assert_exact(text, split_spans(text))
