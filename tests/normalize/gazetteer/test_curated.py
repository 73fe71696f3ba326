"""The curated tables: what is looked up is found, and every row has what the code relies on."""

import re

import pytest

from normalize.gazetteer.curated import (
    acronyms,
    known_names,
    known_organisations,
    known_people,
    known_places,
    known_things,
)

CONDITIONS = {"NUM_BEFORE", "NUM_AFTER", "NAME_AFTER", "NAME_BESIDE", "YEAR_AFTER", "IN_BRACKETS"}


@pytest.mark.parametrize(
    ("text", "kind", "english"),
    [
        ("Хасан Насралла", "person", "Hassan Nasrallah"),
        ("ван и", "person", "Wang Yi"),
        ("Министерство иностранных дел", "organisation", "Foreign Ministry"),
        ("авианосец «Адмирал Кузнецов»", "thing", "Admiral Kuznetsov"),
        ("Беларусь", "place", "Belarus"),
    ],
)
def test_a_name_is_found_by_any_of_its_spellings(text, kind, english):
    assert english in {name.en for name in known_names(text, kind)}


def test_a_body_of_many_states_is_nobodys():
    assert {name.country for name in known_names("МИД", "organisation") if name.acronym_ru == "МИД"} == {""}


@pytest.mark.parametrize("text", ["", "...", "столешница вчера", "мид"])
def test_other_words_are_not_found(text):
    assert known_names(text) == ()


def test_an_acronym_has_its_english():
    assert [a.en_short[0] for a in acronyms("ДТП")] == ["road accident"]
    assert acronyms("дтп") == ()


def test_of_english_names_of_equal_right_the_first_is_the_name():
    [agency] = known_names("Росстат")
    assert agency.en == "Rosstat"
    assert "Federal State Statistics Service" in agency.variants_en
    assert not any(
        ";" in name.en for name in (*known_people(), *known_organisations(), *known_places(), *known_things())
    )


def test_every_row_has_both_languages():
    for name in (*known_people(), *known_organisations(), *known_places(), *known_things()):
        assert name.ru.strip() == name.ru, name
        assert name.en.strip() == name.en, name
        assert name.en, name
        assert not re.search("[а-яё]", name.en, re.IGNORECASE), name


def test_a_country_is_a_code():
    for name in (*known_organisations(), *known_places()):
        assert re.fullmatch("|[A-Z]{2}(?:[;/-][A-Z]{2})*|[A-Z]{2,3}", name.country), name
