"""Tests of normalize.text.homoglyphs."""

import pytest

from normalize.text.homoglyphs import letters_taken_for_cyrillic, repair_homoglyphs, repair_text


@pytest.mark.parametrize(
    ("text", "repaired"),
    [
        pytest.param("Coкoлoв", "Соколов", id="latin letters in a cyrillic word"),
        pytest.param("Stаrling", "Starling", id="cyrillic letter in a latin word"),
        pytest.param("К. O. Соколов", "К. О. Соколов", id="lone initial among cyrillic words"),
        pytest.param("Пётр I", "Пётр I", id="a ruler's number is Latin"),
        pytest.param("Trump'а", "Trump'а", id="russian ending of a latin word"),
        pytest.param("Жz", "Жz", id="no alphabet holds both letters"),
        pytest.param("Соколов Starling", "Соколов Starling", id="words of one alphabet each"),
    ],
)
def test_names(text, repaired):
    assert repair_homoglyphs(text) == repaired
    assert repair_homoglyphs(repaired) == repaired


@pytest.mark.parametrize(
    ("text", "repaired"),
    [
        pytest.param("Зaвод стоит", "Завод стоит", id="mixed word"),
        pytest.param("см. site/завoд", "см. site/завoд", id="address"),
        pytest.param("PRка пришла", "PRка пришла", id="latin word with a russian ending"),
    ],
)
def test_running_text_keeps_its_length(text, repaired):
    assert repair_text(text) == repaired
    assert len(repair_text(text)) == len(text)


@pytest.mark.parametrize(
    ("letter", "taken_for"),
    [
        pytest.param("c", "с", id="same shape"),
        pytest.param("æ", "ӕ", id="ossetian, typed without its keyboard"),
        pytest.param("C", None, id="capitals tell nothing"),
    ],
)
def test_what_a_language_is_asked_with(letter, taken_for):
    assert letters_taken_for_cyrillic().get(letter) == taken_for


def test_letters_for_the_language_alone_are_not_repaired():
    assert repair_homoglyphs("цæгат") == "цæгат"
