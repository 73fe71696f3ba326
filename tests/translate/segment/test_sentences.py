"""Where sentences end, and which rule says so."""

from pathlib import Path

import pytest
from cases import read_cases
from hypothesis import given, settings
from hypothesis import strategies as st

from translate.resources import abbreviations, word_lists
from translate.segment.sentence_rules import RULES, Boundary, ends_sentence
from translate.segment.sentences import WINDOW, sentences

CASES = read_cases(__file__, "sentences.tsv")
GOLD = Path(__file__).parents[3] / "bench" / "data" / "sentences.tsv"


def rows(path: Path) -> list[list[str]]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


def split(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text, 0, len(text))]


@pytest.mark.parametrize(("marked", "answer", "rule"), CASES)
def test_rules(marked, answer, rule):
    left, _, right = marked.partition("⟂")
    glued = not left.endswith(" ")
    left, right = left.strip(), right.strip()
    bracketed = left.rfind("(") > max(0, left.rfind(")")) and ")" in right
    at = Boundary(left if len(left) <= 24 else "", left[-WINDOW:], right[:WINDOW], glued, bracketed)
    assert ends_sentence(at) == (answer == "end", rule)


def test_every_rule_has_a_case():
    assert {rule.__name__ for rule in RULES} == {case.values[2] for case in CASES}


def test_hard_boundaries_of_the_benchmark():
    """What bench/spans.py measures does not get worse: four errors at 169 boundaries."""
    errors = 0
    for _lang, marked, _why in rows(GOLD):
        expected = marked.split("␤")
        found = split(" ".join(expected))
        errors += len(set(found) ^ set(expected)) > 0
    assert errors <= 4


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ну... Петров прав.", ["Ну... Петров прав."]),
        ("He lives in the U.K. France is near.", ["He lives in the U.K.", "France is near."]),
        ("maybe you do! i don't", ["maybe you do!", "i don't"]),
        ("see you on monday. bye", ["see you on monday.", "bye"]),
        ("«Зачем? — спросил он. — Не надо».", ["«Зачем? — спросил он. — Не надо»."]),
    ],
)
@pytest.mark.xfail(strict=True, reason="needs to know what the sentence says")
def test_known_failures(text, expected):
    assert split(text) == expected


@settings(max_examples=300, deadline=None)
@given(st.text(st.sampled_from("абВГ dEf.!?…;:\"'«»“”()[]—-1 \n")))
def test_sentences_cover_the_text(text):
    text = text.strip()
    found = list(sentences(text, 0, len(text)))
    position = 0
    for start, end in found:
        assert start < end
        assert not text[position:start].strip()
        assert text[start:end] == text[start:end].strip()
        position = end
    assert position == len(text)


def test_part_of_a_text():
    text = "Нет. Да. Может быть."
    assert [text[s:e] for s, e in sentences(text, 5, len(text))] == ["Да.", "Может быть."]


def test_lists_are_in_lower_case_without_the_last_stop():
    assert all(word == word.lower() and not word.endswith(".") for word in abbreviations())
    assert set().union(*abbreviations().values()) == {"before", "number", "either", "after", "answer", "pair", "title"}
    assert all(
        word == word.lower()
        for words in word_lists("translate.segment", "function_words.tsv").values()
        for word in words
    )
