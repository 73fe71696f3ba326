"""Bytes to clean text: find the encoding, decode, repair; every repair is named.

Order of trust: byte order mark, valid UTF-8, UTF-16/32 by structure, the declared charset when its text is plausible,
damaged UTF-8 (good parts kept), letter statistics (`normalize.text.charset`) and words, charset-normalizer for alphabets beyond those.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, replace
from typing import Final

from normalize.text.charset import CharsetGuess, guess_single_byte, guess_wide
from normalize.text.clean_document import clean_text
from normalize.text.word_evidence import WordEvidence, word_evidence

BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_PLAUSIBLE: Final = -10.0  # mean letter-pair score below which none of the single-byte candidates convinces
_DECLARED_MARGIN: Final = 1.5  # how much better than the declared charset a guess must score to overrule it
_WORDS_IN: Final = 4_000  # bytes whose words are looked up
_SHOUTED: Final = 3  # different letters of a shout at most: "ЭЭЭЭЭ", "Ыыыы!"
_BESIDE_LATIN: Final = re.compile(rb"[A-Za-z][\x80-\xff]|[\x80-\xff][A-Za-z]")
_MULTIBYTE: Final = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_CONTROLS: Final = bytes(set(range(32)) - set(b"\t\n\r\f\x1b")) + b"\x7f"


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text, the Python codec name it was decoded with, and the names of the repairs made, in the order made.

    Attributes:
        is_known: the encoding is no guess: a mark told it, or it is the declared one and fits.
    """

    text: str
    encoding: str
    repairs: tuple[str, ...]
    is_known: bool = False


def decode_bytes(data: bytes, declared: str | None = None) -> Decoded:
    """Decode and clean a whole document.

    Args:
        data: the raw bytes.
        declared: a charset the source claims (HTTP header, HTML meta, a sibling record); a hint, not an order.
    """
    raw = decode_raw(data, declared)
    text, repairs = clean_text(raw.text, known_encoding=raw.is_known)
    named = (*raw.repairs, *(name for name in repairs if name not in raw.repairs))
    return Decoded(text, raw.encoding, named, raw.is_known)


def decode_raw(data: bytes, declared: str | None = None) -> Decoded:
    """Decode without cleaning: what an HTML or CSV parser should see."""
    raw = _decoded(data, declared)
    fits = not {"invalid_bytes", "mixed_encoding"}.intersection(raw.repairs)
    return replace(raw, is_known=fits and ("bom" in raw.repairs or raw.encoding == known_codec(declared)))


def _decoded(data: bytes, declared: str | None) -> Decoded:
    for bom, encoding in BOMS:
        if data.startswith(bom):
            return _tolerant(data[len(bom) :], encoding, ("bom",))
    try:
        if b"\x00" not in data[:4096] and b"\x04" not in data[:4096]:
            return Decoded(data.decode("utf-8"), "utf-8", ())
    except UnicodeDecodeError:
        pass
    else:
        if wide := guess_wide(data):
            return _tolerant(data, wide, ())
        try:
            return Decoded(data.decode("utf-8"), "utf-8", ())
        except UnicodeDecodeError:
            pass
    codec = known_codec(declared)
    if _mostly_utf8(data) and not _fits_better(data, codec):
        return _mixed_lines(data)
    encoding = _choose(data, codec)
    return _tolerant(data, encoding, ())


def is_binary(head: bytes) -> bool:
    """Whether the first bytes of a file are no text in any encoding: control characters, or NULs outside UTF-16/32."""
    if not head or any(head.startswith(bom) for bom, _ in BOMS) or guess_wide(head):
        return False
    controls = len(head) - len(head.translate(None, _CONTROLS))
    return controls > 0.05 * len(head)


def known_codec(name: str | None) -> str | None:
    """Python codec for a charset label, None if there is none or it is not a text encoding."""
    if not name:
        return None
    label = name.strip().strip("\"'").lower()
    label = {"iso-8859-1": "cp1252", "latin1": "cp1252", "latin-1": "cp1252", "us-ascii": "cp1252"}.get(label, label)
    label = {"x-mac-cyrillic": "mac-cyrillic", "x-sjis": "cp932", "gb2312": "gb18030"}.get(label, label)
    try:
        info = codecs.lookup(label)
        "a".encode(info.name)
    except (LookupError, ValueError, UnicodeError, TypeError):
        return None
    return info.name


def _tolerant(data: bytes, encoding: str, repairs: tuple[str, ...]) -> Decoded:
    try:
        return Decoded(data.decode(encoding), encoding, repairs)
    except UnicodeDecodeError:
        return Decoded(data.decode(encoding, errors="replace"), encoding, (*repairs, "invalid_bytes"))


