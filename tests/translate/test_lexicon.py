"""One word alone, by dictionary form and part of speech."""

import pytest
from cases import read_cases
from hypothesis import given, settings
from hypothesis import strategies as st

from translate import Translator
from translate.lexicon import plural, word_in_english


@pytest.mark.parametrize(("russian", "english"), read_cases(__file__, "lexicon.tsv"))
def test_word(russian, english):
    assert word_in_english(russian) == (None if english == "-" else english)


@pytest.mark.parametrize(
    ("singular", "many"),
    [
        ("cat", "cats"),
        ("city", "cities"),
        ("day", "days"),
        ("bus", "buses"),
        ("church", "churches"),
        ("serviceman", "servicemen"),
        ("old woman", "old women"),
        ("Roman", "Romans"),
        ("piece of paper", "pieces of paper"),
        ("commander-in-chief", "commanders-in-chief"),
        ("hero", "heroes"),
        ("photo", "photos"),
        ("news", "news"),
        ("half", "halves"),
        ("chief", "chiefs"),
    ],
)
def test_plural(singular, many):
    assert plural(singular) == many


def test_the_translator_answers_without_the_engine():
    translator = Translator.load("ru", "en")
    texts = ["Взятка", "«КОТЫ»", "Собаки (12)", "Врачи / Учителя", "кот."]
    answers = translator.translate(texts)
    assert [a.text for a in answers] == ["Bribe", '"CATS"', "Dogs (12)", "Doctors / Teachers", "cat."]
    assert {a.status for a in answers} == {"glossary"}


@settings(deadline=None)  # the first text loads the dictionary
@given(st.text(max_size=70))
def test_any_text(text):
    found = word_in_english(text)
    assert found is None or found.strip()
