"""What the lists of organisations say about two names: one, two different ones, or nothing certain."""

import functools
from collections.abc import Iterator

from normalize.gazetteer.identities import Identity, identify
from normalize.match.result import Match
from normalize.parse.organisation import OrgWord, parse_organisation
from normalize.parse.organisation_words import LEGAL

_KNOWN = 0.98
"""Score of two names that the lists have for one organisation: a little below equality."""
_BOTH_BARE = 0.85
"""Score of two names of one sort of body, neither with its owner: nothing speaks against it, and little for it."""
_ONE_BARE = 0.7
"""The same where one has an owner: below every threshold."""


@functools.lru_cache(maxsize=100_000)
def identity_of(name: str) -> Identity:
    """What the lists know about a name, with or without its legal form, or about another name that the string holds."""
    found = identify(name)
    if found.ids or found.body:
        return found
    parsed = parse_organisation(name)
    for number, words in enumerate(parsed.alternatives):
        for kept in dict.fromkeys(_without_legal_forms(words)):
            found = identify(" ".join(word.text for word in kept))
            if found.ids or (found.body and not number):
                return found
    return Identity()


def _without_legal_forms(words: tuple[OrgWord, ...]) -> Iterator[tuple[OrgWord, ...]]:
    """The words without any legal form, and without those before or behind: Company may belong to the name."""
    yield tuple(word for word in words if word.kind != LEGAL)
    legal = [word.kind == LEGAL for word in words]
    if not all(legal):
        yield words[legal.index(False) :]
        yield words[: len(words) - legal[::-1].index(False)]


def compare_known(left: str, right: str) -> Match | None:
    """Decide by the lists of organisations and bodies; None where they say too little about one of the names."""
    one, other = identity_of(left), identity_of(right)
    if one.body and other.body and one.body != other.body and not one.ids & other.ids:
        return _different(f"{left} and {right} are different bodies")
    if one.is_bare or other.is_bare:
        return _compare_bare(left, right, one, other)
    if not one.ids or not other.ids:
        return None
    if not one.ids & other.ids:
        return _different(f"{left} and {right} are two known organisations")
    if one.ids == other.ids and len(one.ids) == 1:
        return Match(True, _KNOWN, "gazetteer", (f"{left} and {right} are names of one known organisation",), ())
    return None


def _different(veto: str) -> Match:
    return Match(False, 0.0, "different", (), (veto,))


def _compare_bare(left: str, right: str, one: Identity, other: Identity) -> Match | None:
    """Many states have the body that one of the names means, and it does not say whose it is."""
    if one.body == other.body:
        note = f"{left} and {right} are names of one sort of body, which many states have"
        both = one.is_bare and other.is_bare
        return Match(both, _BOTH_BARE if both else _ONE_BARE, "gazetteer" if both else "ambiguous", (note,), ())
    known = other if one.is_bare else one
    if known.ids:
        return _different(f"{left} and {right} are two known organisations")
    return None
