"""Units of measure and currencies beside numbers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate.numbers.units import lost_units, made_up_units, measured, repair_units, tidy_units, usual_spelling


@pytest.mark.parametrize(
    ("text", "english"),
    [
        ("2,7 МЛРД РУБЛЕЙ", ["2.7 billion rubles"]),
        ("10 трлн иен", ["10 trillion yen"]),
        ("вес 3,5 т", ["3.5 tons"]),
        ("1 т", ["1 ton"]),
        ("5 000 ₽, 200 €", ["5,000 rubles", "200 euros"]),
        ("$40 млн", ["40 million dollars"]),
        ("9 900 ¥", ["¥9,900"]),
        ("45 кв. м и 3 км²", ["45 square meters", "3 square kilometers"]),
        ("7 тысяч гривен", ["7 thousand hryvnias"]),
        ("12 человек", ["12"]),
        ("Т-90 и 5 тонн", ["90", "5 tons"]),
    ],
)
def test_measured(text, english):
    assert [one.english for one in measured(text)] == english


@pytest.mark.parametrize(
    ("source", "target", "lost", "made_up"),
    [
        ("вес 3,5 т", "weight 3.5 centimeters", ["tons"], ["centimeters"]),
        ("10 трлн иен", "£10 trillion", ["yen"], ["£"]),
        ("120 000 ₸ в месяц", "120,000 per month", ["tenge"], []),
        ("5 млн рублей", "5 million roubles", [], []),
        ("5 млн руб.", "RUB 5 million", [], []),
        ("200 долларов", "$200", [], []),
        ("85 м", "85m", [], []),
        ("за 24 часа", "in 24 hours", [], []),
        ("пятиметровая стена", "a 5 meter wall", [], []),  # the unit is inside a word
        ("3 500 юаней", "$3,500", ["yuan"], ["$"]),
    ],
)
def test_lost_and_made_up(source, target, lost, made_up):
    assert [one.unit.name for one in lost_units(source, target)] == lost
    assert [target[start:end] for start, end in made_up_units(source, target)] == made_up


@pytest.mark.parametrize(
    ("source", "target", "repaired"),
    [
        ("вес 3,5 т", "weight 3.5 centimeters", "weight 3.5 tons"),
        ("10 трлн иен", "£10 trillion", "10 trillion yen"),
        ("120 000 ₸ в месяц", "120,000 per month", "120,000 tenge per month"),
        ("за 9 900 ¥", "for 9,900", "for ¥9,900"),
        ("5 000 рублей", "£5,000 rubles", "5,000 rubles"),
        ("5 т и 5 км", "5 and 5", None),  # which of them?
        ("5 рублей", "five", None),  # nowhere to put it
        ("5 рублей", "5 rubles", None),  # nothing to do
    ],
)
def test_repair(source, target, repaired):
    assert repair_units(source, target) == repaired


def test_tidy():
    assert tidy_units("45 000 рублей", "$45,000 rubles") == "45,000 rubles"
    assert tidy_units("6,8 л", "6.8l") == "6.8 l"


def test_usual_spelling():
    assert [usual_spelling(word) for word in ("ГВТ", "КМ", "МЛРД", "ДОМ")] == ["ГВт", "км", "млрд", None]


@given(st.text(alphabet="5 7,.₽$€ткмрубмлнaes£", max_size=30), st.text(alphabet="5 7,.$£€rublestonmi", max_size=30))
def test_a_repair_leaves_nothing_wrong(source, target):
    repaired = repair_units(source, target)
    assert repaired is None or not (lost_units(source, repaired) or made_up_units(source, repaired))
