"""Rules that put right what the Russian tagger found, by lists and neighbouring nouns.

Each rule is a function of the text and the names found so far; `RULES` gives their order. Lists and nouns are in
mentions_organisations.tsv, mentions_places_ru.tsv and mentions_nouns_ru.tsv.
"""

import re
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from normalize.gazetteer.state_bodies import with_place
from normalize.kinds import ORGANISATION, PERSON, PLACE, Found, Kind
from normalize.morphology.dictionary import base, is_place_only
from normalize.morphology.legal_forms import legal_forms
from normalize.resources import once, read_rows
from normalize.text.script import has_cyrillic
from normalize.words import plain_lower

LISTED, DICTIONARY, ACRONYM, NOUN = "list", "dictionary", "acronym", "noun"
Word = tuple[int, int, str]
_BREAK = re.compile(r"\s*[\n\r\t•|·]\s*")
_DASH = re.compile(r"\s+[-–—+/&]\s+")
_PARENTHESIS = re.compile(r"\s*[»\"”]?\s*\(")
_INNER_QUOTES = re.compile(r"\A(?P<around>[^«\"„“]+?)\s*[«\"„“](?P<core>[^«»\"„“”]+)[»\"”“]?\Z")
_LAST_WORD = re.compile(r"([\w-]+)\s*[«\"„“]?\s*\Z")
_BRACKETED = re.compile(r"\s?[»\"”]?\s?\(([^()\n]{2,40})\)")
_AGENCY_AFTER = re.compile(r"\s*\(([^()\n]{2,40})\)\s*[-–—]")
_ACRONYM_FORM = re.compile(r"[A-ZА-ЯЁ][A-ZА-ЯЁa-z0-9&-]{0,9}[A-ZА-ЯЁ0-9]")
_OPENING = '«"„“'
_QUOTES = '«»"„“”'
_MAX_LISTED_WORDS = 4
_DOUBTFUL_ORGANISATION = 0.75
_SETTLEMENT = re.compile(r"\b[Нн]\.\s?п\.\s(?P<name>[А-ЯЁ][а-яё]+(?:-[А-ЯЁа-яё]+)*)")
"""н.п. Работино: населённый пункт."""


@dataclass(frozen=True, slots=True)
class Context:
    """A text with its words (start, end, text)."""

    text: str
    words: Sequence[Word]


@once
def _listed() -> dict[tuple[str, ...], tuple[Kind, bool]]:
    """Dictionary forms of the words of a listed name: (kind, whether it is an acronym, which counts in capitals only)."""
    rows = [
        (name, ORGANISATION)
        for name, lang in read_rows("normalize.gazetteer", "mentions_organisations.tsv", 2)
        if lang == "ru"
    ]
    rows += [(row[0], PLACE) for row in read_rows("normalize.mentions", "mentions_places_ru.tsv", 1)]
    listed = {}
    for name, kind in rows:
        words = tuple(re.findall(r"[\w.-]+", name))
        listed[tuple(map(base, words))] = (kind, len(words) == 1 and name.isupper())
    return listed


@once
def _listed_beginnings() -> frozenset[str]:
    """First two letters of the listed names, which no case ending changes: most words need not be looked up."""
    return frozenset(words[0][:2] for words in _listed())


@once
def _nouns() -> dict[str, str]:
    return {base(row[0]): row[1] for row in read_rows("normalize.mentions", "mentions_nouns_ru.tsv", 2)}


@once
def _legal_forms() -> frozenset[str]:
    return frozenset(row.form for row in legal_forms() if row.before or row.after)


def noun_kind(word: str) -> str:
    """What a Russian noun beside a name says of it: a kind of name, "other", "woman", "kin"; "" for other words."""
    return _nouns().get(base(word), "")


def _noun_before(text: str, start: int) -> str:
    """Kind told by the noun right before a position, "" when there is none."""
    match = _LAST_WORD.search(text, max(0, start - 60), start)
    return noun_kind(match[1]) if match else ""


def is_after_kin(text: str, start: int) -> bool:
    """Whether a word of kinship stands right before a position: вдова Ельцина."""
    return _noun_before(text, start) == "kin"


def _changes_script(text: str, bracket: re.Match[str], end: int) -> bool:
    """Whether the brackets hold the name in the other script: Илон Маск (Elon Musk)."""
    return has_cyrillic(text[bracket.start() - 1]) != has_cyrillic(text[bracket.end() : end])


