"""How a word of a name may sound, whatever its script and spelling; how far two words are apart.

A Latin spelling does not say which language or scheme it follows: *s* is с in Rogosin's English namesake and з in his
German one. So a word has a *set* of readings, each with a cost, and two words are compared by their closest pair:

    >>> sound_distance("Рогозин", "Rogosin")
    0
    >>> sound_distance("Рогозин", "Rogozhin")
    4

Readings come from ``data/sounds_latin.tsv`` and ``data/sounds_cyrillic.tsv``. Distances are Levenshtein distances over
feature spellings (``data/sounds_features.tsv``): one consonant more or less costs 4, a vowel 2, a voiced for a voiceless
consonant 1.
"""

import functools
import unicodedata
from collections.abc import Callable, Iterator
from itertools import islice
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

from normalize.resources import read_rows

FURTHEST = 12
"""Distances beyond this are not told apart."""
FAR = 99
"""Distance of words that cannot be compared, because one of them has no letters of a known script."""
_VOWELS = frozenset("aeiouyàáâãäåæèéêëěęìíîïıòóôõöøőœùúûüűýÿāēīūąаеёиоуыэюяієї")
_FRONT = frozenset("eiyéèêëěęíîïıýеёиыэюіє")
_GLIDES = "ий"
_BEAM = 8
_MAX_COST = 3
_MAX_LETTERS = 40
"""Longer words are compared by their first letters."""
_FOLD = str.maketrans(
    {"ѐ": "е", "ѝ": "и", "’": "'", "ʹ": "'", "ʺ": "'", "`": "'", "ʼ": "'", "-": "", "ʿ": "'", "ʾ": "'"}
)


class Reading(NamedTuple):
    """One way a word may sound, in the alphabet of ``sounds_features.tsv``, and its cost."""

    sounds: str
    cost: int


_Options = tuple[tuple[str, ...], ...]
"""How letters may sound: the sounds that cost nothing, those that cost 1, and so on."""


class _Row(NamedTuple):
    left: str
    right: str
    options: _Options


_Table = dict[str, list[_Row]]


def _parse(cells: str) -> _Options:
    options: list[list[str]] = [[] for _ in range(_MAX_COST + 1)]
    for cell in cells.split():
        sounds, _, cost = cell.partition(":")
        options[int(cost or 0)].append("" if sounds == "-" else _collapse(sounds))
    return tuple(map(tuple, options))


def _only(sounds: str) -> _Options:
    return ((sounds,), *((),) * _MAX_COST)


class _Tables(NamedTuple):
    """Rows by letters, the length of the longest letters by their first one, features by sound."""

    rows: _Table
    longest: dict[str, int]
    features: dict[str, str]


@functools.cache
def _tables() -> _Tables:
    rows: _Table = {}
    longest: dict[str, int] = {}
    for name in ("sounds_latin.tsv", "sounds_cyrillic.tsv"):
        for left, letters, right, options, _ in read_rows("normalize.phonetics", name, columns=5):
            rows.setdefault(letters, []).append(_Row(left, right, _parse(options)))
            longest[letters[0]] = max(longest.get(letters[0], 0), len(letters))
    features = {
        sound: spelling for sound, spelling, _ in read_rows("normalize.phonetics", "sounds_features.tsv", columns=3)
    }
    return _Tables(rows, longest, features)


@functools.lru_cache(maxsize=400_000)
def fold(word: str) -> str:
    """Lower case, one apostrophe, no hyphens; the spelling in which words are looked up."""
    return unicodedata.normalize("NFC", word.casefold()).translate(_FOLD)


def _fits(spec: str, neighbour: str) -> bool:
    if spec in {"", "*"}:
        return True
    if spec in "^$":
        return not neighbour
    if not neighbour:
        return False
    if spec == "V":
        return neighbour in _VOWELS
    if spec == "C":
        return neighbour not in _VOWELS
    if spec == "E":
        return neighbour in _FRONT
    return neighbour == spec


def _plain(letter: str) -> str:
    """A letter without its mark: ẁ → w. Letters of scripts that have no table stay as they are."""
    base = unicodedata.normalize("NFD", letter)[0]
    return base if base != letter else ""


@functools.lru_cache(maxsize=100_000)
def _options(left: str, letters: str) -> tuple[int, _Options]:
    """(letters consumed, readings) where `letters` begin: the longest ones that have a row whose context fits.

    Args:
        left: the letter before, "" at the start.
        letters: as many letters as the rows of the first one look at, and the one after them.
    """
    table, longest, features = _tables()
    for size in range(min(longest.get(letters[0], 0), len(letters)), 0, -1):
        for row in table.get(letters[:size], ()):
            if _fits(row.left, left) and _fits(row.right, letters[size : size + 1]):
                return size, row.options
    letter = letters[0]
    if letter in features:
        return 1, _only(letter)
    plain = _plain(letter)
    if plain and plain in table:
        return 1, _options(left, plain + letters[1:])[1]
    return 1, _only(letter if letter.isalnum() else "")


@functools.cache
def _looks_at(letter: str) -> int:
    """How many letters the rows of a letter, or of its unmarked form, look at: their own and the next."""
    longest = _tables().longest
    return max(longest.get(letter, 1), longest.get(_plain(letter), 1))


def _steps(word: str) -> Iterator[_Options]:
    """Readings of each letter group of a folded word; neighbours with one reading each are taken together."""
    at, sure = 0, ""
    while at < len(word):
        size, options = _options(word[at - 1 : at], word[at : at + _looks_at(word[at]) + 1])
        at += size
        if len(options[0]) == 1 and not any(options[1:]):
            sure += options[0][0]
            continue
        if sure:
            yield _only(_collapse(sure))
            sure = ""
        yield options
    if sure:
        yield _only(_collapse(sure))


