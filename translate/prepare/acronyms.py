"""Acronyms, legal forms and Cyrillic site names of a source text: which meaning each has there, how it is said otherwise.

What an acronym means is told by its row in normalize/gazetteer/data/acronyms.tsv and by the words beside it; one with several
meanings of which none fits stays undecided and is left to the engine.
"""

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from normalize.gazetteer.curated import LEGAL_FORM, THING, Acronym, KnownName, acronym_words, acronyms, known_names
from normalize.kinds import ORGANISATION
from normalize.morphology.dictionary import base
from normalize.morphology.organisations import organisation_lemma
from normalize.resources import once, read_rows
from normalize.transliteration.letters import romanized
from normalize.words import analyzer
from translate.lexicon import plural
from translate.prepare.masks import Stretch

SITE: Final = "site"
QUOTED: Final = "quoted"

_GENERIC: Final = frozenset({"organisation", "education", "medical"})
"""Kinds of which an English of several words in lower case is a body: the district hospital."""

_COMPANY: Final = ("company", "firm", "enterprise", "institution")
"""What a legal form without a name is called in running text."""

BESIDE: Final = 8
"""Words before and after an acronym in which those are looked for that tell its meaning."""

_HINT = re.compile(r"[А-ЯЁ]\w*[А-ЯЁ]|[а-яё]\.\w")
_TOKEN = re.compile(r"[^\W_]+(?:[-.][^\W_]+)*\.?")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W_]+)*")
_QUOTED = re.compile(r"\s?[«\"„“](?P<name>[^«»\"„“”\n]{1,60})[»\"”“]")
_SITE = re.compile(r"(?<![\w.@/-])(?P<name>[А-ЯЁа-яё][А-ЯЁа-яё\d-]+)\.(?P<zone>[A-Za-zА-ЯЁа-яё]{2,4})(?![\w-])")
_NUMBER_BEFORE = re.compile(r"\d\s?\Z")
_NUMBER_AFTER = re.compile(r"\s?[№-]?\s?\d")
_NAME_AFTER = re.compile(r"\s?[«\"„“]?[A-ZА-ЯЁ]")
_NAME_BEFORE = re.compile(r"[A-ZА-ЯЁ][\w-]*[»\"”]?\s\Z")
_YEAR_AFTER = re.compile(r"[\s-]?(?:1[89]|20)\d\d\b")
_AND = re.compile(r"\s?(?:,|и|или|,? а также)\s")
_LAST_WORD = re.compile(r"([А-Яа-яё]+)\s\Z")
_NEXT_WORD = re.compile(r"\s([а-яё]+)")


@dataclass(frozen=True, slots=True)
class Found:
    """An acronym, a legal form with its name, or a site name, and what English has in its place.

    Attributes:
        start: its first character in the text.
        end: one past the last.
        surface: as written.
        english: what replaces it; the preferred one of several.
        accepted: every English that says the same.
        kind: of the acronym's row, `site` or `quoted`.
        full: in full, in Russian; "" where there is nothing to write out.
        name: the English name that a legal form goes with; "" for none.
        plural: the words beside it say so.
    """

    start: int
    end: int
    surface: str
    english: str
    accepted: tuple[str, ...]
    kind: str
    full: str = ""
    name: str = ""
    plural: bool = False


def find_acronyms(text: str) -> tuple[Found, ...]:
    """Find what has one meaning where it stands.

    Args:
        text: Russian, in sentence case.
    """
    if _HINT.search(text) is None and _QUOTED.search(text) is None:
        return ()
    found: list[Found] = [*_sites(text), *_quoted_names(text)]
    taken = [(f.start, f.end) for f in found]
    for start, end in _places(text):
        if any(a < end and start < b for a, b in taken):
            continue
        meaning = decide(text, start, end)
        if meaning is not None:
            found.append(_found(text, start, end, meaning))
            taken.append((found[-1].start, found[-1].end))
    return tuple(sorted(found, key=lambda f: f.start))


