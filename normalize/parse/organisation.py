"""Take an organisation's name apart into the words that are compared, and into the names it consists of.

A string may hold several names of one organisation: "Klimovsk Cartridge Plant, CJSC KSCP", "… (KMZ)". Every one of them
is a list of words with a meaning (`normalize.organisation_words`):

>>> [(word.text, str(word.kind)) for word in parse_organisation('АО «Завод № 5»').words]
[('АО', 'legal'), ('Завод', 'head'), ('5', 'number')]
"""

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from normalize.parse.organisation_words import (
    FUNCTION,
    GENERIC,
    HEAD,
    KIND,
    LEGAL,
    NAMED,
    NUMBER,
    PERSON,
    PLACE,
    WORD,
    Meaning,
    WordKind,
    abbreviation,
    is_written_together,
    word_meaning,
)
from normalize.phonetics.readings import fold
from normalize.text.clean_name import clean_name

MAX_WORDS = 40
"""More words than this are cut off."""
_WEIGHTS = {
    LEGAL: 0.0,
    FUNCTION: 0.0,
    NAMED: 0.0,
    GENERIC: 0.3,
    KIND: 0.7,
    HEAD: 0.7,
    PLACE: 0.8,
    WORD: 1.0,
    NUMBER: 1.0,
    PERSON: 0.3,
}
_WORD = re.compile(r"(?:[^\W\d_]\.){2,}[^\W\d_]?(?![^\W\d_])|[^\W_]+(?:['’&][^\W\d_]+)*|&")
_ROMAN = re.compile(r"(?:X{0,3})(?:IX|IV|V?I{0,3})\Z")
_ORDINAL = re.compile(r"(\d+)(?:st|nd|rd|th|й|я|е|го|ой|ый|ая)?\Z", re.IGNORECASE)
_INITIALS = re.compile(r"(?:[A-ZА-ЯЁІ][a-zа-яё]?\.\s?-?){1,3}(?=[A-ZА-ЯЁІ][^\W\d_]{2})")
_SURNAME = re.compile(r"[A-ZА-ЯЁІ][^\W\d_]{2,}")
_BRACKETS = re.compile(r"[(\[]([^()\[\]]*)(?:[)\]]|\Z)")
_SEPARATOR = re.compile(r"\s*[,;/]\s*|\s+[-–—]\s+")
_DASHES = re.compile(r"\s[-–—]\s.*\s[-–—]\s")
"""Of a name made of three parts or more («Гражданская платформа – Союз – Вера»), none of which is the whole."""
_CASE_SPLIT = re.compile(r"(?<=[a-zа-яё])(?=[A-ZА-ЯЁ][a-zа-яё]{2})|(?<=[a-zа-яё]{3})(?=[A-ZА-ЯЁ]{2,}\b)")
_OFFICIAL = frozenset(
    {"федеральный", "государственный", "предприятие", "компания", "организация", "образование", "высший"}
)
_ABBREVIATION = 4
_QUOTES = "\"'"
_PARENTS = frozenset({"корпорация", "концерн", "холдинг", "группа", "компания"})
_BRANCH = frozenset({"филиал"})


@functools.lru_cache(maxsize=100_000)
def _is_acronym(text: str) -> bool:
    return 2 <= len(text) <= 9 and " " not in text and sum(letter.isupper() for letter in text) >= 2


@dataclass(frozen=True, slots=True)
class OrgWord:
    """One word of an organisation's name.

    Attributes:
        text: as written.
        folded: the form that is compared.
        kind: a kind of `normalize.organisation_words`, or number, or person (an eponym: Ильюшин in "имени Ильюшина").
        meaning: what the word means.
        weight: how much it tells organisations apart, 0 to 1.
        quoted: the word stands in quotes by itself, as proper names do («Прибор»).
    """

    text: str
    folded: str
    kind: WordKind
    meaning: Meaning
    weight: float
    quoted: bool = False

    def __hash__(self) -> int:
        """Words are keys of many caches: their text is enough, and its hash is kept."""
        return hash(self.text)

    @property
    def is_acronym(self) -> bool:
        """True for two to nine letters of one word with two or more capitals: КСПЗ, СмАЗ, IUS."""
        return _is_acronym(self.text)


