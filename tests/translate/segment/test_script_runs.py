"""A sentence in two alphabets: kept whole or cut. The cases are in cases/spans.tsv; here is what they rest on."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from translate.segment.script_runs import QUOTED_TITLE, runs


def cut(text: str) -> list[str]:
    return [text[start:end] for start, end in runs(text, 0, len(text))]


@pytest.mark.parametrize("text", ["The port is open.", "Порт открыт.", "2019 — 2020", "中文", "Войти NASA"])
def test_whole(text):
    assert cut(text) == [text]


def test_a_short_quotation_is_a_title_and_a_long_one_is_english():
    title = "Он прочёл «What is to be» вчера"
    assert len(["What", "is", "to", "be"]) <= QUOTED_TITLE
    assert cut(title) == [title]
    assert cut("Он сказал: «it is not what we had in mind», и ушёл") == [
        "Он сказал:",
        "«it is not what we had in mind»,",
        "и ушёл",
    ]


@pytest.mark.parametrize(
    ("opening", "closing"), [("«", "»"), ("“", "”"), ("„", "“"), ('"', '"'), ("(", ")"), ("*", "*"), ("`", "`")]
)
def test_marks_stay_with_the_words_between_them(opening, closing):
    marked = f"{opening}порт{closing}"
    assert cut(f"They write {marked} on it") == ["They write", marked, "on it"]


def test_a_quotation_that_goes_on_keeps_its_mark():
    assert cut("He said: «Порт закрыт.") == ["He said:", "«Порт закрыт."]
    assert cut("Ждите», he said") == ["Ждите»", ", he said"]


@pytest.mark.xfail(strict=True, reason="an English lead-in without a function word, a Russian list")
def test_known_failure():
    assert cut("Slogan: Мир, труд, май!") == ["Slogan:", "Мир, труд, май!"]


@settings(max_examples=500, deadline=None)
@given(
    st.lists(st.sampled_from([*"я«»\"'()[]*_`!:. -", " the ", " и ", "NASA", " of ", "мост", "x@y.ru"])).map("".join)
)
def test_runs_cover_the_sentence(text):
    text = text.strip()
    position = 0
    for start, end in runs(text, 0, len(text)) if text else ():
        assert start < end
        assert not text[position:start].strip()
        position = end
    assert position == len(text)
