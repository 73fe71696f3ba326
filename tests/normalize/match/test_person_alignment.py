"""Which word of one name stands for which of the other."""

import pytest

from normalize.match.person_alignment import align
from normalize.parse.person import parse_person


def paired(left: str, right: str) -> tuple[set[tuple[str, str]], set[str]]:
    """Paired words, and those left over."""
    found = align(parse_person(left), parse_person(right))
    pairs = {(pair.left.text, pair.right.text) for pair in found.pairs}
    return pairs, {token.text for token in (*found.left, *found.right)}


@pytest.mark.parametrize(
    ("left", "right", "pairs", "over"),
    [
        ("Орлов Пётр", "Petr Orlov", {("Орлов", "Orlov"), ("Пётр", "Petr")}, set()),
        ("Орлов Пётр Ильич", "Пётр Орлов", {("Орлов", "Орлов"), ("Пётр", "Пётр")}, {"Ильич"}),
        ("П. И. Орлов", "Орлов Пётр Ильич", {("П", "Пётр"), ("И", "Ильич"), ("Орлов", "Орлов")}, set()),
        ("Robert J. Morton", "Роберт Мортон", {("Robert", "Роберт"), ("Morton", "Мортон")}, {"J"}),
    ],
)
def test_words_find_their_partners_in_any_order(left, right, pairs, over):
    assert paired(left, right) == (pairs, over)
    assert paired(right, left) == ({(one, other) for other, one in pairs}, over)


def test_names_without_a_common_word_pair_off_nothing():
    pairs, over = paired("Орлов", "Smith")
    assert not pairs
    assert over == {"Орлов", "Smith"}