@dataclass(frozen=True, slots=True)
class Organisation:
    """An organisation's name taken apart.

    Attributes:
        text: the cleaned name.
        words: all its words.
        content: those that are compared, without legal forms and function words.
        alternatives: the words of each name that the string holds, the whole string first.
        repairs: what cleaning changed.
    """

    text: str
    words: tuple[OrgWord, ...]
    content: tuple[OrgWord, ...]
    alternatives: tuple[tuple[OrgWord, ...], ...]
    repairs: tuple[str, ...]

    def __hash__(self) -> int:
        """The text is enough; see `OrgWord`."""
        return hash(self.text)


def _number(text: str) -> str:
    ordinal = _ORDINAL.match(text)
    if ordinal:
        return ordinal[1].lstrip("0") or "0"
    if len(text) > 1 and _ROMAN.match(text):
        values = {"I": 1, "V": 5, "X": 10}
        total = 0
        for letter, following in zip(text, f"{text[1:]} ", strict=True):
            value = values[letter]
            total += -value if values.get(following, 0) > value else value
        return str(total)
    return ""


@functools.lru_cache(maxsize=200_000)
def _word(text: str, *, person: bool, quoted: bool = False) -> OrgWord:
    number = _number(text)
    if number:
        return OrgWord(text, number, NUMBER, Meaning(NUMBER), _WEIGHTS[NUMBER])
    plain = text.replace(".", "")
    folded = fold(plain)
    meaning = abbreviation(folded) if len(plain) < 7 and (plain != plain.lower() or len(plain) > 2) else None
    meaning = meaning or word_meaning(folded)
    if meaning.kind == NUMBER:
        return OrgWord(plain, min(meaning.concepts), NUMBER, Meaning(NUMBER), _WEIGHTS[NUMBER])
    kind = PERSON if person and meaning.kind == WORD else meaning.kind
    quoted = quoted and kind in {KIND, HEAD, GENERIC, WORD}
    return OrgWord(plain, folded, kind, meaning, 1.0 if quoted else _WEIGHTS[kind], quoted)


def _words(text: str) -> tuple[OrgWord, ...]:
    text = _CASE_SPLIT.sub(" ", text)
    persons = set()
    for match in _INITIALS.finditer(text):
        surname = _SURNAME.match(text, match.end())
        if surname and word_meaning(fold(surname.group())).kind == WORD and match.group().count(".") < 3:
            persons.add(surname.start())
    text = _INITIALS.sub(lambda match: " " * len(match.group()) if match.end() in persons else match.group(), text)
    found: list[OrgWord] = []
    named = False
    matches = list(_WORD.finditer(text))[:MAX_WORDS]
    skip = False
    for match, following in zip(matches, [*matches[1:], None], strict=False):
        if skip:
            skip = False
            continue
        written, apart = match.group(), ""
        if following and is_written_together(fold(written + following.group())):
            written, apart, skip = written + following.group(), f"{written} {following.group()}", True
        before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
        quoted = bool(before) and before in _QUOTES and (not after or after in _QUOTES)
        word = _word(written, person=named or match.start() in persons, quoted=quoted)
        if named and len(word.text) == 1:
            continue
        found.append(replace(word, text=apart) if apart else word)
        named = word.kind == NAMED or (named and word.kind in {PERSON, FUNCTION})
    return _legal_phrases(found)


