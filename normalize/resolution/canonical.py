"""The name an entity is shown by, its parts, and what each of its spellings is.

The English name is an established one (the gazetteer, the curated lists), else the commonest full Latin spelling that the
corpus' English text uses, else what `normalize.gazetteer.english` makes of the commonest Russian nominative.
"""

import functools
import re
from collections import Counter
from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from normalize.gazetteer.as_russian import as_russian
from normalize.gazetteer.curated import known_people
from normalize.gazetteer.english import EnglishName, english_name
from normalize.gazetteer.given_names import given_name_groups
from normalize.gazetteer.identities import identify
from normalize.gazetteer.word_lists import lists
from normalize.kinds import ORGANISATION, PERSON, Kind, Role
from normalize.match.compare import compare_without_gazetteer
from normalize.match.persons import compare_parsed
from normalize.match.result import Match
from normalize.morphology.lemma import primary_language
from normalize.morphology.lexicon import is_listed, name_readings
from normalize.parse.person import is_slavic, parse_person
from normalize.phonetics.readings import consonant_frames, fold
from normalize.resolution.blocking import BARE, FULL, INITIAL, INITIALS
from normalize.resources import once
from normalize.text.script import ROMAN_NUMERAL, has_cyrillic, script_of
from normalize.transliteration.cyrillize import cyrillize
from normalize.transliteration.established import is_family_first
from normalize.transliteration.romanize import DEFAULT_SCHEME, given_name_spellings, romanizations, romanize

_SPLIT = re.compile(r"([\s-]+)")
_INITIALS_TOGETHER = re.compile(r"(?<=\b[^\W\d_])\.(?=[^\W\d_])")
"""Of a ruler: Пётр I is written in Cyrillic letters."""
_SON_OF = re.compile(r"[ -](?:оглы|кызы|ogly|oglu|kyzy|qizi)\Z", re.IGNORECASE)
_SHORT = {INITIALS: ("initials", 0.9), INITIAL: ("initials", 0.85), BARE: ("bare_name", 0.5)}
_ROMANIZED = frozenset({"ru", "uk", "be"})
_READINGS = 8
"""How many Cyrillic words a foreign spelling may stand for are looked up."""
_WITH_SLAVIC_NAMES = ("pl", "cs", "sk", "sl", "hr", "bs", "sr", "lt", "lv")
"""Languages whose own people bear such family names in Latin letters: Jan Novák is no Ян Новак."""


@dataclass(slots=True)
class Spelling:
    """One spelling of an entity with where it occurs.

    Attributes:
        text: as written.
        lemma: its nominative.
        lang: language of the text around it.
        level: level of detail, see `normalize.blocking`.
        n: how many mentions have it.
        rule: what linked it to the entity, see `normalize.linking`.
    """

    text: str
    lemma: str
    lang: str
    level: int
    n: int
    rule: str


@dataclass(frozen=True, slots=True)
class Canonical:
    """Names of an entity and the parts of a person's, English."""

    name: str
    name_ru: str | None
    given: str | None = None
    patronymic: str | None = None
    family: str | None = None


def _unshout(text: str) -> str:
    """ROGOZIN Dmitry, rogozin dmitry → Rogozin Dmitry; acronyms (two to four capitals by themselves) stay."""
    words = _SPLIT.split(text)
    if text.islower():
        return "".join(word if word in lists().cues["particle"] else word.capitalize() for word in words)
    if len(text) <= 4:
        return text
    return "".join(word.capitalize() if _is_shouted(word) else word for word in words)


def _is_shouted(word: str) -> bool:
    return word.isupper() and len(word) > 2 and "." not in word and not ROMAN_NUMERAL.fullmatch(word)


