import pytest

from translate.numbers.signs import lost_signs, with_signs


@pytest.mark.parametrize(
    ("source", "target", "repaired"),
    [
        ("Ночью было -25 градусов.", "It was 25 degrees at night.", "It was -25 degrees at night."),
        ("Ночью было −25 градусов.", "It was -25 degrees at night.", None),
        ("Ночью было минус 25 градусов.", "It was 25 degrees below zero at night.", None),
        ("На 5-25 градусов теплее.", "It is 5-25 degrees warmer.", None),  # a range
        ("- 25 мест в зале", "- 25 seats in the hall", None),  # a bullet
    ],
)
def test_a_lost_minus_is_put_back(source, target, repaired):
    assert with_signs(source, target) == (repaired or target)
    assert bool(lost_signs(source, target)) == (repaired is not None)


def test_two_places_for_one_sign_are_left_alone():
    target = "25 people at 25 degrees"
    assert with_signs("25 человек при -25 градусах", target) == target