def _legal_phrases(words: list[OrgWord]) -> tuple[OrgWord, ...]:
    """Words that belong to a legal form when they stand beside one, and affiliations that say little.

    федеральное государственное унитарное предприятие; of the Russian Academy of Sciences.
    """
    places = [i for i, word in enumerate(words) if word.kind != FUNCTION]
    for order in (places, places[::-1]):
        for before, i in pairwise(order):
            form, word = words[before], words[i]
            if form.kind == LEGAL and len(form.folded) > _ABBREVIATION and word.meaning.concepts & _OFFICIAL:
                words[i] = word if word.quoted else replace(word, kind=LEGAL, weight=0.0)
    for i, following in pairwise(places):
        if "академия" in words[i].meaning.concepts and "наука" in words[following].meaning.concepts:
            words[i] = replace(words[i], kind=GENERIC, weight=_WEIGHTS[GENERIC])
    return tuple(words)


def _content(words: Sequence[OrgWord]) -> tuple[OrgWord, ...]:
    return tuple(word for word in words if word.weight)


def _segments(words: Sequence[OrgWord]) -> list[tuple[OrgWord, ...]]:
    """The words between legal forms: "Роствертол" after "… комплекс ПАО"."""
    segments: list[list[OrgWord]] = [[]]
    for word in words:
        if word.kind == LEGAL:
            segments.append([])
        else:
            segments[-1].append(word)
    return [tuple(segment) for segment in segments if _content(segment)]


def _may_stand_alone(words: Sequence[OrgWord]) -> bool:
    content = _content(words)
    return any(word.kind in {WORD, PERSON} or word.is_acronym for word in content) or len(content) > 2


def _has(words: Sequence[OrgWord], concepts: frozenset[str]) -> bool:
    return any(word.meaning.concepts & concepts for word in words)


def _names(parts: list[tuple[OrgWord, ...]]) -> list[tuple[OrgWord, ...]]:
    """Those parts of a name that are names of the whole. In "Holding, subsidiary" only the subsidiary is."""
    parts = [part for part in parts if _content(part)]
    if len(parts) < 2:
        return []
    first, *others = parts
    own = {word.folded for word in first if word.kind == WORD}
    if _has(first, _PARENTS) and not any(own & {word.folded for word in other} for other in others):
        parts = others if any(len(_content(other)) > 1 for other in others) else parts
    return [part for part in parts if _may_stand_alone(part)]


def _alternatives(text: str, words: tuple[OrgWord, ...]) -> list[tuple[OrgWord, ...]]:
    """Other names inside the string: in brackets, after a comma or a dash, after another legal form."""
    if _has(words, _BRANCH):
        parts = [_words(part) for part in re.split(r"\s+[-–—]\s+", text)]
        return [part for part in parts if len(parts) > 1 and not _has(part, _BRANCH) and len(_content(part)) > 1]
    outside = _BRACKETS.sub(" ", text)
    found = [other for other in _names(_segments(words)) if _may_stand_alone(other)]
    inside = [_words(match[1]) for match in _BRACKETS.finditer(text)]
    if inside and all(_is_another_name(words) for words in inside):
        found += [words for words in (_words(outside), *inside) if _content(words)]
    parts = [_words(part) for part in _SEPARATOR.split(outside) if part]
    if not _DASHES.search(outside) and any(len(_content(part)) == 1 for part in parts):
        found += [other for other in _names(parts) if _may_stand_alone(other)]
    return found


def _is_another_name(words: Sequence[OrgWord]) -> bool:
    """Whether what stands in brackets is an acronym or a name of several words, not a place."""
    content = _content(words)
    return len(content) > 1 or any(word.is_acronym for word in content) or any(word.kind == LEGAL for word in words)


@functools.lru_cache(maxsize=100_000)
def parse_organisation(text: str) -> Organisation:
    """Take a name apart.

    Args:
        text: a name as found; it is cleaned first, see `normalize.clean.clean_name`.

    Returns:
        A name without words for text without letters and digits.
    """
    cleaned = clean_name(text)
    words = _words(cleaned.text)
    alternatives = {_content(other): other for other in (*reversed(_alternatives(cleaned.text, words)), words)}
    return Organisation(cleaned.text, words, _content(words), tuple(reversed(alternatives.values())), cleaned.repairs)
