"""English words, split the way the English tagger was trained on: spaCy's rules, read from ner_en.npz.

Affixes are taken off each run of non-space characters until an exception ("don't", "U.S.") or a plain word is left;
what is left is split at infixes. Results are kept per run of characters, since texts repeat themselves.
"""

import functools
import json
import re
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

import numpy as np

from normalize.resources import once

_CHUNK = re.compile(r"\S+|\s+")
_MAX_CHUNK = 200
"""Longer runs of non-space characters are cut: they are no words, and the affix rules would be slow on them."""
_MASK = (1 << 64) - 1


def murmur64(text: str, seed: int = 1) -> int:
    """MurmurHash64A of a string in UTF-8 (Austin Appleby, public domain): how the tagger's vocabulary numbers words."""
    data = text.encode("utf-8", "surrogatepass")
    multiplier, shift = 0xC6A4A7935BD1E995, 47
    value = seed ^ (len(data) * multiplier & _MASK)
    whole = len(data) // 8 * 8
    for at in range(0, whole, 8):
        block = int.from_bytes(data[at : at + 8], "little") * multiplier & _MASK
        block = (block ^ block >> shift) * multiplier & _MASK
        value = (value ^ block) * multiplier & _MASK
    if whole < len(data):
        value = (value ^ int.from_bytes(data[whole:], "little")) * multiplier & _MASK
    value = (value ^ value >> shift) * multiplier & _MASK
    return value ^ value >> shift


@dataclass(frozen=True, slots=True)
class Token:
    """A word of an English text: ``text[start:end]``, and the form the tagger knows it by."""

    start: int
    end: int
    text: str
    norm: str


@dataclass(frozen=True, slots=True)
class Rules:
    """Tokeniser rules, and names of the tagger's moves.

    Attributes:
        exceptions: run of characters to its (text, norm) pieces; an empty norm means the usual one.
        norms: word to the form the tagger knows it by, where it is not the lower-case word.
        hashed_norms: the same by the word's hash.
        symbols: words that the tagger's vocabulary numbers rather than hashes.
    """

    prefix: re.Pattern[str]
    suffix: re.Pattern[str]
    infix: re.Pattern[str]
    url: re.Pattern[str]
    exceptions: dict[str, list[tuple[str, str]]]
    norms: dict[str, str]
    hashed_norms: dict[int, str]
    symbols: dict[str, int]
    seeds: tuple[int, ...]
    moves: tuple[str, ...]


@once
def stored_arrays() -> dict[str, Any]:
    """The arrays of ner_en.npz, read once."""
    with (files("normalize.ner") / "data" / "ner_en.npz").open("rb") as stream, np.load(stream) as stored:
        return {name: stored[name] for name in stored.files}


@once
def rules() -> Rules:
    """The tokeniser's rules."""
    raw = json.loads(stored_arrays()["rules"].tobytes())
    return Rules(
        prefix=re.compile(raw["prefix"]),
        suffix=re.compile(raw["suffix"]),
        infix=re.compile(raw["infix"]),
        url=re.compile(raw["url"]),
        exceptions={chunk: [(text, norm) for text, norm in pieces] for chunk, pieces in raw["exceptions"].items()},
        norms=raw["norms"],
        hashed_norms={int(key): norm for key, norm in raw["hashed_norms"].items()},
        symbols=raw["symbols"],
        seeds=tuple(raw["seeds"]),
        moves=tuple(raw["moves"]),
    )


def _plain(text: str) -> tuple[str, str]:
    known = rules()
    return text, known.norms.get(text) or known.hashed_norms.get(murmur64(text)) or text.lower()


def _exception(text: str) -> list[tuple[str, str]]:
    return [(piece, norm or _plain(piece)[1]) for piece, norm in rules().exceptions[text]]


def _affixes(chunk: str) -> tuple[list[str], str, list[str]]:
    """(prefixes, what is left, suffixes in text order)."""
    known = rules()
    prefixes: list[str] = []
    suffixes: list[str] = []
    size = -1
    while chunk and len(chunk) != size and chunk not in known.exceptions:
        size = len(chunk)
        before = known.prefix.search(chunk)
        n_before = len(before.group()) if before else 0
        if n_before and chunk[n_before:] in known.exceptions:
            return [*prefixes, chunk[:n_before]], chunk[n_before:], suffixes[::-1]
        after = known.suffix.search(chunk[n_before:])
        n_after = len(after.group()) if after else 0
        if n_after and chunk[:-n_after] in known.exceptions:
            return prefixes, chunk[:-n_after], [chunk[-n_after:], *suffixes[::-1]]
        if n_before:
            prefixes.append(chunk[:n_before])
        if n_after:
            suffixes.append(chunk[len(chunk) - n_after :])
        chunk = chunk[n_before : len(chunk) - n_after]
    return prefixes, chunk, suffixes[::-1]


def _middle(chunk: str) -> list[tuple[str, str]]:
    known = rules()
    if not chunk:
        return []
    if chunk in known.exceptions:
        return _exception(chunk)
    if known.url.match(chunk):
        return [_plain(chunk)]
    pieces: list[str] = []
    at = 0
    for match in known.infix.finditer(chunk):
        if match.start() == 0 or match.start() < at:
            continue
        if at != match.start():
            pieces.append(chunk[at : match.start()])
        if match.group():
            pieces.append(match.group())
        at = match.end()
    if chunk[at:]:
        pieces.append(chunk[at:])
    return [_plain(piece) for piece in pieces]


@functools.lru_cache(maxsize=100_000)
def _pieces(chunk: str) -> tuple[tuple[str, str], ...]:
    if chunk in rules().exceptions:
        return tuple(_exception(chunk))
    prefixes, rest, suffixes = _affixes(chunk)
    return (*map(_plain, prefixes), *_middle(rest), *map(_plain, suffixes))


def tokenize(text: str) -> list[Token]:
    """Split a text into words. Single spaces belong to no token; longer white space is a token, as in training."""
    tokens: list[Token] = []
    for match in _CHUNK.finditer(text):
        chunk, start = match.group(), match.start()
        if chunk.isspace():
            extra = chunk[1:] if chunk[0] == " " and start > 0 else chunk
            if extra:
                tokens.append(Token(match.end() - len(extra), match.end(), extra, extra))
            continue
        for offset in range(0, len(chunk), _MAX_CHUNK):
            at = start + offset
            for piece, norm in _pieces(chunk[offset : offset + _MAX_CHUNK]):
                tokens.append(Token(at, at + len(piece), piece, norm))
                at += len(piece)
    return tokens
