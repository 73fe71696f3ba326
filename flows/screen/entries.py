"""An entry of a list, whatever file it came from."""

from dataclasses import dataclass

from normalize.kinds import KINDS, Kind
from normalize.resources import once, read_rows
from normalize.screening.types import Party

ANY_KIND = KINDS


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry.

    Attributes:
        party: what is compared.
        caption: the name to show.
        schema: what it is, in its list's word; "" where the list does not say.
        topics: why it is on the list, as the list says: sanction, role.pep …
        countries, birth_date: as the list says; "" for nothing.
    """

    party: Party
    caption: str
    schema: str = ""
    topics: str = ""
    countries: str = ""
    birth_date: str = ""


@once
def _kinds() -> dict[str, tuple[Kind, ...]]:
    rows = read_rows("flows.screen", "list_kinds.tsv", columns=2)
    return {word.casefold(): () if kinds == "-" else tuple(map(Kind, kinds.split())) for word, kinds in rows}


def kinds_of(word: str) -> tuple[Kind, ...] | None:
    """The kinds that a schema or a word stands for: none for ships and the like, None for an unknown word."""
    return _kinds().get(word.strip().casefold())


def gender_of(word: str) -> str:
    """m, f or "" of what a list writes: male, F, женский."""
    first = word.strip()[:1].casefold()
    return {"m": "m", "м": "m", "f": "f", "w": "f", "ж": "f"}.get(first, "")