def _collapse(sounds: str) -> str:
    """Doubled sounds count once, and и swallows a glide beside it."""
    found = ""
    for sound in sounds:
        last = found[-1:]
        if sound == last or (sound == "й" and last == "и"):
            continue
        found = found[:-1] + sound if sound == "и" and last == "й" else found + sound
    return found


def _append(sounds: str, more: str) -> str:
    """Join two sequences of sounds that are collapsed each."""
    if sounds and more and (sounds[-1] == more[0] or (sounds[-1] in _GLIDES and more[0] in _GLIDES)):
        return _collapse(sounds + more)
    return sounds + more


def _beam(word: str, width: int, append: Callable[[str, str], str]) -> dict[str, int]:
    """The cheapest readings of a word with their costs, in the order of these.

    Args:
        word: folded.
        width: so many are kept after every letter group.
        append: joins sounds.
    """
    beam = {"": 0}
    for options in _steps(word):
        grown: dict[str, int] = {}
        for total in range(_MAX_COST + 1):
            for before, paid in beam.items():
                if paid > total:
                    break
                for sounds in options[total - paid]:
                    grown.setdefault(append(before, sounds), total)
            if len(grown) >= width:
                break
        beam = dict(islice(grown.items(), width))
    return beam


def readings(word: str) -> tuple[Reading, ...]:
    """The likeliest ways a word may sound, cheapest first, at most eight.

    Args:
        word: one word in Latin or Cyrillic letters, any case; letters of other scripts stand for themselves.

    Returns:
        Empty for a word without letters and digits.
    """
    return _readings(fold(word))


@functools.lru_cache(maxsize=400_000)
def _readings(folded: str) -> tuple[Reading, ...]:
    beam = _beam(folded[:_MAX_LETTERS], _BEAM, _append)
    return tuple([Reading(sounds, cost) for sounds, cost in beam.items() if sounds])


def sure_sounds(word: str) -> tuple[str, ...]:
    """The sounds of the readings that cost nothing: how a word is read where its spelling is regular, the likeliest first.

    Args:
        word: as `readings` takes it.
    """
    return tuple([sounds for sounds, cost in readings(word) if not cost])


@functools.lru_cache(maxsize=200_000)
def _features(word: str) -> tuple[tuple[str, int], ...]:
    """The readings of a word spelled in features, with their costs."""
    table = _tables().features
    return tuple(
        [("".join([table.get(sound) or sound * 4 for sound in sounds]), cost) for sounds, cost in readings(word)]
    )


@functools.lru_cache(maxsize=400_000)
def sound_keys(word: str) -> frozenset[str]:
    """Every likely reading of a word; words that share one may be spellings of one name."""
    return frozenset(reading.sounds for reading in readings(word))


def weight(word: str) -> int:
    """Size of a word in the units of `sound_distance`: what it would cost to lose it altogether."""
    found = _features(word)
    return len(found[0][0]) if found else 0


@functools.lru_cache(maxsize=200_000)
def sound_distance(left: str, right: str, limit: int = FURTHEST) -> int:
    """How far two words are apart, in feature steps, over their closest readings; `FAR` beyond `limit`.

    Symmetric; 0 for words that may be spellings of one name without any stretch.
    """
    if fold(left) == fold(right):
        return 0
    best = limit + 1
    others = _features(right)
    for one, cost in _features(left):
        for other, other_cost in others:
            left_over = best - cost - other_cost - 1
            if left_over < 0:  # the readings that follow cost more
                break
            if abs(len(one) - len(other)) <= left_over:
                distance = Levenshtein.distance(one, other, score_cutoff=left_over)
                if distance <= left_over:
                    best -= left_over - distance + 1
    return best if best <= limit else FAR


@functools.cache
def sounds_of_initial(letter: str) -> frozenset[str]:
    """Consonants that a name may begin with whose first Latin letter is this one: J for Джозеф, C for Чарльз.

    Args:
        letter: one letter, any case.
    """
    first = fold(letter)
    found = {
        sound[0]
        for letters, rows in _tables().rows.items()
        if first.isascii() and letters.startswith(first)
        for row in rows
        if row.left in {"*", "^"}
        for sounds in row.options[:1]
        for sound in sounds
        if sound
    }
    return frozenset(found - set("аеиоу"))


def skeleton(sounds: str) -> str:
    """The consonants of a reading with voice and place merged where languages confuse them: a blocking key."""
    return sounds.translate(_SKELETON)


@functools.lru_cache(maxsize=200_000)
def consonant_frames(word: str) -> frozenset[str]:
    """The consonants of every likely reading, merged as in `skeleton`; words without a common frame are different.

    More readings fit into this than `readings` returns, because most of them differ in vowels and voice only.
    """
    beam = _beam(fold(word)[:_MAX_LETTERS], 2 * _BEAM, _append_bones)
    return frozenset(frame.replace("тш", "ш").replace("тс", "с") for frame in beam)


def _append_bones(bones: str, sounds: str) -> str:
    for sound in skeleton(sounds):
        bones = bones if bones[-1:] == sound else bones + sound
    return bones


_SKELETON = str.maketrans(
    {"б": "п", "в": "ф", "г": "к", "х": "к", "д": "т", "з": "с", "ц": "с", "ж": "ш", "щ": "ш", "ч": "ш"}
    | dict.fromkeys("аеиоуй", ""),
)
