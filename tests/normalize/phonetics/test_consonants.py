import pytest

from normalize.phonetics.consonants import coarse, cut, may_be_one


@pytest.mark.parametrize(
    ("left", "right", "one"),
    [
        ("Рогозин", "Rogosin", True),  # voices are merged
        ("Шишкин", "Siskin", True),  # sibilants too
        ("Emanzelinsk", "Iemanjelinsk", True),
        ("Козлов", "Козло", True),  # one consonant may be lacking
        ("Tazovskoye", "Darovskoye", False),
        ("Иванов", "Петров", False),
    ],
)
def test_which_words_may_be_one(left, right, one):
    assert may_be_one(left, right) is one
    assert may_be_one(right, left) is one


def test_a_word_without_consonants_is_known_by_its_sounds():
    assert coarse("Ия")
    assert all(coarse("Ия"))


def test_cut_has_the_whole_and_each_consonant_left_out():
    (bones, *_) = coarse("Козлов")
    assert bones in cut("Козлов")
    assert {bones[:i] + bones[i + 1 :] for i in range(len(bones))} <= set(cut("Козлов"))