def stretches(found: Sequence[Found]) -> list[Stretch]:
    """What is found as stretches that can be masked."""
    return [Stretch(f.start, f.end, f"{'the ' * _has_article(f)}{f.english}") for f in found]


def _has_article(found: Found) -> bool:
    """Whether it is like the Federal Bailiff Service, not like Russia's Investigative Committee or Romashka LLC."""
    first, *more = found.english.split()
    head = found.english.split(" of ")[0].split()[-1].lower()
    generic = first[0].islower() and found.kind in _GENERIC
    return bool(more) and not first.endswith("'s") and not found.plural and (generic or head in _with_article())


def decide(text: str, start: int, end: int) -> Acronym | None:
    """The meaning of the acronym at start:end, by what stands beside it; None when nothing tells."""
    meanings = acronyms(text[start:end])
    if not meanings:
        return None
    near = {meaning: distance for meaning in meanings if (distance := _distance(meaning, text, start, end)) is not None}
    if near:
        return min(near, key=near.__getitem__)
    plain = [meaning for meaning in meanings if not meaning.only_when]
    return plain[0] if len({meaning.en_short for meaning in plain}) == 1 else None


def _distance(meaning: Acronym, text: str, start: int, end: int) -> float | None:
    """How many words away the nearest condition of a meaning is met; None when none is."""
    distances = [d for when in meaning.only_when if (d := _condition(when, text, start, end)) is not None]
    return min(distances, default=None)


def _condition(when: str, text: str, start: int, end: int) -> float | None:
    before, after = text[max(0, start - 40) : start], text[end : end + 40]
    shapes = {
        "NUM_BEFORE": _NUMBER_BEFORE.search(before),
        "NUM_AFTER": _NUMBER_AFTER.match(after),
        "NAME_AFTER": _NAME_AFTER.match(after),
        "NAME_BESIDE": _NAME_AFTER.match(after) or _NAME_BEFORE.search(before),
        "YEAR_AFTER": _YEAR_AFTER.match(after),
        "IN_BRACKETS": before.endswith("(") and after.startswith(")"),
    }
    if when in shapes:
        return 0.5 if shapes[when] else None
    sides = (list(reversed(_TOKEN.findall(text[:start])))[:BESIDE], _TOKEN.findall(text[end:])[:BESIDE])
    if not _WORD.fullmatch(when):
        beside = " ".join([*reversed(sides[0]), *sides[1]]).casefold()
        return BESIDE / 2 if when.strip("«»").casefold() in beside else None
    wanted = when if when.isupper() else base(when)
    places = [
        i for side in sides for i, word in enumerate(side, 1) if wanted in (word, base(word)) or _ends_alike(when, word)
    ]
    return min(places, default=None)


def _ends_alike(when: str, word: str) -> bool:
    """Whether it is a compound with the word at its end: пресс-секретарь."""
    return "-" in word and base(word.rsplit("-", 1)[1]) == base(when)


def _places(text: str) -> list[tuple[int, int]]:
    """Offsets of the listed acronyms with two capitals or more, the longest first where they overlap."""
    firsts = acronym_words()
    found: list[tuple[int, int]] = []
    for match in _WORD.finditer(text):
        if found and match.start() < found[-1][1]:
            continue
        before, after = text[: match.start()][-1:], text[match.end() :][:1]
        if before in {"@", "#", "/", "_"} or (before == "-" and text[: match.start()][-2:-1].isalnum()) or after == "_":
            continue
        for words in firsts.get(match.group(), ()):
            if text.startswith(words, match.start()) and not text[match.start() + len(words) :][:1].isalnum():
                found.append((match.start(), match.start() + len(words)))
                break
    return found


