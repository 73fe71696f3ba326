"""Corrections by people win over glossary, memory and model."""

import unicodedata

from scripted import ScriptedEngine

from translate.corrections import Corrections, one_text
from translate.glossary import Entry, Glossary
from translate.memory import Memory
from translate.translator import Translator


def test_white_space_and_composition_do_not_count():
    corrections = Corrections({"Дом  у\nдороги": "A house by\tthe road"})
    assert corrections.lookup(" Дом у дороги ") == " A house by the road "
    assert corrections.lookup(unicodedata.normalize("NFD", "Дом у дороги")) == "A house by the road"
    assert Corrections({"Мой": "My"}).lookup(unicodedata.normalize("NFD", "Мой")) == "My"
    assert corrections.lookup("Дом у дороги.") is None
    assert corrections.lookup("дом у дороги") is None


def test_one_text_has_nothing_that_a_table_or_xml_cannot_hold():
    assert one_text("a\x00b\x85c\u2028d\ud800") == "a b c d?"


def test_signature_tells_the_content_not_the_order():
    a, b = Corrections({"а": "a", "б": "b"}), Corrections({"б": "b", "а": "a"})
    assert a.signature == b.signature != Corrections({"а": "a", "б": "c"}).signature
    assert Corrections().signature == ""


def test_a_correction_wins_over_glossary_memory_and_engine(tmp_path):
    engine = ScriptedEngine({"Дом стоит": "The house costs"})
    memory = Memory(tmp_path / "m.sqlite")
    plain = Translator(engine, glossary=Glossary([Entry("Войти", "Sign in")]), memory=memory)
    assert [t.text for t in plain.translate(["Дом стоит", "Войти"])] == ["The house costs", "Sign in"]
    corrections = Corrections({"Дом стоит": "The house stands", "Войти": "Log in", "NASA": "N.A.S.A."})
    corrected = Translator(engine, corrections=corrections, glossary=plain.glossary, memory=memory)
    calls = len(engine.calls)
    got = corrected.translate(["Дом стоит", "Войти", "NASA"])
    assert [(t.text, t.status, t.reason, t.score) for t in got] == [
        ("The house stands", "human", None, None),
        ("Log in", "human", None, None),
        ("N.A.S.A.", "human", None, None),
    ]
    assert len(engine.calls) == calls
    assert corrected.signature != plain.signature


def test_names_of_a_correction_are_left_as_the_person_wrote_them():
    corrections = Corrections(
        {"Встреча с Жмыховой прошла в Самаре.": "The meeting with Zhmyhova took place in Samara."}
    )
    (got,) = Translator(ScriptedEngine({}), corrections=corrections).translate(["Встреча с Жмыховой прошла в Самаре."])
    assert (got.text, got.status) == ("The meeting with Zhmyhova took place in Samara.", "human")


def test_neighbours_that_are_one_correction():
    corrections = Corrections(
        {"Раз два. Три четыре.": "x", "Раз два. Три четыре. Пять шесть.": "y", "Семь восемь.": "z"}
    )
    texts = ["Раз  два.", "Три четыре.", "Пять шесть.", "Семь восемь."]
    assert [corrections.longest_from(texts[at:]) for at in range(4)] == [3, 0, 0, 0]
    assert corrections.longest_from(["Раз два.", "Три четыре.", "Иное."]) == 2
    assert corrections.longest_from(["Раз два.", "Иное."]) == corrections.longest_from([]) == 0
