"""What the checks complain about, and what they leave alone."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate.numbers.compare import changed_numbers, repair_numbers
from translate.numbers.figures import english_figures, english_number
from translate.quality.checks import CHECKS, Context, find_problems

CASES = Path(__file__).parent / "cases"
CONTEXT = Context("ru", "en")


def rows(name: str) -> list[list[str]]:
    lines = (CASES / name).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


@pytest.mark.parametrize("row", rows("checks.tsv"), ids=lambda row: f"{row[0]}: {row[1][:30]} | {row[2][:30]}")
def test_problems(row):
    codes, source, target, _why = row
    assert "+".join(find_problems(source, target, CONTEXT)) == ("" if codes == "ok" else codes)


def test_truncated_is_what_the_engine_says():
    assert find_problems("Привет", "Hello", Context("ru", "en", truncated=True)) == ("truncated",)


def test_cyrillic_is_right_in_a_cyrillic_language():
    assert find_problems("Вони приїхали", "Они приехали", Context("uk", "ru")) == ()


@pytest.mark.parametrize("row", rows("numbers.tsv"), ids=lambda row: f"{row[1]} | {row[2]}")
def test_numbers(row):
    same, source, target, _why = row
    assert bool(changed_numbers(source, target)) == (same == "no")


@pytest.mark.parametrize("row", rows("number_repairs.tsv"), ids=lambda row: f"{row[0]} | {row[1]}")
def test_number_repairs(row):
    source, target, repaired, _why = row
    assert repair_numbers(source, target) == (None if repaired == "-" else repaired)


@pytest.mark.xfail(strict=True, reason="a fraction of the whole is another way of saying a multiple")
def test_hundredfold_is_one_percent():
    assert not changed_numbers("упали в 100 раз", "fell to 1 percent")


def test_english_numbers():
    assert english_number("1 254") == "1,254"
    assert english_number("4,5") == "4.5"
    assert english_number("05.10.2019") == "05.10.2019"
    assert english_figures("до 1 254 300 рублей", "to 1254 300 rubles") == "to 1,254,300 rubles"


@given(st.text(max_size=200), st.text(max_size=200))
def test_any_texts_are_checked(source, target):
    assert set(find_problems(source, target, CONTEXT)) <= set(CHECKS)


@given(st.integers(0, 10**12))
def test_a_number_is_itself(number):
    assert changed_numbers(f"{number:,}".replace(",", " "), f"{number:,}") == []
    assert changed_numbers(str(number), f"{number:,}") == []
