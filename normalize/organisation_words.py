"""What the words of organisations' names mean: завод, plant and zavod are one; Уралвагонзавод has three parts.

Meanings are named by the first column of ``data/org_words.tsv``. Russian words are recognised by the *sound* of their
stem, so that romanised Russian needs no rows of its own:

>>> word_meaning("zavod").concepts == word_meaning("завода").concepts == word_meaning("plant").concepts
True
"""

import functools
import re
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files

from normalize.keys import fold, readings
from normalize.table import read_rows

LEGAL, FUNCTION, GENERIC, KIND, PLACE, NAMED, WORD = "legal", "function", "generic", "kind", "place", "named", "word"
_ORDER = (LEGAL, FUNCTION, NAMED, GENERIC, KIND, PLACE, WORD)
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_LATIN_ENDING = 6
"""Letters that may follow an English stem."""
_SHORT_STEM = 4
_SHORTEST_PART = 3
_MAX_PRICE = 1
_INFLECTION = (
    r"(?:аиа|аиу|иаиа|ие|ое|ее|ойе|оие|ого|его|ому|ему|им|ом|ем|их|ими|иа|ии|ам|ами|ах|иам|иами|иах|ои|ой|ей|еи|ов|ев"
    r"|ию|иу|уиу|уу|ае|ага|аму|аи|ай|ани|енни|ени|ениа|аниа|а|е|и|о|у|й)?\Z"
)
_ENDING = re.compile(
    r"(?:н|ан|ен|он|ин|ск|еск|ическ|лн|алн|елн|тел|арн|ивн|ов|ев|еств|ств|аци|ици|к|ик|ник|т|ист)*" + _INFLECTION
)
_SHORT_ENDING = re.compile(r"(?:н|ов|ев|ан|ск)?" + _INFLECTION)
_lock = threading.Lock()


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a word says about an organisation.

    Attributes:
        kind: one of the constants of this module; `WORD` for words that no table knows.
        concepts: meanings the word may have, by the names of the data file; empty for unknown words.
        parts: meanings of the parts of a compound or of the words of an abbreviation, in order; empty for simple words.
    """

    kind: str
    concepts: frozenset[str] = frozenset()
    parts: "tuple[Meaning, ...]" = ()


_UNKNOWN = Meaning(WORD)


@dataclass(frozen=True, slots=True)
class _Lexicon:
    exact: dict[str, Meaning]
    english: dict[str, Meaning]
    stems: dict[str, Meaning]
    pieces: dict[str, Meaning]
    names: dict[str, Meaning]
    initials: dict[str, frozenset[str]]
    english_initials: dict[str, frozenset[str]]


def _join(one: Meaning | None, kind: str, concept: str) -> Meaning:
    concepts = frozenset() if concept == "-" else frozenset({concept})
    if one is None:
        return Meaning(kind, concepts)
    return Meaning(min(one.kind, kind, key=_ORDER.index), one.concepts | concepts)


def _sounds(word: str, price: int = 0) -> Iterator[str]:
    return (reading.sounds for reading in readings(word) if reading.price <= price)


@functools.cache
def _load() -> _Lexicon:
    exact: dict[str, Meaning] = {}
    english: dict[str, Meaning] = {}
    stems: dict[str, Meaning] = {}
    pieces: dict[str, Meaning] = {}
    names: dict[str, Meaning] = {}
    initials: dict[str, set[str]] = {}
    english_initials: dict[str, set[str]] = {}
    path = files("normalize") / "data" / "org_words.tsv"
    for concept, kind, cyrillic, latin, _ in read_rows(path, columns=5):
        names[concept] = _join(names.get(concept), kind, concept)
        for word in cyrillic.split():
            stem = fold(word.rstrip("*"))
            initials.setdefault(concept, set()).add(stem[0])
            exact[stem] = _join(exact.get(stem), kind, concept)
            for sounds in _sounds(stem):
                if word.endswith("*"):
                    stems[sounds] = _join(stems.get(sounds), kind, concept)
                if kind not in {LEGAL, FUNCTION, NAMED}:
                    pieces[sounds] = _join(pieces.get(sounds), kind, concept)
        for word in latin.split():
            stem = fold(word.rstrip("*"))
            english_initials.setdefault(concept, set()).add(stem[0])
            exact[stem] = _join(exact.get(stem), kind, concept)
            if word.endswith("*") or len(stem) >= _SHORT_STEM:
                english[stem] = _join(english.get(stem), kind, concept)
    return _Lexicon(
        exact,
        english,
        stems,
        pieces,
        names,
        {concept: frozenset(found) for concept, found in initials.items()},
        {concept: frozenset(found) for concept, found in english_initials.items()},
    )


def _lexicon() -> _Lexicon:
    with _lock:
        return _load()


@functools.cache
def _load_abbreviations() -> dict[str, Meaning]:
    found: dict[str, Meaning] = {}
    for forms, words in read_rows(files("normalize") / "data" / "org_abbreviations.tsv", columns=2):
        parts = tuple(_part(word) for word in words.split() if word != "-")
        meaning = Meaning(KIND, frozenset(), parts) if parts else Meaning(LEGAL)
        for form in forms.split():
            found.setdefault(fold(form), meaning)
            if _CYRILLIC.search(form) and len(form) > 1:
                for sounds in _sounds(form):
                    found.setdefault(f"={sounds}", meaning)
    return found


def _part(word: str) -> Meaning:
    return _lexicon().names.get(word) or word_meaning(fold(word))


def _abbreviations() -> dict[str, Meaning]:
    with _lock:
        loaded = _load_abbreviations.cache_info().currsize
    if not loaded:
        _lexicon()
    return _load_abbreviations()


@functools.lru_cache(maxsize=50_000)
def abbreviation(folded: str) -> Meaning | None:
    """The meaning of a listed abbreviation in either script (НПО, NPO, RPA; ООО), or None."""
    table = _abbreviations()
    found = table.get(folded)
    if found or _CYRILLIC.search(folded) or len(folded) > 6:
        return found
    return next((table[f"={sounds}"] for sounds in _sounds(folded) if f"={sounds}" in table), None)


def _simple(folded: str, sounds: tuple[str, ...], *, latin: bool) -> Meaning | None:
    lexicon = _lexicon()
    found = lexicon.exact.get(folded)
    if found:
        return found
    if latin:
        for size in range(len(folded), 2, -1):
            found = lexicon.english.get(folded[:size])
            if found and len(folded) - size <= _LATIN_ENDING:
                return found
    for spoken in sounds:
        for size in range(len(spoken), 1, -1):
            found = lexicon.stems.get(spoken[:size])
            if found and (_ENDING if size >= _SHORT_STEM else _SHORT_ENDING).fullmatch(spoken[size:]):
                return found
    return None


def _compound(spoken: str, depth: int = 3) -> tuple[Meaning, ...]:
    """Meanings of the parts of a compound in the sound alphabet, longest first parts first; empty when one is unknown."""
    pieces = _lexicon().pieces
    for size in range(len(spoken) - 2, _SHORTEST_PART - 1, -1):
        first = pieces.get(spoken[:size])
        if not first:
            continue
        rest = spoken[size:]
        for tail in dict.fromkeys((rest, rest[1:] if rest[0] in "оеи" else rest)):
            whole = pieces.get(tail) or _simple("", (tail,), latin=False) if len(tail) >= _SHORTEST_PART else None
            if whole:
                return (first, whole)
            more = _compound(tail, depth - 1) if depth and len(tail) > 2 * _SHORTEST_PART - 1 else ()
            if more:
                return (first, *more)
    return ()


@functools.lru_cache(maxsize=100_000)
def word_meaning(folded: str) -> Meaning:
    """The meaning of one word in any grammatical case and either script.

    Args:
        folded: see `normalize.keys.fold`.
    """
    latin = not _CYRILLIC.search(folded)
    sounds = tuple(_sounds(folded, _MAX_PRICE if latin else 0)) if len(folded) > 2 else ()
    found = _simple(folded, sounds, latin=latin)
    if found:
        return found
    if latin:
        english = _lexicon().english
        for size in range(len(folded) - 3, 4, -1):
            first, rest = english.get(folded[:size]), folded[size:]
            second = _simple(rest, (), latin=True) if first else None
            if first and second:
                return Meaning(KIND, frozenset(), (first, second))
    for spoken in sounds:
        parts = _compound(spoken) if len(spoken) >= 2 * _SHORTEST_PART else ()
        if parts:
            return Meaning(WORD, frozenset(), parts)
    return _UNKNOWN


def is_written_together(joined: str) -> bool:
    """True when a table lists two words as one: machine-building."""
    return joined in _lexicon().exact


def concept_initials(concepts: frozenset[str], *, english: bool) -> frozenset[str]:
    """First letters that a word with these meanings has in English or in Russian."""
    lexicon = _lexicon()
    table = lexicon.english_initials if english else lexicon.initials
    return frozenset().union(*(table.get(concept, frozenset()) for concept in concepts))
