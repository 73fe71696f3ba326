"""What names are names of, what the words of a person's name are, and a name as a tagger found it."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Kind(StrEnum):
    """What a name is the name of; as a string, what stands in the tables."""

    PERSON = "person"
    ORGANISATION = "organisation"
    PLACE = "place"


class Role(StrEnum):
    """What a word is in the name of a person."""

    GIVEN = "given"
    PATRONYMIC = "patronymic"
    FAMILY = "family"
    INITIAL = "initial"
    WORD = "word"
    """A given or a family name, undecided."""


MAY_BE_FAMILY: Final = frozenset({Role.FAMILY, Role.WORD})
"""Roles of a word that may be somebody's family name."""
PERSON: Final = Kind.PERSON
ORGANISATION: Final = Kind.ORGANISATION
PLACE: Final = Kind.PLACE
KINDS: Final = tuple(Kind)


def check_kind(kind: str) -> Kind:
    """Return the kind of name that a string names.

    Raises:
        ValueError: there is no such kind.
    """
    if kind not in KINDS:
        raise ValueError(f"unknown kind {kind!r}: use one of {', '.join(KINDS)}")
    return Kind(kind)


@dataclass(frozen=True, slots=True)
class Found:
    """One name inside a text.

    Attributes:
        start: first character.
        end: one past the last character.
        kind: `PERSON`, `ORGANISATION` or `PLACE`.
        score: the tagger's probability for it, 0 to 1.
        detector: which tagger or rule found it.
    """

    start: int
    end: int
    kind: Kind
    score: float
    detector: str
