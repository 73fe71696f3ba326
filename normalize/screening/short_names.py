"""Persons of whom one side knows a family name alone, with initials or without: whom of the other side it fits."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from normalize.kinds import MAY_BE_FAMILY, PERSON
from normalize.resolution.blocking import NOTHING, Profile
from normalize.resolution.clusters import FamilyIndex
from normalize.screening.names import Name, is_short_name, profile_of

MOST_FITTING = 3
"""A short name that fits more parties than so many says nothing; fewer can be looked at by a person."""

Fitting = dict[tuple[int, int], tuple[Name, Name]]
"""Numbers of our party and the listed one → the names that fit."""


def short_names(ours: Iterable[Name], listed: Iterable[Name]) -> tuple[Fitting, set[int]]:
    """Find the parties that a short name fits, where they are few.

    One of ours fits any name of a list. A short name of a list is asked for only where its entry has no fuller one, and then
    it fits full names: a nickname beside a full name would fit everybody.

    Returns:
        The pairs, and those of our parties that fit more than `MOST_FITTING` entries.
    """
    mine, theirs = _by_party(ours), _by_party(listed)
    found: Fitting = {}
    crowded = set()
    for one, name, fitting in _fits(mine, theirs, full_only=False):
        if len(fitting) > MOST_FITTING:
            crowded.add(one)
        else:
            found |= {(one, other): (name, theirs_) for other, theirs_ in fitting.items()}
    for other, name, fitting in _fits(theirs, mine, full_only=True):
        if len(fitting) <= MOST_FITTING:
            for one, own in fitting.items():
                found.setdefault((one, other), (own, name))
    return found, crowded


def _by_party(names: Iterable[Name]) -> dict[int, list[Name]]:
    """The persons' names; a weak alias that is short as well says nothing."""
    found: dict[int, list[Name]] = defaultdict(list)
    for name in names:
        if name.kind == PERSON and not name.weak and profile_of(name.text, PERSON).parsed is not None:
            found[name.party].append(name)
    return found


def _fits(
    asking: Mapping[int, Sequence[Name]], others: Mapping[int, Sequence[Name]], *, full_only: bool
) -> Iterator[tuple[int, Name, dict[int, Name]]]:
    """For each asking party that has short names only: its most detailed one, and the other parties' names that it fits."""
    index = FamilyIndex()
    profiles: list[Profile] = []
    owners: list[Name] = []
    for name in (name for _, names in sorted(others.items()) for name in names):
        if not (full_only and is_short_name(name)):
            index.add(len(profiles), profile_of(name.text, PERSON))
            profiles.append(profile_of(name.text, PERSON))
            owners.append(name)
    for number, names in sorted(asking.items()):
        if not all(map(is_short_name, names)):
            continue
        name = max(names, key=lambda n: (profile_of(n.text, PERSON).level, n.text))
        found = profile_of(name.text, PERSON)
        if not _has_family_name(found):
            continue
        fitting: dict[int, Name] = {}
        for form in index.find(found, profiles):
            fitting.setdefault(owners[form].party, owners[form])
        if fitting:
            yield number, name, fitting


def _has_family_name(found: Profile) -> bool:
    tokens = found.parsed.tokens if found.parsed is not None else ()
    return found.level > NOTHING and any(token.role in MAY_BE_FAMILY for token in tokens)
