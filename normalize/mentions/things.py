"""What is no person and no place although it is called after one: streets, prizes, ships, call signs, words at a sentence's start.

Nouns are in mentions_nouns_ru.tsv, with the kinds "namesake" (what follows is whom it is called after: имени, орден), "alias" (what
follows is an animal or a call sign: кличка, позывной) and "street" (it belongs to the name: улица Гагарина).
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from normalize.gazetteer.curated import THING, known_names, known_people
from normalize.gazetteer.english import is_owner
from normalize.gazetteer.lookup import lookup
from normalize.kinds import ORGANISATION, PERSON, PLACE, Found
from normalize.mentions.agreement import predicate
from normalize.mentions.rules import NOUN, Context, noun_kind
from normalize.mentions.spans import is_family
from normalize.morphology.dictionary import base, first_reading, is_genitive_plural, is_place_only
from normalize.morphology.lexicon import noun_lemmas
from normalize.parse.organisation import parse_organisation
from normalize.parse.organisation_words import GENERIC, HEAD, KIND
from normalize.resources import once

STREET = "street"
_STREET_SCORE = 0.7
_BODY_SCORE = 0.6
"""About what the tagger gives such names where it sees them at a sentence's start (0.45 to 0.86)."""
_NOUN_BEFORE = re.compile(r"([\w-]+)\.?\s*[«\"„“]?\s*(?:[«\"„“])?\Z")
_NOUN_AFTER = re.compile(r"[ \u00a0]([а-яё]+)(?![\w-])")
_CODE = re.compile(r"\w+(?:\+\w+)+")
_OWNER = re.compile(
    r"(?<![\w-])(?P<noun>[А-ЯЁа-яё]+)[ \u00a0](?P<owner>(?:[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?[ \u00a0]?){1,2})(?<![ \u00a0])(?![\w-])"
)
_NAMED_AFTER = re.compile(
    r"(?<![\w-])(?P<noun>[А-ЯЁ][а-яё]+|[А-ЯЁ]{2,6})[ \u00a0](?:имени|им\.)[ \u00a0]?"
    r"(?P<owner>(?:[А-ЯЁ]\.[ \u00a0]?){0,2}(?:[А-ЯЁ][а-яё]+[ \u00a0]){0,2}[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?)(?![\w-])"
)
_NO_BODIES = frozenset({PLACE, STREET, "other", "namesake", "alias"})
_SENTENCE_START = re.compile(r"(?:\A|[.!?…\n]\s*|[«\"„“(])\s*\Z")
_DOUBTED = 0.62
"""Below this score the tagger takes a common noun at a sentence's start for a person too often (Лиса, Мороз)."""
_WELL_KNOWN = 3
"""Curated people from whom on a family name is rather that than the common noun: Трамп (8), not Мороз (2)."""
_DOUBTED_WITHOUT_VERB = 0.95
"""The same where the verb has another gender or number than the person would: Волков стало больше."""
_COUNTED = frozenset(
    [
        "много",
        "мало",
        "больше",
        "меньше",
        "немало",
        "немного",
        "нет",
        "полно",
        "видно",
        "слышно",
        "хватает",
        "достаточно",
    ]
)
"""Words that a genitive plural stands beside: Зайцев в лесу много."""
_NEAR = 5
_ADJECTIVE = re.compile("(?:ая|ой|ую|ое|ого|ому|ом|ый|ий|ым|им)\\Z")
_GENITIVE = re.compile("(?:а|я|ого|его|ой|ых|их|ы|и)\\Z")
_OPENING = '«"„“'


def _before(text: str, start: int) -> tuple[str, int]:
    """(kind of the noun right before a position, where the noun begins)."""
    match = _NOUN_BEFORE.search(text, max(0, start - 40), start)
    if not match or (base(match[1]) == "имя" and match[1].lower() != "имени"):  # с именем Бориса Ельцина
        return "", start
    return noun_kind(match[1]), match.start(1)


def _is_owner(name: str) -> bool:
    """Whether a street may be called after it, a person in the genitive: Гагарина; not the streets of a city, the area of a state."""
    if is_owner(name):
        return True
    last = name.rpartition(" ")[2]
    return bool(_GENITIVE.search(last)) and not is_place_only(last) and not lookup(name, PLACE) and is_family(last)


@once
def _bearers() -> Counter[str]:
    """How many curated people bear a family name, lower case."""
    return Counter(person.ru.rpartition(" ")[2].lower() for person in known_people())


