import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from normalize.gazetteer.lookup import is_ambiguous, lookup
from normalize.resources import read_rows


@pytest.mark.parametrize(
    ("name", "entry_id"),
    [
        ("МКС", "iss"),
        ("ISS", "iss"),
        ("Международной космической станции", "iss"),
        ("НАСА", "nasa"),
        ("ЕКА", "esa"),
        ("Роскосмоса", "roscosmos"),
        ("госкорпорации «Роскосмос»", "roscosmos"),
        ("Roscosmos State Corporation", "roscosmos"),
        ("МИДа", "mid-ru"),
        ("Центробанк", "bank-of-russia"),
        ("the United Nations", "un"),
        ("США", "state-us"),
        ("U.S.", "state-us"),
        ("Москве", "capital-ru"),
        ("Нижнем Новгороде", "nizhny-novgorod"),
        ("Kiev", "capital-ua"),
    ],
)
def test_names_lead_to_their_entry(name, entry_id):
    assert [entry.id for entry in lookup(name)] == [entry_id]


@pytest.mark.parametrize("name", ["us", "who", "Иван Петров", "", "...", "мид"])
def test_other_words_lead_nowhere(name):
    assert lookup(name) == ()


def test_kinds_narrow_the_search():
    assert lookup("МКС", "organisation") == ()
    assert lookup("МКС", "place")


def test_ids_elsewhere():
    assert lookup("Россия")[0].external_ids == {"iso3166": "RU", "wikidata": "Q159"}
    assert lookup("NASA")[0].external_ids == {"wikidata": "Q23548"}


@pytest.mark.parametrize(
    ("name", "ambiguous"), [("ЦБ", True), ("МИД", True), ("Конго", True), ("ФСБ", False), ("Банк России", False)]
)
def test_ambiguous_names_are_flagged(name, ambiguous):
    assert is_ambiguous(name, lookup(name)[0]) is ambiguous


def test_every_name_of_every_row_finds_its_row():
    for entry_id, kind, name_en, name_ru, aliases, _ in read_rows("normalize.gazetteer", "gazetteer.tsv", columns=6):
        for name in (name_en, name_ru, *aliases.split("|")):
            plain = name.removesuffix("?")
            assert not plain or entry_id in {entry.id for entry in lookup(plain, kind)}, plain


def test_curated_rows_are_complete_and_ids_unique():
    rows = list(read_rows("normalize.gazetteer", "gazetteer.tsv", columns=6))
    assert len({row[0] for row in rows}) == len(rows)
    assert {row[1] for row in rows} == {"organisation", "place"}
    assert all(row[2] and row[3] for row in rows)


def test_every_capital_has_its_state():
    states = {row[0] for row in read_rows("normalize.gazetteer", "gazetteer_states.tsv", columns=5)}
    capitals = [row[0] for row in read_rows("normalize.gazetteer", "gazetteer_capitals.tsv", columns=5)]
    assert len(capitals) == len(set(capitals))
    assert set(capitals) - states == {"TW"}


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=60))
def test_any_text_may_be_looked_up(text):
    assert isinstance(lookup(text), tuple)
