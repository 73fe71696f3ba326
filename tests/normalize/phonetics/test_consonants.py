"""What remains of a word when nothing but its consonants counts."""

import pytest

from normalize.phonetics.consonants import coarse, cut, may_be_one
from normalize.phonetics.readings import sounds_of_initial


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        ("Emanzelinsk", "Iemanjelinsk", True),
        ("Metcalfe", "Меткаф", True),
        ("Tazovskoye", "Darovskoye", False),
        ("Орлов", "Соколов", False),
    ],
)
def test_one_consonant_may_be_missing(left, right, same):
    assert may_be_one(left, right) is may_be_one(right, left) is same


def test_cuts_hold_the_whole_and_every_shorter_form():
    whole = coarse("Metcalfe")[0]
    assert whole in cut("Metcalfe")
    assert all(len(bones) >= len(whole) - 1 for bones in cut("Metcalfe") if bones[:1] == whole[:1])


@pytest.mark.parametrize(("letter", "sound"), [("J", "д"), ("C", "ч"), ("S", "ш"), ("T", "ц"), ("P", "ф")])
def test_an_initial_stands_for_the_letters_that_begin_with_it(letter, sound):
    assert sound in sounds_of_initial(letter)


def test_vowels_and_cyrillic_letters_are_initials_of_themselves():
    assert not sounds_of_initial("A")
    assert not sounds_of_initial("Д")
