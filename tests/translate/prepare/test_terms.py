"""A user's terms inside sentences: found in every form, put in, kept, told when lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scripted import ScriptedEngine

from translate.glossary import Entry, Glossary
from translate.prepare.terms import Terms, is_term, put_in
from translate.translator import Translator

TERMS = Terms(
    {
        "токамак": "tokamak",
        "Северная верфь": "Northern Shipyard",
        "верфь": "yard",
        "ГЛК": "GLK",
        "Заря": "",
        "умный счётчик": "smart meter",
        "T-15": "T15",
    }
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Рядом с токамаками и токамаком", ["tokamak", "tokamak"], id="cases and numbers"),
        pytest.param("Токамак пущен", ["tokamak"], id="a capital at the beginning of a sentence"),
        pytest.param("Директор Северной верфи и другие верфи", ["Northern Shipyard", "yard"], id="the longer first"),
        pytest.param("Умные счетчики у всех", ["smart meter"], id="ё written as е"),
        pytest.param("В ГЛК и ГЛК-2, но не глк", ["GLK"], id="capitals are themselves only"),
        pytest.param("Утренняя заря и газета «Заря»", ["Заря"], id="a name needs its capital"),
        pytest.param("Сотрудники Зари", ["Зари"], id="kept as it stands"),
        pytest.param("Установка T-15 готова", ["T15"], id="in Latin letters"),
        pytest.param("северная, верфь", ["yard"], id="a comma parts the words of a term"),
        pytest.param("токамакоподобный", [], id="a longer word"),
    ],
)
def test_terms_are_found(text, expected):
    assert [term.english for term in TERMS.find(text)] == expected


def test_in_capitals_letter_case_tells_nothing():
    assert [t.english for t in TERMS.find("ДИРЕКТОР СЕВЕРНОЙ ВЕРФИ", any_case=True)] == ["Northern Shipyard"]


@given(st.text(alphabet="ЗаряТокмГЛК -.,2", max_size=40))
def test_offsets_are_of_the_text(text):
    last = 0
    for term in TERMS.find(text):
        assert last <= term.start < term.end
        assert not term.kept or text[term.start : term.end] == term.english
        last = term.end


def test_putting_in():
    text = "Директор Зари купил токамак у Зари"
    assert put_in(text, TERMS.find(text), "XQ", 3) == (
        "Директор XQ3 купил tokamak у XQ4",
        ("tokamak",),
        ("Зари", "Зари"),
    )


@pytest.mark.parametrize(
    ("source", "meant"),
    [("Войти", False), ("войти в систему", True), ("курс", True), ("МКС", True), ("быстро", False), ("...", False)],
)
def test_what_is_meant_inside_sentences(source, meant):
    assert is_term(source) is meant


def translate_with(entries, table, text):
    glossary = Glossary([Entry(source, target, by_user=True) for source, target in entries.items()])
    engine = ScriptedEngine(table)
    return Translator(engine, glossary=glossary).translate([text])[0], engine


def test_a_term_is_in_the_english_and_names_are_left_alone():
    got, engine = translate_with(
        {"Роскосмос": "the Russian space agency"},
        {"Глава the Russian space agency уволен": "The head of the Russian space agency was fired"},
        "Глава Роскосмоса уволен",
    )
    assert (got.text, got.status) == ("The head of the Russian space agency was fired", "ok")
    assert engine.asked == ["Глава the Russian space agency уволен"]


def test_a_term_that_the_engine_loses_comes_through_behind_a_name():
    got, _ = translate_with(
        {"токамак": "tokamak"},
        {
            "Построен tokamak в городе": "A towel was built in the city",
            "Построен Google в городе": "A Google was built in the city",
        },
        "Построен токамак в городе",
    )
    assert (got.text, got.status, got.reason) == ("A tokamak was built in the city", "mended", "terms")


def test_a_term_that_no_attempt_keeps_is_told():
    glossary = Glossary([Entry("токамак", "tokamak", by_user=True)])
    engine = ScriptedEngine(other=lambda _: "A towel was built in the city")
    (got,) = Translator(engine, glossary=glossary).translate(["Построен токамак"])
    assert got.status == "doubtful" or "tokamak" in got.text


def test_what_is_kept_is_no_copied_cyrillic():
    got, _ = translate_with(
        {"Заря": ""}, {"Газета «XQ1» закрыта": 'The newspaper "XQ1" is closed'}, "Газета «Заря» закрыта"
    )
    assert (got.text, got.status) == ('The newspaper "Заря" is closed', "ok")