def _commonest(spellings: Sequence[Spelling], press: Callable[[], AbstractSet[str]] = frozenset) -> str:
    """The spelling with most mentions, letter case aside; among equals the one with most words of press spelling.

    Args:
        spellings: at least one.
        press: gives the words of press spelling, where they are needed.
    """
    counts: Counter[str] = Counter()
    for spelling in spellings:
        counts[spelling.lemma] += spelling.n
    merged: dict[str, Counter[str]] = {}
    for text, n in counts.items():
        merged.setdefault(text.casefold(), Counter())[text] += n

    top = max(seen.total() for seen in merged.values())
    often = [key for key, seen in merged.items() if seen.total() == top]
    usual = press() if len(often) > 1 else frozenset()
    best = min(often, key=lambda key: (-sum(word in usual for word in key.split()), len(key), key))
    return min(merged[best], key=lambda text: (text.isupper() or text.islower(), -merged[best][text], text))


def _press_words(spellings: Sequence[Spelling]) -> AbstractSet[str]:
    """Words as English text spells them: the entity's own Cyrillic words romanised, and usual given names."""
    own = {romanize(word).casefold() for s in spellings if has_cyrillic(s.lemma) for word in s.lemma.split()}
    return own | _press_given_names()


@functools.cache
def _press_given_names() -> frozenset[str]:
    return frozenset(names[0].casefold() for names in given_name_spellings().values())


def _ordered(text: str) -> str:
    """A person's name with the family name last and initials apart: Рогозин Д.О. → Д. О. Рогозин."""
    text = _INITIALS_TOGETHER.sub(". ", text)
    family, comma, given = text.partition(", ")
    if comma and "," not in given and parse_person(given).suffixes == ():  # not Smith, Jr.
        return f"{given} {family}"
    parsed = parse_person(text)
    roles = [token.role for token in parsed.tokens]
    first, _, rest = text.partition(" ")
    if _SON_OF.search(text) and is_slavic(fold(first)) and not given_name_groups(first):
        return f"{rest} {first}"  # Гусейнов Рашид Али оглы
    plain = len(parsed.tokens) == len(text.replace(",", " ").split())
    others = (
        {Role.GIVEN} if given_name_groups(text.partition(" ")[0]) else {Role.GIVEN, Role.INITIAL}
    )  # Сергей В. is no family name
    if not plain or not others & {*roles} or roles.count(Role.FAMILY) != 1 or roles[0] != Role.FAMILY:
        return text.replace(",", "") if plain and "," in text else text
    return " ".join(token.text + "." * (token.role == Role.INITIAL) for token in (*parsed.tokens[1:], parsed.tokens[0]))


def canonical(kind: Kind, spellings: Sequence[Spelling], name_en: str = "", name_ru: str = "") -> Canonical:
    """Choose an entity's names.

    Args:
        kind: person, organisation or place.
        spellings: at least one.
        name_en: an English name that is settled already (an override, the gazetteer).
        name_ru: a Russian one.
    """
    top = max(spelling.level for spelling in spellings)
    floor = min(top, FULL) if top >= FULL else min(INITIALS - 1, top)
    full = [spelling for spelling in spellings if spelling.level >= floor]
    if kind == ORGANISATION:  # the Foreign Ministry that the document means is the Foreign Ministry of Slovakia
        full = [spelling for spelling in full if not identify(spelling.lemma).is_bare] or full
    cyrillic = [s for s in full if script_of(s.lemma) == "Cyrl"]
    russian = [s for s in cyrillic if s.lang in {"ru", "und"}] or [s for s in cyrillic if s.lang not in {"uk", "be"}]
    chosen_ru = name_ru or (_shown(kind, _commonest(russian)) if russian else "")
    latin = [s for s in full if script_of(s.lemma) == "Latn"]
    lang = next((s.lang for s in russian if s.lang in {"ru", "und"}), russian[0].lang) if russian else "ru"
    press = english_name(chosen_ru, kind, lang) if chosen_ru else EnglishName("", known=False)
    chosen = name_en or (press.text if press.known else "") or _known_latin(kind, latin)
    if not chosen:
        usual = _english_spellings(latin, has_russian=bool(chosen_ru))
        if kind == PERSON and not any(s.lang in {"ru", "und"} for s in russian):
            english = any(s.lang.startswith("en") or (_is_english(s.lang) and s.lemma.isascii()) for s in usual)
            chosen = "" if english else _known_person(full)
            if not chosen and not any(_is_english(s.lang) for s in usual):
                chosen = _from_foreign_spelling(full)
        if not chosen:
            chosen = _shown(kind, _commonest(usual, lambda: _press_words(spellings))) if usual else press.text
    if not chosen:
        other = cyrillic or full
        chosen = english_name(_commonest(other), kind, other[0].lang).text
    if not chosen_ru:  # at least the short name, in the nominative
        short = [s for s in spellings if script_of(s.lemma) == "Cyrl" and s.lang in {"ru", "und"}]
        longest = max((s.level for s in short), default=0)
        chosen_ru = _shown(kind, _commonest([s for s in short if s.level == longest])) if short else ""
    if kind != PERSON:
        return Canonical(chosen, chosen_ru or None)
    return _with_parts(chosen, chosen_ru, spellings)


