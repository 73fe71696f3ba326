"""Names of texts that stand alone, as they are held against the English."""

import pytest
from cases import read_cases

from normalize import Mention
from translate.names.find import find_source_names, source_names


@pytest.mark.parametrize(("text", "expected"), read_cases(__file__, "found.tsv"))
def test_names(text, expected):
    (found,) = find_source_names([text], "ru")
    assert " | ".join(f"{n.surface} = {n.lemma} = {n.english}" for n in found) == expected.replace(
        "-", "", expected == "-"
    )
    assert all(text[n.start : n.end] == n.surface for n in found)


def _person(surface, lemma, start=5):
    return Mention(start, start + len(surface), surface, "person", lemma, "x", "tagger", 0.9, 0.9)


def test_an_oblique_form_is_told_by_another_name_of_the_document():
    found = source_names([[_person("Мурабаши", "Мурабаша")], [_person("Мурабашей", "Мурабашей")]], ["d", "d"])
    assert [name.lemma for names in found for name in names] == ["Мурабаша", "Мурабаша"]
    found = source_names([[_person("Мурабаши", "Мурабаша")], [_person("Мурабашей", "Мурабашей")]], ["d", "e"])
    assert found[1][0].lemma == "Мурабашей"


def test_a_woman_of_a_family_is_no_form_of_the_man():
    found = source_names([[_person("Зубарев", "Зубарев"), _person("Зубарева", "Зубарева", 20)]], ["d"])
    assert [name.lemma for name in found[0]] == ["Зубарев", "Зубарева"]


def test_a_common_word_at_the_beginning_is_no_name():
    assert source_names([[_person("Секретарь", "Секретарь", 0)]], ["d"]) == [[]]
    assert len(source_names([[_person("Секретарь", "Секретарь", 7)]], ["d"])[0]) == 1


def test_a_family_name_is_spelled_like_the_known_person_of_its_document():
    full, alone = _person("Владимир Зеленский", "Владимир Зеленский"), _person("Зеленского", "Зеленский", 40)
    found = source_names([[full, alone]], ["d"])
    assert found[0][1].romanized == found[0][0].romanized.split()[-1]


def test_a_noun_in_small_letters_is_no_part_of_a_name():
    assert source_names([[_person("Генсекретарь альянса", "Генсекретарь альянса")]], ["d"]) == [[]]
    assert len(source_names([[_person("Урсула фон дер Ляйен", "Урсула фон дер Ляйен")]], ["d"])[0]) == 1


def test_a_known_name_is_its_own_nominative():
    ((name,),) = source_names([[_person("Нарендра Моди", "Нарендр Моди")]], ["d"])
    assert (name.lemma, name.romanized) == ("Нарендра Моди", "Narendra Modi")
