"""Undo text that was decoded with the wrong encoding and saved that way ("Ðîñêîñìîñ", "Р РѕСЃ", "оПХБЕР").

A line that looks suspicious is encoded back with each encoding it may have been read in and decoded with each it may
have been written in; the change is kept only when letter pairs (`normalize.text.charset`) say that the result is language and
the original is not, and when the words bear that out: a shout ("ЭЭЭЭЭ") has pairs as odd as damage has, but becomes no
words. What remains (western letters, quotes: "cafÃ©", "â€œ") goes to ftfy, whose heuristics are built for those. Lines of
one document share their history, so a change proven on one line is tried on the short ones too; a line of words is left
alone whatever its neighbours are.
"""

from __future__ import annotations

import functools
import re
from typing import Final

import ftfy
import ftfy.bad_codecs
import ftfy.badness

from normalize.text.charset import PRIOR, pair_score, text_score
from normalize.text.word_evidence import word_evidence

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
_READ_FIRST: Final = ("sloppy-windows-1252", "latin-1", "sloppy-windows-1251", "cp866")
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
_CYRILLIC: Final = re.compile("[\u0400-\u052f]")
_SEQUENCES: Final = 2  # bytes that are UTF-8 by chance: so few of them prove nothing …
_DISTINCT: Final = 4  # … nor do more, of fewer different letters
_UNKNOWN_LETTERS: Final = 24  # letters of a language that the dictionary lacks (Ukrainian, Bulgarian) …
_UNKNOWN_DISTINCT: Final = 10  # … different ones among them: a shout has one or two
_UNKNOWN_MARGIN: Final = 3.0
_LATIN_LETTERS: Final = 6  # the same where the damage shows as Latin letters with marks, side by side as in no language
_PROVING_LETTERS: Final = (
    7  # letters in words of the dictionary, where there was none: letter pairs need not prove it as well
)
_SHOUTED: Final = 2  # a shout has one or two different letters
_CERTAIN_WORDS: Final = 2  # in text whose encoding is known: words of the dictionary …
_CERTAIN_LETTERS: Final = 9  # … letters in them …
_CERTAIN_SEQUENCES: Final = 4  # … or sequences of UTF-8
_LEFT: Final = -3.0  # for each odd character that a change leaves: among changes the one that explains most wins
_FEWEST: Final = 4  # single-byte changes need as many letters outside ASCII
_FLUENT: Final = -6.8  # an odd line that scores better is left alone
_TRIES: Final = 1000  # odd lines of a document tried before it is taken for what it is
_RUNS: Final = 150  # different runs of a line that a change is tried on before it is dropped for that line
_SHORT_RUN: Final = 40  # characters of runs that are remembered: quotation marks, dashes, the same few words
_ROUNDS: Final = 3  # damage done twice or three times over

_Change = tuple[str, str]


def fix_mojibake(text: str, *, known_encoding: bool = False) -> str:
    """The text with wrongly decoded stretches restored; the same object when nothing is wrong.

    Args:
        text: any text.
        known_encoding: it was decoded as its source says, so that the damage was there before: only what is certain is
            restored, each line on its own evidence.
    """
    if text.isascii() or not (_SUSPECT.search(text) or _ODD.search(text)):
        return text
    lines = text.split("\n")
    proven: list[_Change] = []
    for _ in range(_ROUNDS):
        known = len(proven)
        changed = _fix_lines(lines, range(len(lines)), proven, certain=known_encoding)
        if not changed:
            break
        if known_encoding:
            proven.clear()
        elif len(proven) > known:  # lines before the proof
            _fix_lines(lines, range(changed[-1]), proven, certain=False)
    return "\n".join(lines)


def _fix_lines(lines: list[str], numbers: range, proven: list[_Change], *, certain: bool) -> list[int]:
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
        fixed, change = _fix_line(line, [] if certain else proven, certain=certain)
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


def _fix_line(line: str, proven: list[_Change], *, certain: bool) -> tuple[str, _Change | None]:
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
            fixed, left = _apply(line, runs, change, relaxed=change in proven, certain=certain)
            if fixed == line:
                continue
            score = text_score(fixed[:_SAMPLE_CHARS]) if _HIGH.search(fixed) else -6.0
            score += (PRIOR.get(written_in, 0.0) + _LEFT * left) / len(fixed)
            if score > best_score:
                best, best_score, best_change = fixed, score, change
    if best_change is not None and best_score > before:
        return best, best_change
    if suspect and ftfy.badness.is_bad(line):
        fixed = ftfy.fix_encoding(line)
        if _CYRILLIC.findall(fixed) == _CYRILLIC.findall(line) or _has_more_words(line, fixed, certain=certain):
            return fixed, None
    return (_fix_twice(line, certain=certain) if suspect else line), None


def _fix_twice(line: str, *, certain: bool) -> str:
    """The line with damage upon damage undone: the first step gives no words yet, the second has to."""
    for read_as in _READ_FIRST:
        runs = _encodable_runs(line, read_as)
        steps = [_redecode(line[start:end], (read_as, "utf-8")) for start, end in runs]
        if not runs or None in steps:
            continue
        once, done = "", 0
        for (start, end), step in zip(runs, steps, strict=True):
            once += line[done:start] + (step or "")
            done = end
        once += line[done:]
        best = max((_fix_whole(once, written) for written in _WRITTEN_IN), key=lambda found: word_evidence(found).known)
        if best != once and _has_more_words(line, best, certain=certain):
            return best
    return line