def _known_latin(kind: Kind, latin: Sequence[Spelling]) -> str:
    """The preferred English of a Latin spelling that the curated lists have (Poutine: no; Eduard Snowden: Edward Snowden)."""
    counts: Counter[str] = Counter()
    for spelling in latin:
        known = english_name(spelling.lemma, kind)
        if known.known:
            counts[known.text] += spelling.n + 1
    return min(counts, key=lambda text: (-counts[text], text)) if counts else ""


def _is_english(lang: str) -> bool:
    return lang.startswith("en") or lang == "und" or lang in _ROMANIZED


def _known_person(spellings: Sequence[Spelling]) -> str:
    """The known person whom other languages spell so: Wladimir Putin, Volodímir Zelenski, Сергеј Лавров; "" for none."""
    for spelling in sorted(spellings, key=lambda s: (-s.n, s.lemma)):
        text = _ordered(_unshout(spelling.lemma))
        if not consonant_frames(fold(text.rpartition(" ")[2])) & _known_family_sounds():
            continue  # which is cheap to see; in Cyrillic a name may stand for very many words
        if script_of(text) == "Latn":
            readings = [c.text for c in cyrillize(text, _READINGS)]
        else:
            readings = [as_russian(text, primary_language(spelling.lang))]
        groups = given_name_groups(text.partition(" ")[0]) if " " in text else ()  # Volodímir: Владимир
        readings += [f"{group} {reading.rpartition(' ')[2]}" for reading in readings for group in groups]
        known = [english.text for reading in readings if (english := english_name(reading, PERSON)).known]
        if known:
            return known[0]
    return ""


@once
def _known_family_sounds() -> frozenset[str]:
    """What consonants the family names of the curated people have (0.2 s on first use)."""
    families = {fold(person.ru.rpartition(" ")[2]) for person in known_people()}
    return frozenset(sound for family in families for sound in consonant_frames(family))


def _from_foreign_spelling(spellings: Sequence[Spelling]) -> str:
    """English of a Slavic name in the spelling of a language that has no such names: Sergueï Tchernychev; "" for others."""
    for spelling in sorted(spellings, key=lambda s: (-s.n, s.lemma)):
        text = _ordered(_unshout(spelling.lemma))
        words = text.split(" ")
        is_ours = script_of(text) == "Latn" and len(words) > 1 and is_slavic(fold(words[-1]))
        if is_ours and not spelling.lang.startswith(_WITH_SLAVIC_NAMES) and given_name_groups(words[0]):
            readings = [c.text for c in cyrillize(text, _READINGS)]
            families = [r.rpartition(" ")[2].lower() for r in readings]
            known = [r for r, family in zip(readings, families, strict=True) if name_readings(family)]
            known = known or [r for r, family in zip(readings, families, strict=True) if is_listed(family, "s")]
            return english_name((known or readings)[0], PERSON).text
    return ""


def _english_spellings(latin: Sequence[Spelling], *, has_russian: bool) -> list[Spelling]:
    """The spellings that English text uses; those of other languages only where there is nothing to romanise.

    Latin spellings in Russian text, and in spans of unknown language, are English rather than anything else. A spelling with
    a word for a role (Rogozin Sr) stands back behind those without.
    """
    english = [s for s in latin if s.lang.startswith("en")]
    english = english or [s for s in latin if _is_english(s.lang)]
    english = english or ([] if has_russian else list(latin))
    return [s for s in english if not _has_role(s.lemma)] or english


