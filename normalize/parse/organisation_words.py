"""What the words of organisations' names mean: завод, plant and zavod are one; Уралвагонзавод has three parts.

Meanings are named by the first column of ``data/org_words.tsv``. Russian words are recognised by the *sound* of their
stem, so that romanised Russian needs no rows of its own:

>>> word_meaning("zavod").concepts == word_meaning("завода").concepts <= word_meaning("plant").concepts
True
"""

import functools
import re
import threading
from dataclasses import dataclass
from enum import StrEnum

from normalize.morphology.legal_forms import legal_forms
from normalize.phonetics.readings import fold, readings, sure_sounds
from normalize.resources import read_rows
from normalize.text.script import has_cyrillic


class WordKind(StrEnum):
    """What a word does in the name of an organisation; as a string, as the data files have it."""

    LEGAL = "legal"
    FUNCTION = "function"
    GENERIC = "generic"
    KIND = "kind"
    HEAD = "head"
    PLACE = "place"
    NAMED = "named"
    NUMBER = "number"
    WORD = "word"
    """No table knows it."""
    PERSON = "person"
    """A word of the name of the person that an organisation is named after."""


LEGAL, FUNCTION, GENERIC, KIND, HEAD, PLACE, NAMED, NUMBER, WORD, PERSON = WordKind
_ORDER = (LEGAL, FUNCTION, NAMED, NUMBER, GENERIC, KIND, HEAD, PLACE, WORD)
LONGEST_BEGINNING = 6
"""Letters of a word that a syllabic abbreviation takes at most: транс, маш, строй."""
_LATIN_ENDING = 6
"""Letters that may follow an English stem."""
_SHORT_STEM = 4
_SHORTEST_PART = 3
_MAX_COST = 1
_LETTER = re.compile("shch|sch|sh|ch|zh|ts|kh|yu|ya|.")
_INFLECTION = (
    r"(?:аиа|аиу|иаиа|ие|ое|ее|ойе|оие|ого|его|ому|ему|им|ом|ем|их|ими|иа|ии|ам|ами|ах|иам|иами|иах|ои|ой|ей|еи|ов|ев"
    r"|ию|иу|уиу|уу|ае|ага|аму|аи|ай|ани|енни|ени|ениа|аниа|а|е|и|о|у|й)?\Z"
)
_ENDING = re.compile(
    r"(?:иск|ат|ив|аиущ|аущ|иущ|ущ|ащ|иащ|инг|н|ан|ен|он|ин|ск|еск|ческ|ическ|лн|алн|елн|тел|арн|ивн|ов|ев|еств|ств|аци|ици|к|ик|ник|т|ист)*"
    + _INFLECTION
)
_SHORT_ENDING = re.compile(r"(?:н|ов|ев|ан|ск)?" + _INFLECTION)
_lock = threading.Lock()


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a word says about an organisation.

    Attributes:
        kind: what it does.
        concepts: meanings the word may have, by the names of the data file; empty for unknown words.
        parts: meanings of the parts of a compound or of the words of an abbreviation, in order; empty for simple words.
    """

    kind: WordKind
    concepts: frozenset[str] = frozenset()
    parts: "tuple[Meaning, ...]" = ()


_UNKNOWN = Meaning(WORD)


@dataclass(frozen=True, slots=True)
class _Lexicon:
    exact: dict[str, Meaning]
    english: dict[str, Meaning]
    english_pieces: dict[str, Meaning]
    stems: dict[str, Meaning]
    pieces: dict[str, Meaning]
    names: dict[str, Meaning]
    together: frozenset[str]
    beginnings: dict[str, frozenset[str]]
    russian: dict[str, tuple[str, ...]]
    english_initials: dict[str, frozenset[str]]


def _join(one: Meaning | None, kind: WordKind, concept: str) -> Meaning:
    concepts = frozenset() if concept == "-" else frozenset({concept})
    if one is None:
        return Meaning(kind, concepts)
    return Meaning(min(one.kind, kind, key=_ORDER.index), one.concepts | concepts)


@functools.cache
def _load() -> _Lexicon:
    exact: dict[str, Meaning] = {}
    english: dict[str, Meaning] = {}
    english_pieces: dict[str, Meaning] = {}
    stems: dict[str, Meaning] = {}
    pieces: dict[str, Meaning] = {}
    names: dict[str, Meaning] = {}
    together: set[str] = set()
    beginnings: dict[str, set[str]] = {}
    russian: dict[str, list[str]] = {}
    english_initials: dict[str, set[str]] = {}
    for concept, column, cyrillic, latin, _ in read_rows("normalize.parse", "org_words.tsv", columns=5):
        kind = WordKind(column)
        names[concept] = _join(names.get(concept), kind, concept)
        together.update(fold(word.rstrip("*")) for word in f"{cyrillic} {latin}".split() if "-" in word)
        for word in cyrillic.split():
            stem = fold(word.rstrip("*"))
            exact[stem] = _join(exact.get(stem), kind, concept)
            russian.setdefault(concept, []).append(stem)
            for sounds in sure_sounds(stem):
                beginnings.setdefault(concept, set()).update(sounds[:size] for size in range(1, LONGEST_BEGINNING + 1))
                if word.endswith("*"):
                    stems[sounds] = _join(stems.get(sounds), kind, concept)
                if kind not in {LEGAL, FUNCTION, NAMED}:
                    pieces[sounds] = _join(pieces.get(sounds), kind, concept)
        for word in latin.split():
            stem = fold(word.rstrip("*"))
            english_initials.setdefault(concept, set()).add(stem[0])
            exact[stem] = _join(exact.get(stem), kind, concept)
            if word.endswith("*"):
                english[stem] = _join(english.get(stem), kind, concept)
            if len(stem) >= _SHORT_STEM and kind not in {LEGAL, FUNCTION, NAMED}:
                english_pieces[stem] = _join(english_pieces.get(stem), kind, concept)
    return _Lexicon(
        exact,
        english,
        english_pieces,
        stems,
        pieces,
        names,
        frozenset(together),
        {concept: frozenset(found) for concept, found in beginnings.items()},
        {concept: tuple(found) for concept, found in russian.items()},
        {concept: frozenset(found) for concept, found in english_initials.items()},
    )


def _lexicon() -> _Lexicon:
    with _lock:
        return _load()


@functools.lru_cache(maxsize=50_000)
def spoken_letters(acronym: str) -> tuple[str, ...]:
    """The letters of an acronym in the alphabet of sounds, one by one: doubled ones stay double."""
    spellings = [""]
    for letters in _LETTER.findall(acronym):
        sounds = dict.fromkeys(reading.sounds for reading in readings(letters) if reading.cost <= 1)
        spellings = [before + sound for before in spellings for sound in sounds][:16]
    return tuple(spellings)


@functools.cache
def _load_abbreviations() -> dict[str, Meaning]:
    found: dict[str, Meaning] = {}
    listed = [
        ([row.form for row in legal_forms() if row.is_word], Meaning(LEGAL))
    ]  # first: SpA is no SPA, СП no other word
    for forms, words in read_rows("normalize.parse", "org_abbreviations.tsv", columns=2):
        listed.append((forms.split(), Meaning(KIND, frozenset(), tuple(_part(word) for word in words.split()))))
    for abbreviations, meaning in listed:
        for form in abbreviations:
            found.setdefault(fold(form), meaning)
            if has_cyrillic(form) and len(form) > 1:
                for sounds in spoken_letters(fold(form)):
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
    if found or has_cyrillic(folded) or len(folded) > 6:
        return found
    return next((table[f"={sounds}"] for sounds in spoken_letters(folded) if f"={sounds}" in table), None)


def _simple(folded: str, sounds: tuple[str, ...], *, latin: bool) -> Meaning | None:
    lexicon = _lexicon()
    exact = lexicon.exact.get(folded)
    if exact and (not latin or exact.kind in {LEGAL, FUNCTION, NAMED}):
        return exact
    if latin:
        sizes = (size for size in range(len(folded), 2, -1) if folded[:size] in lexicon.english)
        size = next(sizes, 0)
        stem = lexicon.english[folded[:size]] if size and len(folded) - size <= _LATIN_ENDING else None
        if exact:
            return Meaning(exact.kind, exact.concepts | stem.concepts) if stem else exact
        if stem:
            return stem
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
    latin = not has_cyrillic(folded)
    sounds: tuple[str, ...] = ()
    if len(folded) > 2:
        likely = (reading.sounds for reading in readings(folded) if reading.cost <= _MAX_COST)
        sounds = tuple(likely) if latin else sure_sounds(folded)
    found = _simple(folded, sounds, latin=latin)
    if found:
        return found
    if latin:
        english = _lexicon().english_pieces
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


@functools.lru_cache(maxsize=100_000)
def is_written_together(joined: str) -> bool:
    """Whether a table lists two words as one: machine-building, Нижнего Новгорода."""
    together = _lexicon().together
    return any(joined[:size] in together for size in range(len(joined), len(joined) - 4, -1))


def concept_beginnings(concepts: frozenset[str], *, english: bool) -> frozenset[str]:
    """Beginnings (in the alphabet of sounds) of Russian words with these meanings, or first letters of English ones."""
    lexicon = _lexicon()
    table = lexicon.english_initials if english else lexicon.beginnings
    return frozenset().union(*(table.get(concept, frozenset()) for concept in concepts))


def russian_words(concepts: frozenset[str]) -> tuple[str, ...]:
    """Russian words and stems with these meanings."""
    table = _lexicon().russian
    return tuple(stem for concept in sorted(concepts) for stem in table.get(concept, ()))


@functools.lru_cache(maxsize=50_000)
def compound_parts(folded: str) -> tuple[Meaning, ...]:
    """Meanings of the parts of a word that may be a compound, even if a table knows it as a whole: радио, техника."""
    if len(folded) < 2 * _SHORTEST_PART:
        return ()
    return next(filter(None, (_compound(spoken) for spoken in sure_sounds(folded))), ())


def listed_kind(word: str) -> str:
    """The kind of a word that a table lists in just this form (ООО, JSC, Concern, банк), "" for others: a quick look."""
    folded = fold(word.replace(".", ""))
    found = abbreviation(folded) if word.isupper() else None
    found = found or _lexicon().exact.get(folded)
    return found.kind if found else ""