def _fix_whole(line: str, written_in: str) -> str:
    """The line as one run, by whichever encoding gives most words of the dictionary."""
    found = [line]
    for read_as in _READ_AS:
        try:
            fixed = _redecode(line, (read_as, written_in)) if read_as != written_in else None
        except UnicodeEncodeError:
            continue
        if fixed is not None:
            found.append(fixed)
    return max(found, key=lambda text: word_evidence(text).known)


@functools.cache
def _repertoire(encoding: str) -> re.Pattern[str]:
    """Runs of characters that the encoding has, space included, ending and starting outside whitespace."""
    chars = {bytes([byte]).decode(encoding, "replace") for byte in range(256)} - {"\ufffd", "\n"}
    one = "[" + "".join(re.escape(char) for char in sorted(chars)) + "]"
    return re.compile(f"{one}+")


def _encodable_runs(line: str, encoding: str) -> list[tuple[int, int]]:
    return [match.span() for match in _repertoire(encoding).finditer(line) if _HIGH.search(match[0])]


def _apply(line: str, runs: list[tuple[int, int]], change: _Change, *, relaxed: bool, certain: bool) -> tuple[str, int]:
    """Rewrite the runs of a line that the change improves; also tells how many characters outside ASCII it left."""
    pieces: list[str] = []
    done = left = 0
    in_vain: set[str] = set()
    for start, end in runs:
        run = line[start:end]
        fixed = (_fix_short if len(run) <= _SHORT_RUN else _fix_run)(run, change, relaxed, certain)
        if fixed is None:
            in_vain.add(run)
            if len(in_vain) >= _RUNS and not pieces:
                break
            continue
        left += len(_HIGH.findall(line, done, start))
        pieces += [line[done:start], fixed]
        done = end
    left += len(_HIGH.findall(line, done))
    return "".join([*pieces, line[done:]]), left


def _fix_run(run: str, change: _Change, relaxed: bool, certain: bool) -> str | None:
    """The run after a change, None where that is no improvement."""
    fixed = _redecode(run, change)
    if fixed is None or not _improves(run, fixed, change, relaxed=relaxed):
        return None
    return fixed if _is_borne_out(run, fixed, change, relaxed=relaxed, certain=certain) else None


_fix_short = functools.lru_cache(maxsize=20_000)(_fix_run)


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
    words = word_evidence(fixed)
    if words.known >= _PROVING_LETTERS and words.mostly_words and not word_evidence(run).n_known:
        return after > before
    letters = sum(char > "\x7f" and char.isalpha() for char in fixed[:_SAMPLE_CHARS])
    if letters < (2 if change[1] == "utf-8" else _FEWEST):
        return False
    if change == _LOOKALIKE:
        return gain >= _GAIN and bool(_LOOKALIKE_MARK.search(run))
    return after >= before + (_MARGIN if letters >= _SHORT else _MARGIN_SHORT)


def _is_borne_out(run: str, fixed: str, change: _Change, *, relaxed: bool, certain: bool) -> bool:
    """Whether the words say so too: the run is none of words, and what it becomes is."""
    if change[1] == "utf-8" and (structure := _is_utf8(run, fixed, change[0], certain=certain)) is not None:
        return structure
    if change == _LOOKALIKE:
        both = [(a, b) for a, b in zip(run.split(), fixed.split(), strict=False) if a != b]
        before, after = (word_evidence(" ".join(words)) for words in zip(*both, strict=True))
        if relaxed and not before.n_known:
            return True
        return after.n_known >= (_CERTAIN_WORDS if certain else 1) and after.mostly_words
    if _has_more_words(run, fixed, certain=certain):
        return True
    before, after = word_evidence(run), word_evidence(fixed)
    if certain or before.n_known:
        return False
    if relaxed:
        high = _HIGH.findall(run[:_SAMPLE_CHARS].lower())
        return len(set(high)) > _SHOUTED or len(high) <= _SHOUTED
    if not _is_cyrillic(run):
        return after.letters >= _LATIN_LETTERS and after.distinct > _DISTINCT
    if after.letters < _UNKNOWN_LETTERS or after.distinct < _UNKNOWN_DISTINCT:
        return False
    return text_score(fixed[:_SAMPLE_CHARS]) >= text_score(run[:_SAMPLE_CHARS]) + _UNKNOWN_MARGIN


def _is_utf8(run: str, fixed: str, read_as: str, *, certain: bool) -> bool | None:
    """Whether the bytes are UTF-8 beyond chance; None when there are too few to say, or some were lost."""
    if _LOST_TAIL.search(_LOST_A0.sub(b"\\1\xa0", run.encode(read_as))):
        return None
    sequences = len(_HIGH.findall(fixed))
    if sequences >= (_CERTAIN_SEQUENCES if certain else _SEQUENCES) and len(set(fixed.lower())) >= _DISTINCT:
        return True
    return None if _is_cyrillic(run) else not certain


def _is_cyrillic(run: str) -> bool:
    """Whether most letters outside ASCII are Cyrillic ones."""
    high = [char for char in run[:_SAMPLE_CHARS] if char > "\x7f" and char.isalpha()]
    return 2 * sum(bool(_CYRILLIC.match(char)) for char in high) > len(high)


def _has_more_words(run: str, fixed: str, *, certain: bool) -> bool:
    after, before = word_evidence(fixed), word_evidence(run)
    if certain and (after.n_known < _CERTAIN_WORDS or after.known < _CERTAIN_LETTERS or before.n_known):
        return False
    return after.mostly_words and after.known >= 2 * before.known
