"""What keeps two parties apart although names of theirs agree: fuller names, genders, identifiers, better entries."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations

from normalize.kinds import PERSON, Kind, Role
from normalize.match.result import Match
from normalize.resolution.blocking import FULL, Profile
from normalize.resolution.judge import match_profiles
from normalize.screening.names import profile_of
from normalize.screening.types import AMBIGUOUS, MATCH, Hit, Party

_GENDERS = {"m": "a man", "f": "a woman"}


def contradictions(ours: Party, listed: Party, kind: Kind) -> tuple[str, ...]:
    """What speaks against two parties being one, in sentences; their names are not asked again, but for patronymics."""
    found = [*_identifiers(ours, listed)]
    if kind == PERSON:
        found += _patronymics(ours, listed)
        found += _genders(ours, listed)
    return tuple(dict.fromkeys(found))


def of_several(rows: Sequence[tuple[Party, Hit]]) -> list[Hit]:
    """Turn matches of one entity with entries that contradict each other into ambiguous hits: it is one of them at most."""
    matched = [(party, hit) for party, hit in rows if hit.verdict == MATCH and hit.rule != "identifier"]
    rivals: dict[str, list[str]] = {}
    for (one, hit), (other, _) in combinations(matched, 2):
        if contradictions(one, other, hit.kind):
            rivals.setdefault(one.id, []).append(_called(other))
            rivals.setdefault(other.id, []).append(_called(one))
    return [
        replace(hit, verdict=AMBIGUOUS, evidence=(*hit.evidence, f"it also fits {', '.join(rivals[party.id][:3])}"))
        if party.id in rivals and hit.verdict == MATCH
        else hit
        for party, hit in rows
    ]


def _called(party: Party) -> str:
    return f"{next(iter(party.names), '')} ({party.id})"


def _identifiers(ours: Party, listed: Party) -> Iterator[str]:
    for scheme, values in ours.ids.items():
        others = listed.ids.get(scheme, frozenset())
        if values and others and not values & others:
            yield f"{scheme} {', '.join(sorted(values))} is not {', '.join(sorted(others))}"


def _with_patronymic(party: Party) -> list[Profile]:
    found = (profile_of(name, PERSON) for name in (*party.names, *party.weak))
    return [p for p in found if p.parsed is not None and any(t.role == Role.PATRONYMIC for t in p.parsed.tokens)]


def _patronymics(ours: Party, listed: Party) -> tuple[str, ...]:
    """Where both sides have names with a patronymic, one pair of these has to agree."""
    matches: list[Match] = []
    for one in _with_patronymic(ours):
        for other in _with_patronymic(listed):
            match = match_profiles(one, other)
            if match.same or not match.vetoes:
                return ()
            matches.append(match)
    return max(matches, key=lambda m: m.score).vetoes if matches else ()


def _gender(party: Party) -> str:
    """As told, else as all full names show."""
    if party.gender:
        return party.gender
    found = (profile_of(name, PERSON) for name in party.names)
    genders = {p.parsed.gender for p in found if p.parsed is not None and p.level >= FULL}
    return genders.pop() if len(genders) == 1 else ""


def _genders(ours: Party, listed: Party) -> Iterator[str]:
    one, other = _gender(ours), _gender(listed)
    if one and other and one != other:
        yield f"{_called(ours)} is {_GENDERS[one]}, {_called(listed)} is {_GENDERS[other]}"
