"""How a word of a name may sound, whatever its script and spelling; how far two words are apart.

A Latin spelling does not say which language or scheme it follows: *s* is с in Rogosin's English namesake and з in his
German one. So a word has a *set* of readings, each with a price, and two words are compared by their closest pair:

    >>> sound_distance("Рогозин", "Rogosin")
    0
    >>> sound_distance("Рогозин", "Rogozhin")
    4

Readings come from ``data/sounds_latin.tsv`` and ``data/sounds_cyrillic.tsv``. Distances are Levenshtein distances over
feature spellings (``data/sounds_features.tsv``): one consonant more or less costs 4, a vowel 2, a voiced for a voiceless
consonant 1.
"""

import functools
import threading
import unicodedata
from importlib.resources import files
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

from normalize.table import read_rows

FAR = 99
"""Distance of words that cannot be compared, because one of them has no letters of a known script."""
_VOWELS = frozenset("aeiouyàáâãäåæèéêëěęìíîïıòóôõöøőœùúûüűýÿāēīūąаеёиоуыэюяієї")
_FRONT = frozenset("eiyéèêëěęíîïıýеёиыэюіє")
_BEAM = 8
_MAX_PRICE = 3
_MAX_LETTERS = 40
"""Longer words are compared by their first letters."""
_FOLD = str.maketrans(
    {"ѐ": "е", "ѝ": "и", "’": "'", "ʹ": "'", "ʺ": "'", "`": "'", "ʼ": "'", "-": "", "ʿ": "'", "ʾ": "'"}
)
_lock = threading.Lock()


class Reading(NamedTuple):
    """One way a word may sound: in the alphabet of ``sounds_features.tsv``, the same in features, and its price."""

    sounds: str
    features: str
    price: int


class _Row(NamedTuple):
    left: str
    right: str
    options: tuple[tuple[str, int], ...]


_Table = dict[str, list[_Row]]


def _parse(cell: str) -> tuple[str, int]:
    sounds, _, price = cell.partition(":")
    return ("" if sounds == "-" else sounds), int(price or 0)


@functools.cache
def _load() -> tuple[_Table, int, dict[str, str]]:
    data = files("normalize") / "data"
    table: _Table = {}
    for name in ("sounds_latin.tsv", "sounds_cyrillic.tsv"):
        for left, letters, right, options, _ in read_rows(data / name, columns=5):
            table.setdefault(letters, []).append(_Row(left, right, tuple(_parse(cell) for cell in options.split())))
    features = {sound: spelling for sound, spelling, _ in read_rows(data / "sounds_features.tsv", columns=3)}
    return table, max(map(len, table)), features


def _tables() -> tuple[_Table, int, dict[str, str]]:
    with _lock:
        return _load()


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


def _options(word: str, at: int) -> tuple[int, tuple[tuple[str, int], ...]]:
    """(letters consumed, readings) at a position: the longest letters that have a row whose context fits."""
    table, longest, features = _tables()
    left = word[at - 1 : at]
    for size in range(min(longest, len(word) - at), 0, -1):
        for row in table.get(word[at : at + size], ()):
            if _fits(row.left, left) and _fits(row.right, word[at + size : at + size + 1]):
                return size, row.options
    letter = word[at]
    if letter in features:
        return 1, ((letter, 0),)
    plain = _plain(letter)
    if plain and plain in table:
        return 1, _options(word[:at] + plain + word[at + 1 :], at)[1]
    return 1, ((letter if letter.isalnum() else "", 0),)


def _append(sounds: str, more: str) -> str:
    """Join sounds; doubled ones count once and и swallows a glide after it."""
    for sound in more:
        last = sounds[-1:]
        if sound == last or (sound == "й" and last == "и"):
            continue
        sounds = sounds[:-1] + sound if sound == "и" and last == "й" else sounds + sound
    return sounds


@functools.lru_cache(maxsize=400_000)
def readings(word: str) -> tuple[Reading, ...]:
    """The likeliest ways a word may sound, cheapest first, at most eight.

    Args:
        word: one word in Latin or Cyrillic letters, any case; letters of other scripts stand for themselves.

    Returns:
        Empty for a word without letters and digits.
    """
    folded = fold(word)[:_MAX_LETTERS]
    features = _tables()[2]
    beam = {"": 0}
    at = 0
    while at < len(folded):
        size, options = _options(folded, at)
        if len(options) == 1 and len(beam) == 1:
            (sounds, price), *_ = options
            ((before, paid),) = beam.items()
            beam = {_append(before, sounds): paid + price}
        else:
            grown: dict[str, int] = {}
            for before, paid in beam.items():
                for sounds, price in options:
                    if paid + price <= _MAX_PRICE:
                        after = _append(before, sounds)
                        grown[after] = min(paid + price, grown.get(after, _MAX_PRICE))
            beam = dict(sorted(grown.items(), key=lambda item: item[1])[:_BEAM])
        at += size
    return tuple(
        Reading(sounds, "".join(features.get(s, s * 4) for s in sounds), price)
        for sounds, price in beam.items()
        if sounds
    )


@functools.lru_cache(maxsize=400_000)
def sound_keys(word: str) -> frozenset[str]:
    """Every likely reading of a word; words that share one may be spellings of one name."""
    return frozenset(reading.sounds for reading in readings(word))


def weight(word: str) -> int:
    """Size of a word in the units of `sound_distance`: what it would cost to lose it altogether."""
    found = readings(word)
    return len(found[0].features) if found else 0


@functools.lru_cache(maxsize=200_000)
def sound_distance(left: str, right: str, limit: int = 12) -> int:
    """How far two words are apart, in feature steps, over their closest readings; `FAR` beyond `limit`.

    Symmetric; 0 for words that may be spellings of one name without any stretch.
    """
    if fold(left) == fold(right):
        return 0
    best = limit + 1
    others = readings(right)
    for one in readings(left):
        for other in others:
            paid = one.price + other.price
            if paid < best:
                cutoff = best - paid - 1
                best = min(best, paid + Levenshtein.distance(one.features, other.features, score_cutoff=cutoff))
    return best if best <= limit else FAR


def skeleton(sounds: str) -> str:
    """The consonants of a reading with voice and place merged where languages confuse them: a blocking key."""
    return sounds.translate(_SKELETON)


@functools.lru_cache(maxsize=200_000)
def consonant_frames(word: str) -> frozenset[str]:
    """The consonants of every likely reading, merged as in `skeleton`; words without a common frame are different.

    More readings fit into this than `readings` returns, because most of them differ in vowels and voice only.
    """
    folded = fold(word)[:_MAX_LETTERS]
    beam = {"": 0}
    at = 0
    while at < len(folded):
        size, options = _options(folded, at)
        grown: dict[str, int] = {}
        for before, paid in beam.items():
            for sounds, price in options:
                if paid + price <= _MAX_PRICE:
                    after = before
                    for sound in skeleton(sounds):
                        after = after if after[-1:] == sound else after + sound
                    grown[after] = min(paid + price, grown.get(after, _MAX_PRICE))
        beam = dict(sorted(grown.items(), key=lambda item: item[1])[: 2 * _BEAM])
        at += size
    return frozenset(frame.replace("тш", "ш").replace("тс", "с") for frame in beam)


_SKELETON = str.maketrans(
    {"б": "п", "в": "ф", "г": "к", "х": "к", "д": "т", "з": "с", "ц": "с", "ж": "ш", "щ": "ш", "ч": "ш"}
    | dict.fromkeys("аеиоуй", ""),
)
