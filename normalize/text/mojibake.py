"""Undo text that was decoded with the wrong encoding and saved that way ("Ðîñêîñìîñ", "Р РѕСЃ", "оПХБЕР").

A line that looks suspicious is encoded back with each encoding it may have been read in and decoded with each it may
have been written in; the change is kept only when letter pairs (`flows.charset`) say that the result is language and
the original is not. What remains (western letters, quotes: "cafÃ©", "â€œ") goes to ftfy, whose heuristics are built
for those. Lines of one document share their history, so a change proven on one line is tried on the short ones too.
"""

from __future__ import annotations

import functools
import re
from typing import Final

import ftfy
import ftfy.bad_codecs
import ftfy.badness

from normalize.text.charset import PRIOR, pair_score, text_score

_READ_AS: Final = (
    "sloppy-windows-1252",
    "sloppy-windows-1251",
    "latin-1",
    "koi8-r",
    "cp866",
    "iso-8859-5",
    "mac-cyrillic",
    "macroman",
)
_WRITTEN_IN: Final = ("utf-8", "sloppy-windows-1251", "koi8-r", "cp866", "iso-8859-5", "mac-cyrillic")

# Cheap tests: characters side by side that hardly ever stand together in undamaged text. False alarms cost time only.
# Each begins with a character that is rare in clean Russian text and looks back from there: three times as fast.
_SUSPECT: Final = re.compile(
    "[^\x00-\x7fа-яё«»“”„‘’…№\u00a0](?:"
    "(?<=[ÐÑ\u0080-\u0084\u0086-\u009f])"
    "|(?<=[\u00c0-\u00ff\u0192])[\u0080-\u00ff\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u2122]"
    "|(?<=[РС])[\u00a0-\u00bf\u0401-\u040f\u0451-\u045f\u0490\u0491\u2013-\u2122]"
    "|(?<=[а-яё][А-ЯЁ€])"
    "|(?<=[а-яёА-ЯЁ][\u2500-\u259f\u00a4-\u00aa\u00ac-\u00ba\u2020-\u2022\u2030\u2219-\u2265])"
    "|(?<=[\u2500-\u259f])(?:[а-яёА-ЯЁa-zA-Z]|(?<=([\u2500-\u259f]))(?!\\1)[\u2500-\u259f])"
    "|(?<=[–—])(?:[^\\s\\d][–—]){2}[^\\s\\d]"
    ")"
)
# Capitals may be KOI8 read as cp1251, Serbian and Ukrainian letters cp1251 read as ISO 8859-5: letter pairs decide.
_ODD: Final = re.compile("[А-ЯЁЂ-Џђ-џҐ](?:(?<=[А-ЯЁ])[А-ЯЁ]{2}|(?<=[а-яёА-ЯЁ][Ђ-Џђ-џҐ]))")
_HIGH: Final = re.compile("[^\x00-\x7f]")
_UTF8_PAIR: Final = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_LOST_A0: Final = re.compile(rb"([\xc3\xd0])\x20")
_LOST_TAIL: Final = re.compile(rb"[\xd0\xd1](?![\x80-\xbf])")

_SAMPLE_CHARS: Final = 4000
_LANGUAGE: Final = -8.0  # mean pair score that text must reach to count as language (Russian news: about -6)
_MARGIN: Final = 2.0  # how much the mean must improve
_MARGIN_SHORT: Final = 3.5  # the same for fewer than 12 letters outside ASCII
_SHORT: Final = 12
_LOOKALIKE: Final = ("mac-cyrillic", "sloppy-windows-1251")
_LOOKALIKE_MARK: Final = re.compile("[а-яё]€|[¬√ƒ≈∆«–—“”‘’…][а-яё]")  # Serbian letters are no evidence
_GAIN: Final = 14.0  # these share all lower-case letters but я: the sum must improve by so much, one or two letters
_GAIN_PROVEN: Final = 4.0
_LEFT: Final = -3.0  # for each odd character that a change leaves: among changes the one that explains most wins
_FEWEST: Final = 4  # single-byte changes need as many letters outside ASCII
_FLUENT: Final = -6.8  # an odd line that scores better is left alone
_TRIES: Final = 1000  # odd lines of a document tried before it is taken for what it is
_ROUNDS: Final = 3  # damage done twice or three times over

_Change = tuple[str, str]


def fix_mojibake(text: str) -> str:
    """The text with wrongly decoded stretches restored; the same object when nothing is wrong."""
    if text.isascii() or not (_SUSPECT.search(text) or _ODD.search(text)):
        return text
    lines = text.split("\n")
    proven: list[_Change] = []
    for _ in range(_ROUNDS):
        known = len(proven)
        changed = _fix_lines(lines, range(len(lines)), proven)
        if not changed:
            break
        if len(proven) > known:  # lines before the proof
            _fix_lines(lines, range(changed[-1]), proven)
    return "\n".join(lines)


def _fix_lines(lines: list[str], numbers: range, proven: list[_Change]) -> list[int]:
    """Repair lines in place; returns the numbers of those that changed."""
    changed: list[int] = []
    in_vain = 0
    for number in numbers:
        line = lines[number]
        if line.isascii() or not (proven or _is_suspect(line)):
            continue
        if in_vain >= _TRIES and not proven:
            break
        in_vain += 1
        fixed, change = _fix_line(line, proven)
        if fixed != line:
            lines[number] = fixed
            changed.append(number)
            if change and change not in proven:
                proven.append(change)
    return changed


