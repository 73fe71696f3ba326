"""Which names are worth comparing: a profile of each name with its level of detail and its blocking keys.

Names that share no key are never compared, so that the cost grows with the number of names and not with its square. A
key of a full personal name joins two of its words, each reduced to the known given names it may be or to the consonants
it sounds like: Рогозин Дмитрий, Dmitri Rogosin and Dima Rogozine share ``Дмитрий|рксн``. Organisations and places are
found by their rarest words.
"""

import functools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from normalize.gazetteer.given_names import given_name_groups, is_diminutive, variant_groups
from normalize.kinds import ORGANISATION, PERSON, PLACE, Kind, Role, check_kind
from normalize.match.readings import foreign_endings
from normalize.match.words import first_sounds
from normalize.parse.organisation import parse_organisation
from normalize.parse.person import PersonName, Token, given_name_groups_of_father, is_slavic, parse_person
from normalize.phonetics.consonants import coarse, cut
from normalize.phonetics.readings import fold, skeleton, sound_keys, sure_sounds
from normalize.resolution.blocking_keys import LOOSE, organisation_keys, place_keys, rarest, without_common
from normalize.transliteration.established import established

LONG, MIDDLE, FULL, INITIALS, INITIAL, BARE, NOTHING = 6, 5, 4, 3, 2, 1, 0
"""Levels of detail: three full words or more; two and an initial; two; one and initials; one and an initial; one; none.

Organisations and places are `FULL`, acronyms `BARE`.
"""

_MAX_KEYS = 40
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_ACRONYM = re.compile(r"[A-ZА-ЯЁІЇЄҐЎ][A-ZА-ЯЁІЇЄҐЎ0-9]{1,6}\Z")


@dataclass(frozen=True, slots=True)
class Profile:
    """What resolution needs to know of one distinct name.

    Attributes:
        text: the name in the nominative.
        kind: person, organisation or place.
        level: one of the levels of this module.
        form: names of one form differ in nothing that could tell entities apart: letter case, order, regular romanisation,
            the legal form.
        keys: blocking keys.
        parsed: the name taken apart; None for organisations and places.
        others: the same in other readings: without the endings that Baltic languages and Czech add, in the established
            English spelling.
        twin: of a form that names in both scripts share, the profile of one in the other script; see `PoolBuilder.form`.
    """

    text: str
    kind: Kind
    level: int
    form: str
    keys: tuple[str, ...]
    parsed: PersonName | None
    others: tuple[PersonName, ...] = ()
    twin: "Profile | None" = None


@functools.lru_cache(maxsize=400_000)
def word_classes(word: str) -> tuple[str, ...]:
    """Consonant skeletons and irregular-spelling groups of a word: equal for spellings that may be one name."""
    sounds = {skeleton(sound) or sound for sound in sound_keys(word)}
    return (*sorted(sounds), *(f"#{number}" for number in variant_groups(word)))


def _token_classes(token: Token) -> tuple[str, ...]:
    if token.role == Role.PATRONYMIC:
        fathers = given_name_groups_of_father(token.folded)
        return tuple(f"-{name}" for name in sorted(fathers)) or word_classes(token.folded)
    if token.role in {Role.GIVEN, Role.WORD}:
        return (*sorted(given_name_groups(token.folded)), *word_classes(token.folded))
    return word_classes(token.folded)


def _sound(token: Token) -> str:
    """One word as it certainly sounds, for `Profile.form`."""
    if token.role in {Role.GIVEN, Role.WORD} and not is_diminutive(token.folded):
        groups = given_name_groups(token.folded)
        if len(groups) == 1:
            return next(iter(groups))
    return next(iter(sure_sounds(token.folded)), token.folded)


def _person_level(parsed: PersonName) -> int:
    initials = sum(token.role == Role.INITIAL for token in parsed.tokens)
    full = len(parsed.tokens) - initials
    if full >= 3:
        return LONG
    if full == 2:
        return MIDDLE if initials else FULL
    if full == 1:
        if parsed.is_ruler:
            return FULL
        return INITIALS if initials > 1 else INITIAL if initials else BARE
    return NOTHING


