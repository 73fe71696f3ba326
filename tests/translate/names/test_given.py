"""Given names in the English: made-up ones go, and which spellings of known ones are usual."""

import pytest

from translate.names.find import find_source_names
from translate.names.given import drop_made_up_given, is_unusual


@pytest.mark.parametrize(
    ("source", "english", "expected"),
    [
        ("Юрий Жмыхов ушёл", "Yuri Sergei Zhmykhov left", "Yuri Zhmykhov left"),
        ("Вчера Жмыхов ушёл", "Ivan Zhmykhov left yesterday", "Zhmykhov left yesterday"),
        ("Слово Александра Жмыхова", "Alexander Zhmykhov's word", "Alexander Zhmykhov's word"),
        ("Вчера Путин ушёл", "Vladimir Putin left yesterday", "Vladimir Putin left yesterday"),
    ],
)
def test_made_up_given_names_go(source, english, expected):
    (names,) = find_source_names([source], "ru")
    assert names
    assert drop_made_up_given(source, names, english) == expected


@pytest.mark.parametrize(
    ("given", "english"),
    [("Тамара", "Tamar"), ("Зинаида", "Zinaid"), ("Иван", "Ivana"), ("Ксения", "Kseni"), ("Сергей", "Sergea")],
)
def test_another_ending_is_unusual(given, english):
    assert is_unusual(given, english)


@pytest.mark.parametrize(
    ("given", "english"),
    [
        ("Тамара", "Tamara"),
        ("Ксения", "Xenia"),
        ("Пётр", "Peter"),
        ("Юлия", "Julia"),
        ("Юрий", "Yury"),
        ("Илья", "Ilya"),
    ],
)
def test_usual_spellings_are_kept(given, english):
    assert not is_unusual(given, english)
