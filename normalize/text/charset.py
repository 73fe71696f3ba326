"""Which encoding are these bytes in? Letter-pair statistics for single-byte Cyrillic, structure for the rest.

Single-byte encodings cannot be told apart by validity (every byte is a letter in all of them), only by whether the
letters make sense next to each other. Each candidate's byte pairs are looked up in `data/letter_pairs.tsv`; the
candidate with the highest mean log share wins. `bench/decode.py` prints the accuracy per encoding and length.
"""

from __future__ import annotations

import functools
import itertools
import threading
from collections import Counter
from dataclasses import dataclass
from typing import Final

from normalize.resources import read_rows

SINGLE_BYTE: Final = ("cp1251", "koi8-r", "koi8-u", "cp866", "iso-8859-5", "mac-cyrillic", "cp1252")
"""Candidates, commonest first: an earlier one wins a tie (all-lower-case text reads the same in cp1251 and Mac)."""

SAMPLE_BYTES: Final = 16_384
_UNSEEN: Final = -12.0  # a pair of letters rarer than the rarest in the table
_MIXED: Final = -16.0  # Cyrillic letter beside a Latin one
_CONTROL: Final = -20.0  # a control character or a byte the encoding does not define
_BOX: Final = -12.0  # a box-drawing character beside a letter; -9 beside another box, -3 beside its like
_SYMBOL: Final = -9.0
_GLUED: Final = -5.0  # a symbol right before a letter, a mark on the wrong side of a word
_LETTER_DIGIT: Final = -11.0
_BOUNDARY: Final = -2.0
_OPENING: Final = frozenset("«„“‘")
_CLOSING: Final = frozenset("»”’“‘…")
_TYPOGRAPHIC: Final = frozenset("«»„“”‘’–—…№°\u00a0")
_TYPOGRAPHIC_COST: Final = -3.0
_UNPAIRED: Final = -2.5  # a quotation mark without its other half
_CASE_FLIP: Final = -8.0  # lower case followed by upper case inside a word
_CAPITALS: Final = -0.7

PRIOR: Final = {"koi8-r": -1.0, "koi8-u": -1.5, "cp866": -2.0, "iso-8859-5": -4.0, "mac-cyrillic": -4.0}
"""How much rarer than cp1251 an encoding is among Russian files (natural log): decides where the letters do not."""


@dataclass(frozen=True, slots=True)
class CharsetGuess:
    """An encoding and how plausible the text it gives is: mean log share of its letter pairs (natural, negative)."""

    encoding: str
    score: float


@functools.cache
def letter_pairs() -> dict[str, float]:
    """Log share of each lower-case letter pair, a space standing for a word boundary."""
    rows = read_rows("normalize.text", "letter_pairs.tsv", columns=3)
    return {pair.replace("_", " "): float(share) for _script, pair, share in rows}


def _kind(char: str) -> str:
    """Class of a character: l(atin), c(yrillic), d(igit), x control, b(ox), t(ypographic), s(ymbol), space."""
    if char.isalpha():
        code = ord(char)
        if 0x400 <= code <= 0x52F:
            return "c"
        return "l" if code < 0x250 and char not in "ªº" else "s"
    if char.isdigit() and char.isascii():
        return "d"
    if char in _TYPOGRAPHIC:
        return "t"
    if char.isascii():
        return " " if char.isprintable() or char in "\t\n\r\f" else "x"
    if "\u2500" <= char <= "\u259f":
        return "b"
    return "x" if char == "\ufffd" or not (char.isprintable() or char == "\u00ad") else "s"


@functools.lru_cache(maxsize=65536)
def pair_score(first: str, second: str) -> float:
    """How plausible `second` is right after `first`: natural log, about -3 (very common) to -20 (never)."""
    kind_a, kind_b = _kind(first), _kind(second)
    if "x" in (kind_a, kind_b):
        return _CONTROL
    if kind_b == "b" or kind_a == "b":
        return -3.0 if first == second else -9.0 if kind_a in "b " and kind_b in "b " else _BOX
    cost = _TYPOGRAPHIC_COST if kind_b == "t" else _SYMBOL if kind_b == "s" else 0.0
    cost += _GLUED * _wrong_side(first, kind_a, second, kind_b)
    a = first.lower() if kind_a in "cl" else " "
    b = second.lower() if kind_b in "cl" else " "
    if a == b == " ":
        return cost + _BOUNDARY
    if {kind_a, kind_b} == {"c", "l"}:
        return _MIXED
    if "d" in (kind_a, kind_b):
        return cost + _LETTER_DIGIT
    cost += letter_pairs().get(a + b, _UNSEEN)
    if second.isupper() and a != " ":
        cost += _CAPITALS if first.isupper() else _CASE_FLIP
    return cost


