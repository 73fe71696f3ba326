import pytest

from normalize.match.words import (
    DIFFERENT,
    DIMINUTIVE,
    EXACT,
    INITIAL,
    SOUND,
    VARIANT,
    compare_tokens,
    compare_words,
    is_slip,
    sound_similarity,
)
from normalize.parse.person import parse_person
from normalize.phonetics.readings import fold


@pytest.mark.parametrize(
    ("left", "right", "given", "relation"),
    [
        ("Сергей", "Сергей", True, EXACT),
        ("Сергей", "Sergei", True, VARIANT),
        ("Дмитрий", "Дима", True, DIMINUTIVE),
        ("Ладыгин", "Ladygin", False, SOUND),
        ("Ладыгин", "Морозов", False, DIFFERENT),
    ],
)
def test_how_two_words_go_together(left, right, given, relation):
    found = compare_words(fold(left), fold(right), given=given)
    assert found.relation == relation
    assert compare_words(fold(right), fold(left), given=given) == found


def test_an_initial_fits_a_word_that_begins_with_it():
    short, full = parse_person("Д. Ладыгин").tokens[0], parse_person("Дмитрий Ладыгин").tokens[0]
    assert compare_tokens(short, full).relation == INITIAL
    assert compare_tokens(short, parse_person("Олег Ладыгин").tokens[0]).relation == DIFFERENT


def test_a_slip_is_one_keystroke():
    assert is_slip("ладыгин", "лаыдгин")
    assert not is_slip("ладыгин", "лаыднги")


def test_similarity_of_sounds_is_that_of_one_word_with_itself_at_most():
    assert sound_similarity("ладыгин", "ладыгин") == 1.0
    assert sound_similarity("ладыгин", "морозов") < 0.6
