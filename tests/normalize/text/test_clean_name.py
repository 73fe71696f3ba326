import pytest
from cases import read_cases
from hypothesis import example, given
from hypothesis import strategies as st

from normalize.text.clean_name import MAX_NAME_CHARS, REPAIRS, clean_name
from normalize.text.homoglyphs import repair_text


@pytest.mark.parametrize(("source", "expected", "repairs"), read_cases(__file__, "clean_name.tsv"))
def test_cases(source, expected, repairs):
    source = source.encode("latin-1", "backslashreplace").decode("unicode_escape")
    assert clean_name(source).text == expected
    assert clean_name(source).repairs == tuple(filter(None, repairs.split(",")))


def test_ten_thousand_characters_are_cut_and_noted():
    cleaned = clean_name("Рогозин " * 1250)
    assert len(cleaned.text) <= MAX_NAME_CHARS
    assert cleaned.text.endswith("Рогозин")
    assert "truncated" in cleaned.repairs


def test_one_endless_word_is_cut():
    assert len(clean_name("ы" * 10_000).text) == MAX_NAME_CHARS


@given(st.text(max_size=400))
def test_idempotent_and_named(text):
    cleaned = clean_name(text)
    assert clean_name(cleaned.text) == type(cleaned)(cleaned.text, ())
    assert set(cleaned.repairs) <= {name for name, _ in REPAIRS} | {"truncated"}
    assert len(cleaned.text) <= MAX_NAME_CHARS


@given(st.text(alphabet="РрoоOОaаeеcсxхкKнгз.'-\"«» 0🚀\u0301\u00ad", max_size=30))
def test_idempotent_on_hard_letters(text):
    cleaned = clean_name(text)
    assert clean_name(cleaned.text).text == cleaned.text


@pytest.mark.parametrize(
    ("text", "repaired"),
    [
        ("Bладимир Пyтин в Kремле", "Владимир Путин в Кремле"),
        ("The Cоmpany said so", "The Company said so"),  # a Cyrillic о
        ("Купил акции Fаcebook.\nKто это?", "Купил акции Facebook.\nКто это?"),  # line by line
        ("SMSка, COVIDом, Trump'а, BMWшник", "SMSка, COVIDом, Trump'а, BMWшник"),  # Russian endings
        ("vк.com, @cмена, #новоcти", "vк.com, @cмена, #новоcти"),  # addresses may be meant so
        ("Windows и Россия", "Windows и Россия"),
        ("", ""),
    ],
)
def test_words_of_a_text(text, repaired):
    assert repair_text(text) == repaired
    assert repair_text(repaired) == repaired


@given(st.text(alphabet="РрoоOОaаeеcсxхкK нгз.'-\n0", max_size=60))
@example("KО-Kг")  # the repair of the second word tips the majority for the first
def test_every_letter_of_a_text_keeps_its_place(text):
    repaired = repair_text(text)
    assert len(repaired) == len(text)
    assert repair_text(repaired) == repaired
