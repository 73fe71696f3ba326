"""Why a spelling belongs to a name, in sentences."""

from collections.abc import Iterable
from typing import Final

from normalize import compare

MAX_EXPLAINED: Final = 3_000
"""Spellings explained at most, the most mentioned ones: a comparison takes 2-3 ms, and beyond this the rule has to do."""


def evidence(spellings: Iterable[tuple[str, str, str | None, str]]) -> list[list[str]]:
    """Explain spellings.

    Args:
        spellings: (spelling, English name, Russian name, kind), the most mentioned first.

    Returns:
        Sentences for each; none for a spelling equal to the name and for those beyond `MAX_EXPLAINED`.
    """
    found: list[list[str]] = []
    for number, (spelling, name, name_ru, kind) in enumerate(spellings):
        found.append(
            [] if number >= MAX_EXPLAINED or spelling in {name, name_ru} else _explained(spelling, name, name_ru, kind)
        )
    return found


def _explained(spelling: str, name: str, name_ru: str | None, kind: str) -> list[str]:
    match = compare(spelling, name, kind=kind)
    if name_ru and match.vetoes:  # a case form may read as another name unless it is held beside the nominative
        beside = compare(spelling, name_ru, kind=kind)
        match = match if beside.vetoes else beside
    return [] if match.vetoes else list(match.evidence)
