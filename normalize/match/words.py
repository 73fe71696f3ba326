"""Compare two words of personal names: same name, spelling variant, diminutive, initial, or different."""

import functools
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz.distance import OSA

from normalize.gazetteer.given_names import given_name_groups, group_gender, is_diminutive, variant_groups
from normalize.kinds import Role
from normalize.parse.person import Token, given_name_groups_of_father, is_slavic, patronymic_stem
from normalize.phonetics.readings import (
    FURTHEST,
    consonant_frames,
    fold,
    readings,
    sound_distance,
    sounds_of_initial,
    sure_sounds,
    weight,
)
from normalize.text.script import has_cyrillic


class Relation(StrEnum):
    """How two words of names go together, from the closest."""

    EXACT = "exact"
    VARIANT = "variant"
    SOUND = "sound"
    DIMINUTIVE = "diminutive"
    NEAR = "near"
    SLIP = "slip"
    INITIAL = "initial"
    DIFFERENT = "different"


EXACT, VARIANT, SOUND, DIMINUTIVE, NEAR, SLIP, INITIAL, DIFFERENT = Relation
# Similarities are judgements set by hand, not fitted; the cases of tests/normalize/match hold what follows from them.
_INITIAL_SIMILARITY = 0.9
_DIMINUTIVE_SIMILARITY = 0.93
_VARIANT_SIMILARITY = 0.97
_NEAR = 0.8
_SLIP_SIMILARITY = 0.86
_MARKS_SIMILARITY = 0.97
_SWAPPED, _MISSPELT = 5, 9
"""Letters a word has at least for swapped neighbours, or one wrong letter, to be taken for a slip of the pen."""
_CLASH_SIMILARITY = 0.65
_MIN_WEIGHT = 10
_ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class WordMatch:
    """How two words relate.

    Attributes:
        relation: how they go together.
        similarity: 0 to 1.
        conflict: True when both are known to be different names.
    """

    relation: Relation
    similarity: float
    conflict: bool = False


_NONE = WordMatch(DIFFERENT, 0.0)


@functools.lru_cache(maxsize=100_000)
def first_sounds(word: str) -> frozenset[str]:
    """Letters a name may start with in another script; iotated vowels with and without the glide."""
    firsts = set(sounds_of_initial(word)) if len(word) == 1 else set()
    groups = given_name_groups(word)
    for reading in readings(word):
        if groups and reading.cost and reading.sounds[0] == "а" and word[0] in "Ii":  # Ivan is no Айван
            continue
        sounds = reading.sounds
        firsts.add(sounds[0])
        if len(sounds) > 1 and sounds[0] in "ий" and sounds[1] in "аеоу":
            firsts.add(sounds[1])
    for group in groups:
        firsts |= {sounds[0] for sounds in sure_sounds(group)}
    return frozenset(firsts)


def _compare_initial(initial: Token, other: Token) -> WordMatch:
    if fold(initial.text) == fold(other.text):
        return WordMatch(INITIAL, 0.95 if other.role == Role.INITIAL else _INITIAL_SIMILARITY)
    if other.folded.startswith(initial.folded) or first_sounds(initial.text) & first_sounds(other.text):
        return WordMatch(INITIAL, _INITIAL_SIMILARITY)
    return WordMatch(DIFFERENT, 0.0, conflict=True)


def mean_weight(left: str, right: str) -> float:
    """Size of two words in the units of `sound_distance`; short words count as longer ones."""
    return max((weight(left) + weight(right)) / 2, _MIN_WEIGHT)


def sound_similarity(left: str, right: str, least: float = 0.0) -> float:
    """0 to 1: how much of two words sounds alike, over their closest readings; 0 for less than `least`."""
    if not weight(left) + weight(right):
        return 0.0
    size = mean_weight(left, right)
    distance = sound_distance(left, right, min(FURTHEST, int((1 - least) * size + _ROUNDING)))
    return max(0.0, 1.0 - distance / size)


@functools.lru_cache(maxsize=100_000)
def _compare_patronymics(left: str, right: str) -> WordMatch:
    fathers, others = given_name_groups_of_father(left), given_name_groups_of_father(right)
    if fathers & others:
        return WordMatch(VARIANT, _VARIANT_SIMILARITY)
    similarity = sound_similarity(left, right)
    one, other = patronymic_stem(left), patronymic_stem(right)
    if one and other:
        similarity = max(similarity, sound_similarity(one[0], other[0]))
    if similarity >= _NEAR:
        return WordMatch(SOUND, similarity, conflict=bool(fathers and others and similarity < 0.9))
    return WordMatch(DIFFERENT, similarity, conflict=True)


