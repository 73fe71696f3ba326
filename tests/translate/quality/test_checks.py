"""What the checks complain about, and what they leave alone."""

import pytest
from cases import read_cases
from hypothesis import given
from hypothesis import strategies as st

from translate.numbers.compare import changed_numbers, repair_numbers
from translate.numbers.figures import english_figures, english_number
from translate.quality.checks import CHECKS, Context, find_problems

CONTEXT = Context("ru", "en")


@pytest.mark.parametrize(("codes", "source", "target"), read_cases(__file__, "checks.tsv"))
def test_problems(codes, source, target):
    assert "+".join(find_problems(source, target, CONTEXT)) == ("" if codes == "ok" else codes)


def test_truncated_is_what_the_engine_says():
    assert find_problems("Привет", "Hello", Context("ru", "en", truncated=True)) == ("truncated",)


def test_cyrillic_is_right_in_a_cyrillic_language():
    assert find_problems("Вони приїхали", "Они приехали", Context("uk", "ru")) == ()


@pytest.mark.parametrize(("same", "source", "target"), read_cases(__file__, "numbers.tsv"))
def test_numbers(same, source, target):
    assert bool(changed_numbers(source, target)) == (same == "no")


@pytest.mark.parametrize(("source", "target", "repaired"), read_cases(__file__, "number_repairs.tsv"))
def test_number_repairs(source, target, repaired):
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