def _found(text: str, start: int, end: int, meaning: Acronym) -> Found:
    surface = text[start:end]
    accepted = (*meaning.en_short, *meaning.en_full)
    if meaning.kind == ORGANISATION and not meaning.only_when:
        for known in known_names(surface, ORGANISATION):
            accepted += (known.en, *filter(None, [known.acronym_en]), *known.variants_en)
    english, full = meaning.en_short[0], meaning.full_ru.split(";")[0]
    quoted = _QUOTED.match(text, end) if meaning.kind == LEGAL_FORM else None
    if quoted is None:
        accepted += _COMPANY if meaning.kind == LEGAL_FORM else ()
        many = english[0].islower() and _is_plural(text, start, end)
        return Found(start, end, surface, plural(english) if many else english, accepted, meaning.kind, full, "", many)
    name = _english_of(quoted["name"])
    return Found(start, quoted.end(), text[start : quoted.end()], f"{name} {english}", accepted, LEGAL_FORM, full, name)


def _english_of(name: str) -> str:
    """The English of a company's name in quotes: the known one, else in Latin letters."""
    known = {found.en for found in known_names(name, ORGANISATION)}
    return known.pop() if len(known) == 1 else romanized(name)


def _sites(text: str) -> list[Found]:
    found = []
    for match in _SITE.finditer(text):
        zone = _zones().get(match["zone"].lower())
        if zone is None:
            continue
        zone = zone.capitalize() if match["zone"][0].isupper() else zone
        known = {name.en for name in known_names(match.group(), ORGANISATION)}
        english = known.pop() if len(known) == 1 else f"{romanized(match['name'])}.{zone}"
        found.append(Found(match.start(), match.end(), match.group(), english, (english,), SITE))
    return found


def _quoted_names(text: str) -> list[Found]:
    """Known names in quotes that a model would translate: things behind their noun, organisations of several words."""
    found = []
    for match in _QUOTED.finditer(text):
        name = match["name"]
        before = _LAST_WORD.search(text[: match.start()] + " ")
        noun = base(before.group(1)) if before else ""
        things = [thing for thing in known_names(name, THING) if noun and thing.class_word == noun]
        known = things or (_organisation(name) if " " in name else ())
        if not known or len({one.en for one in known}) != 1 or noun in _legal_forms():
            continue
        start = match.start() + match.group().index(name) - 1
        accepted = (known[0].en, *known[0].variants_en)
        found.append(Found(start, match.end(), text[start : match.end()], known[0].en, accepted, QUOTED))
    return found


@functools.lru_cache(maxsize=5000)
def _organisation(name: str) -> tuple[KnownName, ...]:
    """The rows of an organisation by its name in quotes, in any case: редактор «Новой газеты»."""
    return known_names(name, ORGANISATION) or known_names(organisation_lemma(name).core, ORGANISATION)


@once
def _legal_forms() -> frozenset[str]:
    return frozenset(word.lower() for word in acronym_words() if any(a.kind == LEGAL_FORM for a in acronyms(word)))


@once
def _zones() -> dict[str, str]:
    return {ru: en for kind, ru, en in read_rows("translate.prepare", "acronym_rules.tsv", columns=3) if kind == "zone"}


@once
def _with_article() -> frozenset[str]:
    rows = read_rows("translate.prepare", "acronym_rules.tsv", columns=3)
    return frozenset(word for kind, _, words in rows if kind == "article" for word in words.split())


def _is_plural(text: str, start: int, end: int) -> bool:
    """Whether the word before or after says that an acronym, which does not inflect, is a plural: БПЛА атаковали."""
    before, after = _LAST_WORD.search(text[:start]), _NEXT_WORD.match(text[end:])
    if before is not None and (before.group(1).lower() in governors() or _AND.fullmatch(f" {before.group(1)} ")):
        after = None  # the verb is another's
    for match, kinds in ((before, {"ADJF", "PRTF"}), (after, {"VERB", "PRTS", "ADJS"})):
        reading = analyzer().parse(match.group(1).lower())[0] if match else None
        if reading is not None and reading.tag.POS in kinds and reading.tag.number == "plur":
            return True
    return False


@once
def governors() -> dict[str, str]:
    """The case that each preposition asks for."""
    rows = read_rows("translate.prepare", "acronym_rules.tsv", columns=3)
    return {word: case for kind, case, words in rows if kind == "case" for word in words.split()}
