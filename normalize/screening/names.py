"""The names of both sides as profiles, with the keys under which the two sides meet."""

import functools
from collections.abc import Iterator
from typing import NamedTuple

from normalize.gazetteer.lookup import is_ambiguous, lookup, lookup_nominative
from normalize.gazetteer.territories import places_named
from normalize.kinds import MAY_BE_FAMILY, ORGANISATION, PERSON, PLACE, Kind
from normalize.match.known_organisations import identity_of
from normalize.morphology.dictionary import is_common
from normalize.parse.organisation import parse_organisation
from normalize.resolution.blocking import BARE, FULL, INITIALS, NOTHING, Profile, profile, word_classes
from normalize.screening.types import Party
from normalize.text.clean_name import clean_name
from normalize.text.script import has_cyrillic, has_latin

_SHORT = "^"
"""What the keys of a family name begin with."""


class Name(NamedTuple):
    """One name of a party.

    Attributes:
        party: number of the party.
        text: as it stands there.
        kind: the kind it is read as.
        weak: its list says that it identifies badly.
    """

    party: int
    text: str
    kind: Kind
    weak: bool = False


def names_of(number: int, party: Party) -> Iterator[Name]:
    """Yield the names of a party, each once for each kind it may be; of a person with a full name no short ones.

    A nickname or a family name beside the full name would fit everybody of that name.
    """
    weak = dict.fromkeys(party.weak, True)
    texts = {**weak, **dict.fromkeys(party.names, False)}
    for kind in party.kinds:
        full = [text for text in texts if kind != PERSON or not is_short(profile_of(text, kind))]
        for text in full if any(not texts[text] for text in full) else texts:
            yield Name(number, text, kind, texts[text])


@functools.lru_cache(maxsize=200_000)
def profile_of(text: str, kind: Kind) -> Profile:
    """The profile of a name; one in neither Latin nor Cyrillic letters is known by its letters alone."""
    cleaned = clean_name(text).text
    if not has_latin(cleaned) and not has_cyrillic(cleaned):
        return Profile(cleaned, kind, FULL if cleaned else NOTHING, f"={cleaned.casefold()}", (), None)
    return profile(cleaned, kind)


def keys_of(text: str, kind: Kind) -> Iterator[str]:
    """Keys of a name: names of two sides without a common one are not compared."""
    found = profile_of(text, kind)
    if found.level == NOTHING:
        return
    yield f"={found.form}"
    yield from found.keys
    yield from (f"#{known}" for known in _known_as(found.text, kind))


def family_keys(found: Profile) -> Iterator[str]:
    """Keys of every word of a person's name that may be the family name."""
    for token in found.parsed.tokens if found.parsed is not None else ():
        if token.role in MAY_BE_FAMILY:
            yield from (f"{_SHORT}{key}" for key in word_classes(token.folded))


def _known_as(text: str, kind: Kind) -> Iterator[str]:
    """Ids of what the lists know under a name as it is written: unrelated names of one organisation meet here."""
    if kind == PERSON:
        return
    yield from (entry.id for entry in lookup_nominative(text, kind) if not is_ambiguous(text, entry))
    if kind == PLACE:
        yield from places_named(text)


def is_short(found: Profile) -> bool:
    """Whether a person's name is a family name alone or with initials, or has none: Рогозин, Д. Рогозин, Пётр Ильич."""
    if found.kind != PERSON or found.parsed is None:
        return False
    if found.level <= INITIALS:
        return True
    return not found.parsed.is_ruler and not any(token.role in MAY_BE_FAMILY for token in found.parsed.tokens)


def is_short_name(name: Name) -> bool:
    """Whether one name of a party is short, see `is_short`."""
    return is_short(profile_of(name.text, name.kind))


def why_weak(found: Profile) -> str:
    """Why a name identifies badly, in a sentence; "" for one that tells its bearer well enough."""
    if found.kind == PERSON:
        return f"{found.text} is no full name" if is_short(found) else ""
    if found.kind != ORGANISATION:
        return ""
    known = identity_of(found.text)
    if known.is_bare:
        return f"{found.text} is a body that many states have"
    if known.ids or any(not is_ambiguous(found.text, entry) for entry in lookup(found.text, ORGANISATION)):
        return ""
    if found.level == BARE:
        return f"{found.text} is an acronym, which others may bear"
    content = parse_organisation(found.text).content
    if len(content) == 1 and is_common(content[0].folded):
        return f"{found.text} is a word of the dictionary, which others may be called"
    return ""
