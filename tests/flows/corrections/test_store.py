"""The store of corrections: what is added is kept, what contradicts is refused with both places, errors change nothing."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.corrections import Correction, CorrectionsError, Located, add, load, save
from flows.corrections.store import for_language

CAT = Correction("Кот спит.", "The cat sleeps.", author="anna")


@pytest.fixture
def store(tmp_path):
    return tmp_path / "out" / "corrections.tsv"


def test_nothing_is_stored_at_first(store):
    assert load(store) == []
    assert len(for_language(store, "ru")) == 0
    assert len(for_language(None, "ru")) == 0


def test_what_is_added_is_loaded(store):
    assert add(store, [CAT, Correction("Дом", "House")]).new == 2
    assert load(store) == [CAT, Correction("Дом", "House")]
    assert add(store, [CAT, Correction("Кіт", "Cat", "uk")]).same == 1
    assert for_language(store, "ru").lookup("Кот спит.") == "The cat sleeps."
    assert for_language(store, "uk").lookup("Кот спит.") is None


def test_the_store_may_be_edited_by_hand(store):
    save(store, [CAT])
    with store.open("a", encoding="utf-8") as file:
        file.write("\n# a note\r\nru\tПёс\tDog\r\n")
    assert load(store)[1] == Correction("Пёс", "Dog")


def test_a_conflict_with_the_store_names_both_lines_and_changes_nothing(store):
    save(store, [CAT])
    before = store.read_bytes()
    new = [
        Located(Correction("Дом", "House"), "new.tsv:1"),
        Located(Correction("Кот спит.", "Cat asleep"), "new.tsv:2"),
    ]
    with pytest.raises(
        CorrectionsError, match=r"corrections\.tsv:3 and new\.tsv:2 contradict .*'The cat sleeps\.'.*--replace"
    ):
        add(store, new)
    assert store.read_bytes() == before
    assert add(store, new, replace_old=True).replaced == 1
    assert [c.english for c in load(store)] == ["Cat asleep", "House"]


def test_two_new_ones_that_differ_are_refused_even_with_replace(store):
    new = [Located(Correction("Дом", "House"), "a.tsv:1"), Located(Correction(" Дом ", "Home"), "a.tsv:7")]
    with pytest.raises(CorrectionsError, match=r"a\.tsv:1 and a\.tsv:7"):
        add(store, new, replace_old=True)
    assert not store.exists()


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("ru\tДом", r"corrections\.tsv:2: 2 cells"),
        ("ru\tДом\tHouse\tanna\tx", r"corrections\.tsv:2: 5 cells"),
        ("ru\tДом\t ", r"corrections\.tsv:2: english is empty"),
        ("ru\tДом\tHouse\nru\tДом\tHome", r"corrections\.tsv:2 and .*corrections\.tsv:3"),
    ],
)
def test_a_wrong_line_is_named(store, line, told):
    store.parent.mkdir()
    store.write_text(f"# head\n{line}\n", encoding="utf-8")
    with pytest.raises(CorrectionsError, match=told):
        load(store)


def test_a_store_that_is_not_utf8_is_told(store):
    store.parent.mkdir()
    store.write_bytes("ru\tДом\tHouse".encode("cp1251"))
    with pytest.raises(CorrectionsError, match="not UTF-8"):
        load(store)


@settings(max_examples=50, deadline=None)
@given(st.dictionaries(st.text(min_size=1), st.text(min_size=1), max_size=5))
def test_any_texts_come_back(tmp_path_factory, pairs):
    made = {c.key: c for c in (Correction(s, e) for s, e in pairs.items()) if c.source and c.english}
    path = tmp_path_factory.mktemp("any") / "corrections.tsv"
    save(path, list(made.values()))
    assert load(path) == list(made.values())