def cut(context: Context, found: list[Found]) -> list[Found]:
    """No name runs over the end of a line or a bullet, no person's over a dash: Редактор — Иван Петров.

    An abbreviation in brackets is a name of its own.
    """
    result: list[Found] = []
    for name in found:
        at = name.start
        marks = [*_BREAK.finditer(context.text, name.start, name.end)]
        if name.kind == PERSON:
            marks = sorted([*marks, *_DASH.finditer(context.text, name.start, name.end)], key=lambda m: m.start())
        for mark in [*marks, None]:
            end = mark.start() if mark else name.end
            bracket = _PARENTHESIS.search(context.text, at, end)
            if (
                bracket
                and bracket.start() > at
                and (name.kind != PERSON or _changes_script(context.text, bracket, end))
            ):
                result += [replace(name, start=at, end=bracket.start()), replace(name, start=bracket.end(), end=end)]
            elif end > at:
                result.append(replace(name, start=at, end=end))
            at = mark.end() if mark else end
    return result


def unwrap(context: Context, found: list[Found]) -> list[Found]:
    """ОАО «Газпром» is called Газпром: legal forms and common nouns before the quotation marks are cut off."""
    result = []
    for name in found:
        match = _INNER_QUOTES.match(context.text[name.start : name.end]) if name.kind == ORGANISATION else None
        around = match["around"].split() if match else []
        if match and all(w in _legal_forms() or base(w) in _nouns() for w in around):
            start = name.start + match.start("core")
            result.append(replace(name, start=start, end=name.start + match.end("core")))
        else:
            closing = context.text[name.end : name.end + 1]
            opened = context.text.count("«", name.start, name.end) > context.text.count("»", name.start, name.end)
            inner_start = context.text[name.start : name.start + 1] == "«"
            result.append(replace(name, end=name.end + 1) if closing == "»" and opened and not inner_start else name)
    return result


def by_noun(context: Context, found: list[Found]) -> list[Found]:
    """What stands after шаттл, фильм, премия is no organisation; after аэропорт, остров it is a place."""
    result = []
    dropped = set()
    for name in found:
        quoted = context.text[name.start - 1 : name.start] in _OPENING if name.start else False
        kind = _noun_before(context.text, name.start) if name.kind == ORGANISATION else ""
        surface = context.text[name.start : name.end]
        if kind == "other" and quoted:
            dropped.add(surface)
        elif kind == PLACE and (quoted or len(surface.split()) == 1) and not surface.isupper():
            result.append(replace(name, kind=PLACE))
        else:
            result.append(name)
    return [n for n in result if n.kind != ORGANISATION or context.text[n.start : n.end] not in dropped]


def called_after_places(context: Context, found: list[Found]) -> list[Found]:
    """The ship in крейсер «Москва» is no place, nor is what a newspaper, club or hotel is called: they are organisations."""
    result = []
    for name in found:
        around = context.text[max(0, name.start - 1) : name.start], context.text[name.end : name.end + 1]
        quoted = all(mark and mark in _QUOTES for mark in around)
        surface = context.text[name.start : name.end]
        looked_at = quoted or not has_cyrillic(surface) if name.kind == PLACE else quoted and is_place_only(surface)
        kind = _noun_before(context.text, name.start) if looked_at else ""
        if kind == ORGANISATION:
            result.append(replace(name, kind=ORGANISATION, detector=NOUN))
        elif kind != "other" or not quoted:
            result.append(name)
    return result


def listed_at(words: Sequence[Word], at: int) -> Iterator[tuple[int, Kind]]:
    """(one past the last word, kind) of listed names that begin at a word, longest first."""
    for size in range(min(_MAX_LISTED_WORDS, len(words) - at), 0, -1):
        group = words[at : at + size]
        if not group[0][2][:1].isupper() or _beginning(group[0][2]) not in _listed_beginnings():
            return
        known = _listed().get(tuple(base(w[2]) for w in group))
        if known and (not known[1] or _stem_is_upper(group[0][2])):
            yield at + size, known[0]


def _beginning(word: str) -> str:
    return plain_lower(word[:2])


def _stem_is_upper(word: str) -> bool:
    """Whether it is like НАТО, МИДа: capitals, perhaps with an ending in small letters."""
    return word[:2].isupper()