def unpaired_quotes(text: str) -> int:
    """How many quotation marks open without closing or close without opening."""
    double = max(0, text.count("„") - text.count("“") - text.count("”"))
    return abs(text.count("«") - text.count("»")) + double + max(0, text.count("‘") - text.count("’"))


def _wrong_side(first: str, kind_a: str, second: str, kind_b: str) -> bool:
    """Whether a mark stands on the side of a word where it never does: "—он", "слово«", "€т", two kinds of space."""
    if kind_b in "cl":
        return kind_a == "s" or (kind_a == "t" and first not in _OPENING and first not in "’…\u00a0")
    if kind_b == "t" and second != "\u00a0":
        if kind_a in "cl":
            return second not in _CLOSING and second not in "–—"
        return first in "–—" or (first == " " and second in "»”’")
    return " " in {first, second} and "\u00a0" in {first, second}


def text_score(text: str) -> float:
    """Mean `pair_score` over the pairs of a text in which a character outside ASCII takes part; 0.0 if none does."""
    padded = f" {text} "
    pairs = Counter(itertools.pairwise(padded))
    total = _UNPAIRED * unpaired_quotes(text)
    n = 0
    for (a, b), count in pairs.items():
        if a > "\x7f" or b > "\x7f":
            total += count * pair_score(a, b)
            n += count
    return total / n if n else 0.0


_lock = threading.Lock()
_decoded: dict[str, str] = {}


def _alphabet(encoding: str) -> str:
    """The 256 characters of a single-byte encoding, U+FFFD where it defines none."""
    with _lock:
        if encoding not in _decoded:
            _decoded[encoding] = bytes(range(256)).decode(encoding, errors="replace")
        return _decoded[encoding]


def guess_single_byte(data: bytes, candidates: tuple[str, ...] = SINGLE_BYTE) -> list[CharsetGuess]:
    """Candidates ranked by plausibility on (a sample of) the bytes; deterministic."""
    sample = _sample(data)
    padded = b" " + sample + b" "
    pairs = Counter(itertools.pairwise(padded))
    high = [(a, b, n) for (a, b), n in pairs.items() if a > 127 or b > 127]
    total = sum(n for _, _, n in high) or 1
    guesses = []
    for encoding in candidates:
        chars = _alphabet(encoding)
        score = sum(n * pair_score(chars[a], chars[b]) for a, b, n in high)
        score += _UNPAIRED * unpaired_quotes(sample.decode(encoding, "replace")) + PRIOR.get(encoding, 0.0)
        guesses.append(CharsetGuess(encoding, score / total))
    return sorted(guesses, key=lambda guess: -guess.score)


def _sample(data: bytes) -> bytes:
    """At most SAMPLE_BYTES, preferring lines that hold bytes above 127."""
    if len(data) <= SAMPLE_BYTES:
        return data
    picked: list[bytes] = []
    size = 0
    for line in data[: 64 * SAMPLE_BYTES].split(b"\n"):
        if not line.isascii():
            picked.append(line[:SAMPLE_BYTES])
            size += len(picked[-1]) + 1
            if size >= SAMPLE_BYTES:
                break
    return b"\n".join(picked)[:SAMPLE_BYTES] if picked else data[:SAMPLE_BYTES]


def guess_wide(data: bytes) -> str | None:
    """UTF-16 or UTF-32 without a byte order mark, by the zero or Cyrillic high bytes in every second place."""
    head = data[:4096]
    if len(head) < 4 or (len(head) % 2 and len(data) <= 4096):
        return None
    if len(head) >= 8:
        for encoding, zeros in (("utf-32-le", (2, 3)), ("utf-32-be", (0, 1))):
            if all(not any(head[place::4]) for place in zeros) and len(data) % 4 == 0:
                return encoding
    even, odd = head[0::2], head[1::2]
    for encoding, high, low in (("utf-16-le", odd, even), ("utf-16-be", even, odd)):
        wide = sum(byte in (0x00, 0x04) for byte in high) + 0.5 * high.count(0x20)
        if wide >= 0.8 * len(high) and sum(byte in (0x00, 0x04) for byte in low) <= 0.2 * len(low):
            return encoding
    return None