def _has_role(name: str) -> bool:
    known = lists()
    words = {word.lower().rstrip(".,") for word in name.split()}
    return bool(words & (known.titles | known.cues["suffix"]))


def _shown(kind: Kind, text: str) -> str:
    return _ordered(_unshout(text)) if kind == PERSON else text


def _with_parts(name: str, name_ru: str, spellings: Sequence[Spelling]) -> Canonical:
    given = family = patronymic = None
    for text in (name, romanize(name_ru) if name_ru else ""):
        parsed = parse_person(text)
        roles = {token.role: token.text for token in reversed(parsed.tokens)}
        words = [token for token in parsed.tokens if token.role != Role.INITIAL]
        given = given or roles.get(Role.GIVEN)
        patronymic = patronymic or roles.get(Role.PATRONYMIC)
        family = family or roles.get(Role.FAMILY)
        if not family and len(words) == 2 and not given and len(parsed.tokens) == 2:
            given, family = words[0].text, words[1].text
        if not family and not given and len(words) == 1 and words[0].role == Role.WORD:
            given, family = (words[0].text, None) if given_name_groups(words[0].text) else (None, words[0].text)
    if name_ru and is_family_first(name_ru):
        family, _, given = name.partition(" ")
    if not patronymic:
        patronymic = _patronymic(spellings)
    return Canonical(name, name_ru or None, given, patronymic, family)


def _patronymic(spellings: Sequence[Spelling]) -> str | None:
    """The commonest patronymic of the fuller spellings, Latin ones first."""
    counts: Counter[tuple[bool, str]] = Counter()
    for spelling in spellings:
        if spelling.level > FULL:
            token = parse_person(spelling.lemma).first(Role.PATRONYMIC)
            if token:
                latin = script_of(token.text) == "Latn"
                counts[latin, token.text.capitalize() if latin else romanize(token.text).capitalize()] += spelling.n + 1
    return min(counts, key=lambda key: (not key[0], -counts[key], key[1]))[1] if counts else None


@functools.lru_cache(maxsize=100_000)
def _schemes(name_ru: str) -> dict[str, str]:
    return {latin.casefold(): scheme for scheme, latin in reversed(romanizations(name_ru))}


@functools.lru_cache(maxsize=200_000)
def compare_shown(kind: Kind, one: str, other: str) -> Match:
    """Compare without the gazetteer, which has given its rule already."""
    if kind == PERSON:
        return compare_parsed(parse_person(one), parse_person(other))
    return compare_without_gazetteer(one, other, kind)


def alias_rule(kind: Kind, names: Canonical, spelling: Spelling) -> tuple[str, float]:
    """What makes a spelling an alias, and how sure that is."""
    if spelling.rule in {"override", "gazetteer"}:
        return spelling.rule, 1.0
    text = spelling.text.casefold()
    if text in {names.name.casefold(), (names.name_ru or "").casefold()}:
        return "exact", 1.0
    if spelling.text != spelling.lemma and script_of(spelling.lemma) == "Cyrl":
        return "inflected", alias_rule(kind, names, _nominative(spelling))[1]
    script = script_of(spelling.text)
    if names.name_ru and script == "Latn":
        is_press = text == romanize(names.name_ru).casefold()
        scheme = DEFAULT_SCHEME if is_press else _schemes(names.name_ru).get(text)
        if scheme:
            return f"romanized:{scheme}", 1.0
    if kind == PERSON and spelling.level in _SHORT:
        return _SHORT[spelling.level]
    reference = names.name_ru if names.name_ru and script == "Cyrl" else names.name
    match = compare_shown(kind, reference, spelling.lemma)
    return (match.rule if match.rule not in {"different", "too_different"} else "variant"), max(match.score, 0.5)


def _nominative(spelling: Spelling) -> Spelling:
    return Spelling(spelling.lemma, spelling.lemma, spelling.lang, spelling.level, spelling.n, spelling.rule)
