"""What stands around a text and is no business of the engine: bullets, numbers of items and footnotes, emoji, time stamps,
copyright marks, tags, quotes and brackets around all.

Models drop them, double them or put quotes in their place. They are taken off, and put back after translation.
"""

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from normalize.resources import data_lines
from normalize.text.emoji import PICTOGRAPH
from translate.prepare.abbreviations import now_in_english, now_pattern
from translate.prepare.markup import TAG, tags_are_closed

FUNCTION_WORDS: Final = "function_words_en.txt"

_BULLETS: Final = "•·▪▫●○◦‣∙■□►▶→➤✓✔★☆*>|†‡"
_WORDS_FOLLOW = r"(?=\s+(?:[^\W\d]|[«\"“„(\[^<{$%&-]))"
_LEAD_SHAPE: Final = (
    rf"(?:\s|[{re.escape(_BULLETS)}]|{PICTOGRAPH}|[–—-](?=\s)|»(?=\s)"
    rf"|[:;,](?=[\s«\"“„(А-яЁё])"  # the rest of what was cut off before
    rf"|\[\d{{1,3}}\](?=[\s\w«\"“„^])|\^(?:\s+[a-z](?=\s))*(?=\s)"  # a footnote, its way back
    rf"|\(?\d{{1,3}}\)(?=[\s«\"“„А-яЁё])|\d{{1,3}}\.(?:\d{{1,2}}\.)*{_WORDS_FOLLOW}"  # 1) 1. 2.1.
)
_LEAD = re.compile(rf"{_LEAD_SHAPE}|{TAG})+")
_LEAD_OF_TEXT = re.compile(rf"{_LEAD_SHAPE})+")
"""The same where a tag at the beginning is closed within the text."""
_LETTER = re.compile(r"\(?(?P<letter>[а-яё])\)(?=\s)\s*", re.IGNORECASE)
_LETTERS: Final = "абвгдежзиклмнопрстуф"
"""Letters that count items in Russian documents, without й and ё."""
_ITEM = re.compile(rf"(?P<before>[;,.:]\s+)(?P<open>\(?)(?P<letter>[{_LETTERS}])\)(?=\s)")
_MOMENT = r"\d{1,2}[.:]\d{2}(?:[.:]\d{2,4})?"
_STAMP = re.compile(
    rf"\[{_MOMENT}(?:[,|–—-]?\s+{_MOMENT})*\]:?\s*"
    rf"|{_MOMENT}(?:[,|–—-]?\s+{_MOMENT})*[,|–—-]?\s+(?=[^\W\d_]|[«\"“„])(?!(?:a|p)\.?m)"
)
_YEARS = r"(?:\d{4}(?:\s*[-–—]\s*\d{4})?)"
_COPYRIGHT = re.compile(rf"©\s*(?:{_YEARS}\s*[,.|–—-]?\s+)?(?=[^\W\d_]|[«\"“„])")
_COPYRIGHT_AFTER = re.compile(rf"[\s,|–—-]*©\s*{_YEARS}?\s*\.?$")
_AFTER: Final = rf"{PICTOGRAPH}|(?<=\s)[»–—]|(?<=[\w»\"“”).!?…\]])(?:\s?\[\d{{1,3}}\])"
_SIGNS_AFTER: Final = re.escape(_BULLETS) + "←¹²³⁴-⁹⁰®™"
_TRAIL = re.compile(rf"(?:[\s{_SIGNS_AFTER}]|{_AFTER}|{TAG})+$")
_TRAIL_OF_TEXT = re.compile(rf"(?:[\s{_SIGNS_AFTER.replace('>', '')}]|{_AFTER})+$")
_NOTE_THEN_STOP = re.compile(r"(?<=[\w»\"“”)])\s?(?P<note>(?:\[\d{1,3}\])+)(?P<stop>[.!?…])$")
_PAIRS: Final = {"«": "»", "“": "”", "„": "“", '"': '"', "(": ")", "[": "]"}
_PLAIN: Final = {"«": '"', "»": '"', "„": '"', "“": '"', "”": '"'}
_LONGEST_TRAIL: Final = 64
_TERMINAL: Final = ".!?…"
_CLOSING: Final = "»”\"')]"


@dataclass(frozen=True, slots=True)
class Framed:
    """A text without its frame.

    `lead + core + trail` is the text, but for plain quotes, "present" for "н.в.", Latin letters for
    those of items, and a footnote after the full stop, where English has it.
    """

    lead: str
    core: str
    trail: str