def _person_keys(full: Sequence[Token], initials: Sequence[Token]) -> Iterable[str]:
    if len(full) == 1:
        firsts = sorted(first_sounds(initials[0].text)) if initials else [""]
        for key in word_classes(full[0].folded):
            yield from (f"{key}|{first}" for first in firsts)
        return
    for i, left in enumerate(full):
        for right in full[i + 1 :]:
            roles = {left.role, right.role}
            tail = ""
            if roles == {Role.GIVEN, Role.PATRONYMIC}:  # too many people share these two alone
                rest = [token for token in full if token is not left and token is not right]
                tail = f"|{word_classes(rest[0].folded)[0][:1]}" if rest and word_classes(rest[0].folded) else ""
            for one in _token_classes(left):
                for other in _token_classes(right):
                    yield "|".join(sorted((one, other))) + tail


def _person(text: str) -> Profile:
    parsed = parse_person(text)
    level = _person_level(parsed)
    full = [token for token in parsed.tokens if token.role != Role.INITIAL]
    if level == NOTHING:
        return Profile(text, PERSON, level, f"={text.casefold()}", (), parsed)
    initials = [token for token in parsed.tokens if token.role == Role.INITIAL]
    letters = (f"{fold(token.text)}." for token in initials)
    form = " ".join((*sorted(_sound(token) for token in full), *letters, *parsed.suffixes))
    keys = list(dict.fromkeys(_person_keys(full, initials)))[:_MAX_KEYS]
    others: tuple[PersonName, ...] = ()
    if parsed.is_ruler:
        others = _other_readings(parsed)
        words = [name.tokens[0] for name in (parsed, *others) if name.is_ruler]
        keys = [f"{one}|{parsed.suffixes[-1]}" for word in words for one in _token_classes(word)]
    elif level >= FULL:
        keys += _loose_keys(full)
        others = _other_readings(parsed)
        for name in others:
            words = [token for token in name.tokens if token.role != Role.INITIAL]
            keys += [*_person_keys(words, initials), *_loose_keys(words)]
    return Profile(text, PERSON, level, form, tuple(dict.fromkeys(keys)), parsed, others)


def _other_readings(parsed: PersonName) -> tuple[PersonName, ...]:
    plain = parsed.text.replace(",", "")
    found = [replace(parse_person(text), gender=gender) for text, gender, _ in foreign_endings(plain)]
    english = established(plain)
    found += [parse_person(text) for text in (english, _apart(plain)) if text]
    return tuple(found)


def _apart(text: str) -> str:
    """A Latin name without its hyphens, "" for others: Kim Jong-un is written Kim Jong Un as well."""
    return text.replace("-", " ") if "-" in text and text.isascii() else ""


def _loose_keys(words: Sequence[Token]) -> Iterable[str]:
    """Two words of which one may have a consonant more or less: Rossinot and Россино, Metcalfe and Меткаф.

    Slavic names do not need them, since their consonants are written; see `normalize.words`.
    """
    words = [token for token in words if token.role != Role.PATRONYMIC]
    for token in words:
        if token.role == Role.GIVEN or is_slavic(token.folded):
            continue
        for other in words:
            if other is not token:
                for one in _sure_classes(other):
                    yield from (f"{LOOSE}{one}|{bones}" for bones in cut(token.folded))


def _sure_classes(token: Token) -> tuple[str, ...]:
    groups = given_name_groups(token.folded) if token.role in {Role.GIVEN, Role.WORD} else frozenset()
    return tuple(sorted(groups)) or coarse(token.folded)[:1]


def _other(text: str, kind: Kind) -> Profile:
    words = [fold(word) for word in _WORD.findall(text)]
    if not words:
        return Profile(text, kind, NOTHING, f"={text.casefold()}", (), None)
    keys = organisation_keys(text) if kind == ORGANISATION else place_keys(text)
    level = BARE if kind == ORGANISATION and len(words) == 1 and _ACRONYM.match(text) else FULL
    content = parse_organisation(text).content if kind == ORGANISATION else ()
    form = " ".join(word.folded for word in content) or " ".join(words)
    return Profile(text, kind, level, form, tuple(dict.fromkeys(keys)), None)


def profile(text: str, kind: Kind) -> Profile:
    """The profile of one name in the nominative; ValueError for an unknown kind."""
    check_kind(kind)
    return _person(text) if kind == PERSON else _other(text, kind)


def blocking_keys(profiles: Sequence[Profile]) -> list[tuple[str, ...]]:
    """Blocking keys to use for each profile: a person's, and the rarest few of an organisation's or a place's."""
    found = [p.keys for p in profiles]
    for kind, reduce in ((PERSON, without_common), (ORGANISATION, rarest), (PLACE, rarest)):
        chosen = [i for i, p in enumerate(profiles) if p.kind == kind]
        for i, keys in zip(chosen, reduce([profiles[i].keys for i in chosen]), strict=True):
            found[i] = keys
    return found
