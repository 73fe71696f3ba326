"""Known places: every spelling leads to its place, and no two places are one."""

import itertools
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from normalize.gazetteer.curated import known_places
from normalize.gazetteer.territories import differ_in_place, places_named, places_of_word, places_within, state_of
from normalize.gazetteer.territory_index import territories
from normalize.match.compare import compare
from normalize.resources import read_rows
from normalize.transliteration.romanize import romanize

REGIONS = [p for p in known_places() if p.sort == "region" and p.country in {"RU", "UA", "BY", "KZ"}]
STATES = [row[1:3] for row in read_rows("normalize.gazetteer", "gazetteer_states.tsv", columns=5)]


@pytest.mark.parametrize(
    "names",
    [
        "Самарская область|Самарской области|Самарской обл.|Samara Oblast|Samara Region|Samarskaya oblast",
        "Литва|Литвы|Lithuania|Литовская Республика|Republic of Lithuania|Litva",
        "Нижегородская область|Nizhny Novgorod Oblast|Nizhegorodskaya oblast",
        "Польша|Республика Польша|Republic of Poland|Польской Республики",
        "Киргизия|Кыргызстан|Кыргызская Республика|Kyrgyz Republic",
        "Крым|Республика Крым|Crimea|Крыму",
        "Кот-д'Ивуар|Кот-д’Ивуара|Ivory Coast",
    ],
)
def test_spellings_of_one_place(names):
    found = {places_named(name) for name in names.split("|")}
    assert len(found) == 1
    assert len(found.pop()) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Самарская область", "Амурская область"),
        ("Самара", "Самарская область"),
        ("Алтайский край", "Республика Алтай"),
        ("Германия", "ГДР"),
        ("Niger", "Нигерия"),
        ("Nigeriya", "Нигера"),
        ("Республика Корея", "КНДР"),
        ("Олбани", "Албания"),
        ("Доминика", "Доминиканская Республика"),
        ("Словакии", "Slovenia"),
        ("Австралия", "Austria"),
    ],
)
def test_two_places(one, other):
    assert not places_named(one) & places_named(other)


def test_a_name_may_mean_several_places():
    assert len(places_named("Georgia")) == 2
    assert not places_named("Конго"), "an ambiguous name of the gazetteer means none for certain"


@pytest.mark.parametrize(
    ("word", "state"), [("литовского", "LT"), ("Lithuanian", "LT"), ("Литвы", "LT"), ("Latvii", "LV"), ("США", "US")]
)
def test_words_of_states(word, state):
    assert {state_of(place) for place in places_of_word(word)} == {state}


@pytest.mark.parametrize("word", ["суд", "завод", "Победа", "победы", "республика", "Oblast", "", "и", "банк"])
def test_common_words_are_no_places(word):
    assert places_of_word(word) == frozenset()


@pytest.mark.parametrize(
    ("one", "other", "differ"),
    [
        ("омский", "томский", True),
        ("Омск", "омский", False),
        ("московского", "Москва", False),
        ("Moskovsky", "московская", False),
        ("Samarskaya", "Amurskaya", True),
        ("калининградского", "ленинградского", True),
        ("красный", "грозный", False),  # one of them is no place
    ],
)
def test_words_made_from_places(one, other, differ):
    assert differ_in_place(one, other) is differ


def test_places_inside_longer_names():
    words = ["Ministry", "of", "Foreign", "Affairs", "of", "Papua", "New", "Guinea"]
    ((start, end, places),) = places_within(words)
    assert words[start:end] == ["Papua", "New", "Guinea"]
    assert {state_of(place) for place in places} == {"PG"}


def test_no_two_regions_are_one():
    """All pairs in one spelling, and a sample in the others; bench/territories.py tries them all."""
    spellings = [list(dict.fromkeys((p.ru, p.en, romanize(p.ru), *p.variants_en))) for p in REGIONS]
    ids = [places_named(p.ru) for p in REGIONS]
    pairs = [(i, j) for i, j in itertools.combinations(range(len(REGIONS)), 2) if not ids[i] & ids[j]]
    assert len(pairs) > 10_000
    assert not [(REGIONS[i].ru, REGIONS[j].ru) for i, j in pairs if compare(REGIONS[i].ru, REGIONS[j].ru, "place").same]
    rng = random.Random(1)
    for i, j in rng.sample(pairs, 2_000):
        a, b = rng.choice(spellings[i]), rng.choice(spellings[j])
        assert not compare(a, b, "place").same, (a, b)


def test_no_two_states_are_one():
    for one, other in itertools.combinations(STATES, 2):
        assert not places_named(one[0].rstrip("?")) & places_named(other[1].rstrip("?")), (one, other)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=40))
def test_any_text_may_be_looked_up(text):
    assert isinstance(places_named(text), frozenset)
    assert isinstance(places_of_word(text), frozenset)


def test_every_adjective_is_of_a_place_that_has_a_name():
    index = territories()
    assert {place for places in index.adjectives.values() for place in places} <= index.names.keys()
    assert places_of_word("гонконгский") == places_of_word("Гонконг") == {"hong-kong"}
