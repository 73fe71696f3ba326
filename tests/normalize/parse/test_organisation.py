import pytest

from normalize.parse.organisation import parse_organisation
from normalize.parse.organisation_words import HEAD, LEGAL, NUMBER, WORD, word_meaning


def kinds(name):
    return {word.text: word.kind for word in parse_organisation(name).words}


def test_legal_form_class_noun_and_proper_name():
    found = kinds("ООО «Мыркинский завод»")
    assert found["ООО"] == LEGAL
    assert found["Мыркинский"] == WORD
    assert found["завод"] not in {LEGAL, WORD}


def test_what_is_compared_is_without_the_legal_form():
    assert [word.text for word in parse_organisation("Мыркин ООО").content] == ["Мыркин"]
    assert [word.text for word in parse_organisation("Myrkin GmbH").content] == ["Myrkin"]


def test_a_number_is_kept():
    assert kinds("Школа № 57")["57"] == NUMBER


@pytest.mark.parametrize("words", [("zavod", "завода"), ("institut", "институту", "institute")])
def test_one_meaning_in_both_languages(words):
    first, *others = (word_meaning(word).concepts for word in words)
    assert first
    assert all(other == first for other in others)


def test_an_unknown_word_has_no_meaning():
    assert word_meaning("мыркин").kind == WORD
    assert not word_meaning("мыркин").concepts
    assert word_meaning("министерство").kind == HEAD
