"""Cleaning: every repair does what it says, is named, and leaves correct text alone."""

import time

import pytest
from cases import read_cases
from hypothesis import given
from hypothesis import strategies as st

from normalize.text.clean_document import REPAIRS, clean_text

NAMES = [name for name, _ in REPAIRS]


def unescape(text):
    return text.encode("latin-1", "backslashreplace").decode("unicode_escape")


@pytest.mark.parametrize(("_kind", "source", "expected", "repairs"), read_cases(__file__, "clean_document.tsv"))
def test_cases(_kind, source, expected, repairs):
    assert clean_text(unescape(source)) == (unescape(expected), tuple(filter(None, repairs.split(","))))


def test_a_proven_repair_reaches_the_short_lines_before_and_after():
    lines = ["Да", "Нет", "Комментарии закрыты, войдите на сайт", "Ещё", "№ 8"]
    damaged = "\n".join(lines).encode("cp1251").decode("cp1252")
    assert clean_text(damaged) == ("\n".join(lines), ("mojibake",))


def test_damage_done_twice():
    damaged = "Привет, мир".encode().decode("cp1252", "replace").replace("\ufffd", "")
    twice = "Пуск состоится завтра".encode("cp1251").decode("cp1252").encode().decode("latin-1")
    assert clean_text(twice)[0] == "Пуск состоится завтра"
    assert "Привет" in clean_text(damaged)[0]


ALPHABETS = st.one_of(
    st.text(max_size=300),
    st.text("абвгдеёжзАБВГД іїЄ abc ÐÑР°\u00a0\u00ad\u200b\u200dﬁ\r\n€—«»№╨╤", max_size=200),
)


@given(ALPHABETS)
def test_idempotent_and_named(text):
    cleaned, repairs = clean_text(text)
    assert clean_text(cleaned) == (cleaned, ())
    assert (cleaned == text) == (repairs == ())
    assert list(repairs) == [name for name in NAMES if name in repairs]


@given(st.text("абвгдежзийклмнопрстуфхцчшщъыьэюя .,!?", max_size=300))
def test_plain_russian_letters_are_never_touched(text):
    assert clean_text(text) == (text, ())


def test_linear_on_hostile_text():
    for text in (
        "Ð" * 300_000,
        "аЯ" * 150_000,
        "\u00ad\n" * 100_000,
        "╨╤" * 100_000,
        "Р " * 150_000,
        "é\u200d" * 100_000,
    ):
        started = time.process_time()
        clean_text(text)
        assert time.process_time() - started < 20  # what is quadratic takes minutes
