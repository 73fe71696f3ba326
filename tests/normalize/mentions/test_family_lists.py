"""Rows of known family names without commas."""

import pytest

from normalize.gazetteer.curated import known_people
from normalize.kinds import PERSON, Found
from normalize.mentions.family_lists import part_family_names
from normalize.mentions.find import find_names


@pytest.mark.parametrize(
    ("lang", "text", "lemmas"),
    [
        ("en", "Putin Macron Zelensky Scholz", ["Putin", "Macron", "Zelensky", "Scholz"]),
        ("en", "Merkel Macron Johnson: who wins?", ["Merkel", "Macron", "Johnson"]),
        ("en", "Trump Biden Obama Bush Clinton", ["Trump", "Biden", "Obama", "Bush", "Clinton"]),
        ("ru", "Путин Макрон Зеленский Шольц", ["Путин", "Макрон", "Зеленский", "Шольц"]),
        ("ru", "Лавров Блинкен Бербок провели встречу", ["Лавров", "Блинкен", "Бербок"]),
        ("ru", "Встреча Путина Макрона Шольца", ["Путин", "Макрон", "Шольц"]),
    ],
)
def test_a_row_of_family_names_is_that_many_people(lang, text, lemmas):
    assert [m.lemma for m in find_names(text, lang) if m.kind == "person"] == lemmas


@pytest.mark.parametrize(
    ("lang", "text", "surface"),
    [
        ("en", "Franklin Delano Roosevelt spoke.", "Franklin Delano Roosevelt"),
        ("en", "Hillary Rodham Clinton spoke.", "Hillary Rodham Clinton"),
        ("en", "John Fitzgerald Kennedy spoke.", "John Fitzgerald Kennedy"),
        ("ru", "Хиллари Родэм Клинтон выступила.", "Хиллари Родэм Клинтон"),
    ],
)
def test_a_given_name_makes_it_one_person(lang, text, surface):
    assert [m.surface for m in find_names(text, lang)] == [surface]


def test_no_known_person_is_parted():
    for person in known_people():
        for spelling in person.spellings():
            whole = [Found(0, len(spelling), PERSON, 1.0, "any")]
            assert part_family_names(spelling, whole) == whole


@pytest.mark.parametrize("text", ["Хан Мён Сок", "Хён Ён Чхоль", "Ford Lincoln Tesla"])
def test_syllables_and_makes_are_no_row(text):
    whole = [Found(0, len(text), PERSON, 1.0, "any")]
    assert part_family_names(text, whole) == whole
