"""A name as a tagger found it, before it becomes a mention."""

from dataclasses import dataclass

PERSON = "person"
ORGANISATION = "organisation"
PLACE = "place"
KINDS = (PERSON, ORGANISATION, PLACE)


def check_kind(kind: str) -> None:
    """Raise ValueError for a kind of name that there is not."""
    if kind not in KINDS:
        raise ValueError(f"unknown kind {kind!r}: use one of {', '.join(KINDS)}")


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
    kind: str
    score: float
    detector: str