def _is_programme(surface: str) -> bool:
    """Whether the lists have a name for a programme, film or book, and for nothing else: «Пусть говорят»."""
    found = known_names(surface)
    return " " in surface and bool(found) and all(known.kind == THING for known in found)


def is_common_start(context: Context, name: Found) -> bool:
    """Whether one word at a sentence's start is rather a common noun: Мороз ударил, Волков стало больше, Лиса вышла."""
    text = context.text
    word = text[name.start : name.end]
    if not word.isalpha() or word.isupper() or not _SENTENCE_START.search(text, max(0, name.start - 10), name.start):
        return False
    at = next((i for i, (_, end, _) in enumerate(context.words) if end >= name.end), 0)
    verb = predicate(context.words, at + 1)
    if word.lower() in noun_lemmas(word.lower()):  # Мороз, Лиса; not Трамп
        return name.score < _DOUBTED and not ("Surn" in first_reading(word) and _bearers()[word.lower()] >= _WELL_KNOWN)
    if is_genitive_plural(word):  # Волков, Зайцев: a genitive of animals, unless the verb is a man's
        counted = any(w.lower() in _COUNTED for _, _, w in context.words[at + 1 : at + 1 + _NEAR])
        return name.score < (_DOUBTED_WITHOUT_VERB if verb in {"neut", "plur"} or (counted and not verb) else 0.0)
    return bool(noun_lemmas(word.lower())) and name.score < _DOUBTED and verb != "masc"


def _kept(context: Context, name: Found) -> Found | None:
    """The name as what it is, None where it is no name of a person, place or organisation."""
    text = context.text
    if name.detector == NOUN:
        return name
    surface = text[name.start : name.end]
    if _CODE.fullmatch(surface):
        return None
    kind, start = _before(text, name.start)
    quoted = name.start > 0 and text[name.start - 1] in _OPENING
    if kind == "street" and not quoted and name.kind in {PERSON, PLACE} and _is_owner(surface):
        return Found(start, name.end, PLACE, max(name.score, _STREET_SCORE), STREET)
    if kind == "alias" or (kind == "namesake" and name.kind == PERSON and not quoted):
        return None
    if kind == "other" and quoted and name.kind in {PERSON, PLACE}:
        return None
    if quoted and name.kind == ORGANISATION and kind != "organisation" and _is_programme(surface):
        return None
    if kind == ORGANISATION and quoted and name.kind == PERSON:
        return replace(name, kind=ORGANISATION, detector=NOUN)
    if name.kind == PLACE and _ADJECTIVE.search(surface):
        after = _NOUN_AFTER.match(text, name.end)
        if after and noun_kind(after[1]) == "street":
            return replace(name, end=after.end())
    if name.kind == PERSON and is_common_start(context, name):
        return None
    return name


def _named_after(text: str) -> Iterator[Found]:
    """Bodies called after somebody, whose noun has a capital at a sentence's start: Завод имени Хруничева."""
    for match in _NAMED_AFTER.finditer(text):
        last = match["owner"].rpartition(" ")[2].rpartition(".")[2]
        noun = parse_organisation(match["noun"]).words[:1]
        is_body = bool(noun) and (noun[0].kind in {HEAD, GENERIC} or (noun[0].kind == KIND and noun[0].is_acronym))
        if is_body and noun_kind(match["noun"]) not in _NO_BODIES and _GENITIVE.search(last) and is_family(last):
            yield Found(match.start(), match.end(), ORGANISATION, _BODY_SCORE, NOUN)


def as_things(context: Context, names: Sequence[Found]) -> list[Found]:
    """Drop, widen or turn what is called after a person or place but is none; streets that no tagger saw are added, and bodies called after somebody.

    Args:
        context: a Russian text with its words.
        names: its names, in order and not overlapping.

    Returns:
        The names, in order and not overlapping.
    """
    own = [kept for kept in (_kept(context, name) for name in names) if kept]
    for match in _OWNER.finditer(context.text):
        is_street = noun_kind(match["noun"]) == "street" and _is_owner(match["owner"])
        if is_street and not any(n.start < match.end() and match.start() < n.end for n in own):
            own.append(Found(match.start(), match.end(), PLACE, _STREET_SCORE, STREET))
    for body in _named_after(context.text):
        touching = [n for n in own if n.start < body.end and body.start < n.end]
        if all(n.kind == PLACE and body.start <= n.start and n.end <= body.end for n in touching):  # Кирова
            own = [*(n for n in own if n not in touching), body]
    ordered: list[Found] = []
    for name in sorted(own, key=lambda n: (n.start, -n.end)):
        if ordered and name.start < ordered[-1].end:
            continue
        ordered.append(name)
    return ordered