def by_list(context: Context, found: list[Found]) -> list[Found]:
    """Listed names have the kind of the list, and are found where the tagger found nothing."""
    waiting = deque(sorted(found, key=lambda n: n.start))
    result: list[Found] = []
    at = 0
    while at < len(context.words):
        step = 1
        for end, kind in listed_at(context.words, at):
            start_char, end_char = context.words[at][0], context.words[end - 1][1]
            while waiting and waiting[0].end <= start_char:
                result.append(waiting.popleft())
            touching = list(takewhile(lambda n: n.start < end_char, waiting))  # noqa: B023 - used up at once
            if any(n.start < start_char or n.end > end_char for n in touching):
                break
            for _ in touching:
                waiting.popleft()
            score = max((n.score for n in touching if n.kind == kind), default=0.9)
            detector = touching[0].detector if touching and touching[0].kind == kind else LISTED
            result.append(Found(start_char, end_char, kind, score, detector))
            step = end - at
            break
        at += step
    return [*result, *waiting]


def outside(words: Sequence[Word], names: Sequence[Found]) -> list[Word]:
    """The words that touch no name. Names in order of their start, not overlapping; words in order."""
    free = []
    at = 0
    for word in words:
        while at < len(names) and names[at].end <= word[0]:
            at += 1
        if at == len(names) or names[at].start >= word[1]:
            free.append(word)
    return free


def dictionary_places(context: Context, found: list[Found]) -> list[Found]:
    """Capitalised words that can be nothing but places: Намибия in a list of countries; Внуково, if a tagger doubts it."""
    names = [replace(n, kind=PLACE) if _is_doubted_place(context.text, n) else n for n in found]
    added = [
        Found(word[0], word[1], PLACE, 0.6, DICTIONARY)
        for word in outside(context.words, found)
        if word[2][:1].isupper() and len(word[2]) > 3 and is_place_only(word[2])
    ]
    added += [
        Found(match.start("name"), match.end(), PLACE, 0.6, DICTIONARY) for match in _SETTLEMENT.finditer(context.text)
    ]
    names += [a for a in added if not any(n.start < a.end and a.start < n.end for n in names)]
    return sorted(names, key=lambda n: n.start)


def _is_doubted_place(text: str, name: Found) -> bool:
    surface = text[name.start : name.end]
    quoted = text[name.end : name.end + 1] in _QUOTES if name.end < len(text) else False
    return (
        name.kind == ORGANISATION
        and name.score < _DOUBTFUL_ORGANISATION
        and not quoted
        and is_place_only(surface)
        and (base(surface),) not in _listed()
    )


def datelines(context: Context, found: list[Found]) -> list[Found]:
    """Киев (УНИАН) - : the town that a report comes from is no organisation, and what stands in brackets is one."""
    towns = [
        (name, match)
        for name in found
        if (match := _AGENCY_AFTER.match(context.text, name.end)) and is_place_only(context.text[name.start : name.end])
    ]
    agencies = [(match.start(1), match.end()) for _, match in towns]
    places = {name.start for name, _ in towns}

    def kind(name: Found) -> Kind:
        inside = any(start <= name.start and name.end <= end for start, end in agencies)
        return ORGANISATION if inside else PLACE if name.start in places else name.kind

    return [replace(name, kind=kind(name)) for name in found]


def bracketed(context: Context, found: list[Found]) -> list[Found]:
    """What stands in brackets right after an organisation and looks like an acronym or a foreign name is one too."""
    added = []
    for name in found:
        if name.kind != ORGANISATION:
            continue
        match = _BRACKETED.match(context.text, name.end)
        if not match or any(n.start < match.end(1) and match.start(1) < n.end for n in found):
            continue
        inner = match[1]
        foreign = inner.isascii() and all(
            w[:1].isupper() or w in {"of", "for", "and", "the", "to"} for w in inner.split()
        )
        if _ACRONYM_FORM.fullmatch(inner) or (foreign and not inner[0].isdigit()):
            added.append(Found(match.start(1), match.end(1), ORGANISATION, 0.8, ACRONYM))
    return sorted([*found, *added], key=lambda n: n.start)


def bodies(context: Context, found: list[Found]) -> list[Found]:
    """Минфин США is one organisation."""
    return with_place(context.text, sorted(found, key=lambda n: n.start))


RULES: tuple[Callable[[Context, list[Found]], list[Found]], ...] = (
    cut,
    unwrap,
    by_list,
    by_noun,
    dictionary_places,
    called_after_places,
    bracketed,
    datelines,
    bodies,
)


def apply_rules(context: Context, found: Sequence[Found]) -> list[Found]:
    """Run all rules in order; names come back in order of their start."""
    names = list(found)
    for rule in RULES:
        names = rule(context, names)
    return sorted(names, key=lambda n: (n.start, -n.end))