def split_frame(text: str) -> Framed:
    """Separate `text` from what stands around it; `core` is empty when nothing else is there."""
    text = _NOTE_THEN_STOP.sub(r"\g<stop>\g<note>", text)
    lead, start = _lead(text, _LEAD)
    end, trail = _trail(text, start, _TRAIL)
    if (lead or trail) and "<" in text and not tags_are_closed(text[start:end]):
        lead, start = _lead(text, _LEAD_OF_TEXT)
        end, trail = _trail(text, start, _TRAIL_OF_TEXT)
    if start >= end:
        return Framed(text, "", "")
    core = text[start:end]
    while (close := _PAIRS.get(core[0])) and _encloses(core, close):
        lead, trail = lead + _PLAIN.get(core[0], core[0]), _PLAIN.get(close, close) + trail
        core = core[1:-1]
    inner = len(core) - len(core.lstrip())
    lead, core = lead + core[:inner], core[inner:]
    return Framed(now_in_english(lead), core, trail)


def latin_items(text: str) -> str:
    """`text` with Latin letters for the Cyrillic ones that count items within it: "а) паспорт; б) виза"."""
    return _ITEM.sub(lambda m: f"{m['before']}{m['open']}{_latin_letter(m['letter'])})", text) if ")" in text else text


def _lead(text: str, marks: re.Pattern[str]) -> tuple[str, int]:
    """What stands before the text, and where it ends."""
    parts: list[str] = []
    start = 0
    while start < len(text):
        begun = start
        for pattern in (marks, _STAMP, _period(), _COPYRIGHT):
            match = pattern.match(text, start)
            if match:
                parts.append(match.group())
                start = match.end()
        letter = _LETTER.match(text, start)
        if letter and letter["letter"].lower() in _LETTERS:
            parts.append(letter.group().replace(letter["letter"], _latin_letter(letter["letter"])))
            start = letter.end()
        if start == begun:
            break
    return "".join(parts), start


def _trail(text: str, start: int, marks: re.Pattern[str]) -> tuple[int, str]:
    """Where the text ends before what stands after it, and what that is."""
    end = len(text.rstrip())
    before = -1
    while before != end:
        before = end
        for pattern in (marks, _COPYRIGHT_AFTER):
            trail = pattern.search(text, max(start, end - _LONGEST_TRAIL), end)
            end = trail.start() if trail else end
    return end, text[end:]


def _encloses(core: str, close: str) -> bool:
    return len(core) > 2 and core.endswith(close) and not any(sign in core[1:-1] for sign in (core[0], close))


def _latin_letter(letter: str) -> str:
    """The letter at the same place of the alphabet: the third item is c)."""
    latin = chr(ord("a") + _LETTERS.index(letter.lower()))
    return latin.upper() if letter.isupper() else latin


def same_ending(source: str, target: str) -> str:
    """`target` with the full stop, question or exclamation mark of the source, or without the stop it does not have."""
    if target.endswith((",", ";")) and not source.endswith((",", ";")):
        target = target[:-1].rstrip()
    mark = source.rstrip(_CLOSING)[-1:]
    if mark in _TERMINAL:
        return target + mark if mark and target[-1:].isalnum() and source.endswith(mark) else target
    if not target.endswith(".") or target.endswith(".."):
        return target
    last = target[:-1].split()[-1:] or [""]
    return target if "." in last[0] or len(last[0]) < 3 else target[:-1]  # U.S., Inc. keep theirs


def same_beginning(source: str, target: str) -> str:
    """`target` with a capital like the source, or in lower case like it if it begins with a function word."""
    if source[:1].isupper() and target.split(maxsplit=1)[:1] and target.split(maxsplit=1)[0].islower():
        return target[0].upper() + target[1:]
    if not source[:1].islower() or not target[:1].isupper():
        return target
    first = target.split(maxsplit=1)[0]
    return target[0].lower() + target[1:] if first.lower() in function_words() else target


@cache
def function_words() -> frozenset[str]:
    """English words that are never written with a capital inside a sentence."""
    return frozenset(word for _, line in data_lines("translate.prepare", FUNCTION_WORDS) for word in line.split())


@cache
def _period() -> re.Pattern[str]:
    """Years before a name or a post: 2015 – 2018, 2015 – н.в."""
    return re.compile(rf"(?:19|20)\d\d\s*[–—-]\s*(?:(?:19|20)\d\d|{now_pattern()})[,.:]?\s+(?=[А-ЯЁA-Z«\"])")