def _is_suspect(line: str) -> bool:
    if _SUSPECT.search(line):
        return True
    return bool(_ODD.search(line)) and text_score(line[:_SAMPLE_CHARS]) < _FLUENT


def _fix_line(line: str, proven: list[_Change]) -> tuple[str, _Change | None]:
    best, best_score, best_change = line, -99.0, None
    before = text_score(line[:_SAMPLE_CHARS])
    suspect = _is_suspect(line)
    for read_as in _READ_AS:
        runs = _encodable_runs(line, read_as)
        if not runs:
            continue
        for written_in in _WRITTEN_IN:
            change = (read_as, written_in)
            if written_in == read_as or not (suspect or change in proven):
                continue
            fixed, left = _apply(line, runs, change, relaxed=change in proven)
            if fixed == line:
                continue
            score = text_score(fixed[:_SAMPLE_CHARS]) if _HIGH.search(fixed) else -6.0
            score += (PRIOR.get(written_in, 0.0) + _LEFT * left) / len(fixed)
            if score > best_score:
                best, best_score, best_change = fixed, score, change
    if best_change is not None and best_score > before:
        return best, best_change
    if suspect and ftfy.badness.is_bad(line):
        return ftfy.fix_encoding(line), None
    return line, None


@functools.cache
def _repertoire(encoding: str) -> re.Pattern[str]:
    """Runs of characters that the encoding has, space included, ending and starting outside whitespace."""
    chars = {bytes([byte]).decode(encoding, "replace") for byte in range(256)} - {"\ufffd", "\n"}
    one = "[" + "".join(re.escape(char) for char in sorted(chars)) + "]"
    return re.compile(f"{one}+")


def _encodable_runs(line: str, encoding: str) -> list[tuple[int, int]]:
    return [match.span() for match in _repertoire(encoding).finditer(line) if _HIGH.search(match[0])]


def _apply(line: str, runs: list[tuple[int, int]], change: _Change, *, relaxed: bool) -> tuple[str, int]:
    """Rewrite the runs of a line that the change improves; also tells how many characters outside ASCII it left."""
    pieces, done, left = [], 0, 0
    for start, end in runs:
        run = line[start:end]
        fixed = _redecode(run, change)
        if fixed is None or not _improves(run, fixed, change, relaxed=relaxed):
            continue
        left += len(_HIGH.findall(line, done, start))
        pieces += [line[done:start], fixed]
        done = end
    left += len(_HIGH.findall(line, done))
    return "".join([*pieces, line[done:]]), left


def _redecode(run: str, change: _Change) -> str | None:
    read_as, written_in = change
    data = run.encode(read_as)
    if written_in != "utf-8":
        return data.decode(written_in, "replace")
    data = _LOST_A0.sub(b"\\1\xa0", data)
    sequences = len(_UTF8_PAIR.findall(data))
    lost = len(_LOST_TAIL.findall(data))
    if sequences < 1 or lost > 1 + 0.34 * sequences:
        return None
    if not lost:
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError:
            return None
    return _guess_lost(data, read_as)


def _guess_lost(data: bytes, read_as: str) -> str | None:
    """Decode UTF-8 whose second bytes were dropped where `read_as` has no character (с, я, А, Н, И …).

    The few letters that can have stood there are known; the likeliest beside its neighbours is taken.
    """
    strict = read_as.replace("sloppy-windows-", "cp")
    undefined = [byte for byte in range(0x80, 0xC0) if bytes([byte]).decode(strict, "ignore") == ""] or [
        0x81,
        0x8D,
        0x8F,
        0x90,
        0x9D,
    ]
    text = ""
    done = 0
    for match in _LOST_TAIL.finditer(data):
        try:
            text += data[done : match.start()].decode("utf-8")
        except UnicodeDecodeError:
            return None
        following = data[match.end() : match.end() + 2].decode("utf-8", "ignore")[:1] or " "
        options = [bytes([match[0][0], byte]).decode("utf-8") for byte in undefined]
        before = text[-1:] or " "
        text += max(options, key=lambda option: pair_score(before, option) + pair_score(option, following))
        done = match.end()
    try:
        return text + data[done:].decode("utf-8")
    except UnicodeDecodeError:
        return None


def _improves(run: str, fixed: str, change: _Change, *, relaxed: bool) -> bool:
    if not relaxed and "\ufffd" in fixed and "\ufffd" not in run and change[1] != "utf-8":
        return False
    after = text_score(fixed[:_SAMPLE_CHARS])
    if not relaxed and after < _LANGUAGE:
        return False
    before = text_score(run[:_SAMPLE_CHARS])
    gain = (after - before) * min(len(run), _SAMPLE_CHARS)
    if relaxed:
        return gain > _GAIN_PROVEN if change == _LOOKALIKE else after > before + 0.5
    letters = sum(char > "\x7f" and char.isalpha() for char in fixed[:_SAMPLE_CHARS])
    if letters < (2 if change[1] == "utf-8" else _FEWEST):
        return False
    if change == _LOOKALIKE:
        return gain >= _GAIN and bool(_LOOKALIKE_MARK.search(run))
    return after >= before + (_MARGIN if letters >= _SHORT else _MARGIN_SHORT)