@functools.lru_cache(maxsize=100_000)
def _plain(word: str) -> str:
    """Latin letters without marks: vučić → vucic."""
    if word.isascii():
        return word
    return "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))


def is_slip(left: str, right: str) -> bool:
    """Whether they are one keystroke apart in one script: neighbours swapped, or one letter of a long word."""
    if min(len(left), len(right)) < _SWAPPED or has_cyrillic(left) != has_cyrillic(right):
        return False
    if sorted(left) == sorted(right):
        return OSA.distance(left, right, score_cutoff=1) <= 1
    return min(len(left), len(right)) >= _MISSPELT and left[0] == right[0] and OSA.distance(left, right) <= 1


def _conflict(left: str, right: str) -> bool:
    """Whether they are two Slavic family names with different consonants: Рогозин and Рогожин.

    Slavic names are short and alike, and schemes of romanisation keep their consonants apart; so no likeness of the rest
    makes up for another consonant. Voiced and voiceless ones count as one, because languages confuse them.
    """
    return is_slavic(left) and is_slavic(right) and not consonant_frames(left) & consonant_frames(right)


@functools.lru_cache(maxsize=300_000)
def compare_words(left: str, right: str, *, given: bool = False) -> WordMatch:
    """Compare two full words.

    Args:
        left: folded word, see `normalize.tokens.Token.folded`.
        right: another one.
        given: both may be given names, so that known names of one root count as one and others as a contradiction.
    """
    if left == right:
        return WordMatch(EXACT, 1.0)
    conflict = _conflict(left, right)
    if not conflict and _plain(left) == _plain(right):
        return WordMatch(SOUND, _MARKS_SIMILARITY)
    if given:
        groups, others = given_name_groups(left), given_name_groups(right)
        if groups & others:
            short = is_diminutive(left) or is_diminutive(right)
            return WordMatch(DIMINUTIVE, _DIMINUTIVE_SIMILARITY) if short else WordMatch(VARIANT, _VARIANT_SIMILARITY)
        similarity = sound_similarity(left, right)
        if groups and others and similarity < 1.0:
            return WordMatch(DIFFERENT, similarity * 0.5, conflict=True)
    else:
        similarity = sound_similarity(left, right)
    if similarity >= 0.999:
        return WordMatch(SOUND, 1.0 if has_cyrillic(left) != has_cyrillic(right) else 0.98)
    if set(variant_groups(left)) & set(variant_groups(right)):
        return WordMatch(VARIANT, max(_VARIANT_SIMILARITY, similarity))
    if conflict:
        return WordMatch(
            DIFFERENT, min(similarity, _CLASH_SIMILARITY), conflict=has_cyrillic(left) == has_cyrillic(right)
        )
    if similarity < _SLIP_SIMILARITY and is_slip(left, right):
        return WordMatch(SLIP, _SLIP_SIMILARITY)
    return WordMatch(NEAR if similarity >= _NEAR else DIFFERENT, similarity)


def compare_tokens(left: Token, right: Token) -> WordMatch:
    """Compare two words of names with regard to their roles."""
    if Role.INITIAL in {left.role, right.role}:
        initial, other = (left, right) if left.role == Role.INITIAL else (right, left)
        return _NONE if other.role == Role.FAMILY and len(other.text) > 2 else _compare_initial(initial, other)
    if Role.PATRONYMIC in {left.role, right.role}:
        if left.role == right.role:
            return _compare_patronymics(left.folded, right.folded)
        if {left.role, right.role} == {Role.PATRONYMIC, Role.GIVEN}:
            return _NONE
        return compare_words(left.folded, right.folded)
    if {left.role, right.role} == {Role.GIVEN, Role.FAMILY}:
        found = compare_words(left.folded, right.folded)
        return WordMatch(found.relation, found.similarity * 0.99)
    if Role.GIVEN in {left.role, right.role} and _differ_in_gender(left.folded, right.folded):
        return WordMatch(DIFFERENT, sound_similarity(left.folded, right.folded) * 0.5, conflict=True)
    return compare_words(left.folded, right.folded, given=Role.FAMILY not in {left.role, right.role})


@functools.lru_cache(maxsize=100_000)
def _differ_in_gender(left: str, right: str) -> bool:
    """Whether a Latin given name is a man's with the ending of women's names: Don and Donna, Paul and Paula.

    In Russian such a name may be the man's in another case.
    """
    if has_cyrillic(left) or has_cyrillic(right) or given_name_groups(left) & given_name_groups(right):
        return False
    man, woman = sorted((left, right), key=len)
    return group_gender(man) == "m" and not {*sure_sounds(f"{man}a")}.isdisjoint(sure_sounds(woman))
