"""What screening takes and gives. Plain values."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from normalize.kinds import Kind

MATCH, AMBIGUOUS, RULED_OUT = "match", "ambiguous", "ruled_out"
VERDICTS: Mapping[str, str] = {
    MATCH: "full names agree, and nothing known of either side speaks against it",
    AMBIGUOUS: "it may be the same: a family name alone, initials, an acronym, a weak alias, a name that several entries bear",
    RULED_OUT: "names agree, and something else contradicts: another patronymic, gender or identifier",
}


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody with names: one of our entities, or an entry of a list.

    Attributes:
        id: unique on its side.
        kinds: what it may be: person, organisation, place.
        names: its names, in the nominative.
        weak: names that identify it badly, as its list says.
        gender: "m", "f", or "" for unknown.
        ids: identifiers elsewhere by scheme (wikidata), each with one value or several.
    """

    id: str
    kinds: tuple[Kind, ...]
    names: tuple[str, ...]
    weak: tuple[str, ...] = ()
    gender: str = ""
    ids: Mapping[str, frozenset[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Hit:
    """One of our entities and an entry that it is, or may be.

    Attributes:
        ours, listed: ids of the two.
        our_name, listed_name: the names that agree best.
        kind: as what they were compared.
        verdict: one of `VERDICTS`.
        score: how well the names agree, 0 to 1.
        rule: as in `normalize.match.result.Match`, or ``identifier``.
        evidence: what speaks for it, and what makes it ambiguous, in sentences.
        vetoes: what speaks against it, in sentences; empty unless it is ruled out.
    """

    ours: str
    listed: str
    our_name: str
    listed_name: str
    kind: Kind
    verdict: str
    score: float
    rule: str
    evidence: tuple[str, ...]
    vetoes: tuple[str, ...]