def _fits_better(data: bytes, declared: str | None) -> bool:
    """Whether bytes that are not quite UTF-8 fit the declared encoding, and give as many words in it."""
    if declared in {None, "utf-8", "ascii"} or not decodes(data, declared or ""):
        return False
    return _words(data, declared or "").known >= _words(data, "utf-8").known


def _mostly_utf8(data: bytes) -> bool:
    """Whether broken UTF-8 is still UTF-8: sequences that fit outnumber bytes that do not by three to one."""
    sample = data[:1_000_000]
    rest, good = _MULTIBYTE.subn(b"", sample)
    bad = sum(byte > 127 for byte in rest)
    return good >= 3 * bad or (good >= max(1, bad) and bad <= 3 and rest[-1:] > b"\x7f")


def _mixed_lines(data: bytes) -> Decoded:
    """UTF-8 with damage: a line that is wholly in another encoding is read in it, other bad bytes become U+FFFD."""
    repairs: list[str] = []
    lines = []
    for line in data.split(b"\n"):
        try:
            lines.append(line.decode("utf-8"))
            continue
        except UnicodeDecodeError:
            pass
        best = guess_single_byte(line)[0]
        high = sum(byte > 127 for byte in line)
        if high >= 6 and not _MULTIBYTE.search(line) and best.score > _PLAUSIBLE:
            lines.append(line.decode(best.encoding, errors="replace"))
            name = "mixed_encoding"
        else:
            lines.append(line.decode("utf-8", errors="replace"))
            name = "invalid_bytes"
        if name not in repairs:
            repairs.append(name)
    return Decoded("\n".join(lines), "utf-8", tuple(repairs))


def _choose(data: bytes, declared: str | None) -> str:
    ranked = guess_single_byte(data)
    best = _best_in_words(data, ranked)
    if declared and declared not in {"utf-8", "ascii"} and decodes(data, declared):
        claimed = next((guess for guess in ranked if guess.encoding == declared), None)
        claimed = claimed or guess_single_byte(data, (declared,))[0] if _is_single_byte(declared) else claimed
        if claimed is None or best.score - claimed.score < _DECLARED_MARGIN or not _has_more_words(data, best, claimed):
            return declared
    if best.score < _PLAUSIBLE and len(_letters(data)) > _SHOUTED and (other := _other_alphabet(data)):
        return other
    return _western(data) if best.encoding == "cp1252" else best.encoding


def _letters(data: bytes) -> set[int]:
    """The different bytes outside ASCII."""
    return {byte for byte in set(data) if byte > 127}


def _words(data: bytes, encoding: str) -> WordEvidence:
    return word_evidence(data[:_WORDS_IN].decode(encoding, "replace"))


def _best_in_words(data: bytes, ranked: list[CharsetGuess]) -> CharsetGuess:
    """The likeliest by letter pairs, unless it gives no words and another does; of a shout, which gives none in any, cp1251."""
    if _words(data, ranked[0].encoding).n_known:
        return ranked[0]
    letters = _letters(data)
    found = next((guess for guess in ranked[1:] if _words(data, guess.encoding).mostly_words), None)
    shout = len(letters) <= _SHOUTED and not _BESIDE_LATIN.search(data)
    if found is None and shout and bytes(sorted(letters)).decode("cp1251", "replace").isalpha():
        found = next(guess for guess in ranked if guess.encoding == "cp1251")
    return found or ranked[0]


def _has_more_words(data: bytes, guess: CharsetGuess, claimed: CharsetGuess) -> bool:
    """Whether a guess gives words and what was declared does not; in other alphabets the letters have to tell."""
    before, after = _words(data, claimed.encoding), _words(data, guess.encoding)
    return after.known > 2 * before.known if after.n_known or after.distinct <= _SHOUTED else not before.n_known


def _is_single_byte(encoding: str) -> bool:
    return len(bytes(range(256)).decode(encoding, errors="replace")) == 256


def decodes(data: bytes, encoding: str) -> bool:
    """Whether bytes are valid in an encoding that Python knows."""
    try:
        data.decode(encoding)
    except (UnicodeError, LookupError):
        return False
    return True


def _western(data: bytes) -> str:
    return "cp1252" if decodes(data, "cp1252") else "iso-8859-1"


def _other_alphabet(data: bytes) -> str | None:
    """Ask charset-normalizer about alphabets without letter statistics here (Greek, Polish, Chinese …)."""
    from charset_normalizer import from_bytes

    found = from_bytes(data[:65_536]).best()
    return found.encoding.replace("_", "-") if found is not None else None
