"""The glossary: page furniture, single words, abbreviations and the user's own terms, translated without asking an engine.

A text is looked up whole. Letter case, ё/е, white space and punctuation do not count; a number in an entry stands for any
number; labels with a counter ("Комментарии (12)", "ИНН 7707083893") and bread crumbs ("Главная / Новости") are looked up part by part.
The translation takes over the case and the surrounding punctuation of the text.

File format: UTF-8, one entry a line, tab-separated `source`, `target` and, if need be, `mode`; `#` begins a comment line.

    Войти	Sign in
    Ср	Wed	exact
    Москва	Moscow	name

Entries of a user's own files are terms: they are put into sentences, too, in every inflected form of theirs; a term without
English (`Заря TAB`) is kept as it is. A single word that is no noun ("Войти") is taken for a label, which answers for whole texts only.
mode `term`: always meant inside sentences (entries of the built-in files only as they are written). mode `label`: whole texts only.
mode `exact`: whole texts only, and letter case counts (СР is a party, Ср a weekday). mode `name`: the target keeps its capital inside a sentence.
An entry in capitals throughout (МКС) is an abbreviation and only matches capitals. Later entries win over earlier ones,
later files over earlier files.
"""

import copy
import hashlib
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Final, Self

from normalize.resources import data_text
from normalize.user_files import odd_character, read_given
from translate.lexicon import word_in_english
from translate.numbers.figures import english_number
from translate.prepare.placeholders import find_identifiers, identifier_in_english
from translate.prepare.terms import Terms, is_term

BUILT_IN: Final = {("ru", "en"): ("terms_ru_en.tsv", "ui_ru_en.tsv")}
MODES: Final = ("", "exact", "label", "name", "term")
WHOLE: Final = ("exact", "label")
"""The modes of entries that answer for whole texts only."""
LONGEST: Final = 240
"""Characters; longer texts are prose and are not looked up."""

_SPACES: Final = " \u00a0\u202f\u2009"
_TOKEN = re.compile(
    rf"(?P<number>\d+(?:[{_SPACES}]\d{{3}})+(?!\d)(?:[.,]\d+)?|\d+(?:[.,:/]\d+)*)|(?P<word>[^\W\d_]+)|(?P<sign>[+%°₽$€£&@№©#=<>−])"
)
_LEAD = re.compile(r"[^\w+#@№©$€−]*")
_TRAIL = re.compile(r"[^\w+%°₽$€]*$")
_COUNTER = re.compile(
    rf"^(?P<label>.*[^\W\d_])(?P<gap>[\s:–—-]*)(?P<open>[(\[]?)(?P<number>\d+(?:[{_SPACES}]\d{{3}})*)(?P<close>[)\]]?)$",
    re.DOTALL,
)
_SEPARATOR = re.compile(r"(\s+[/|•·»>→←«]+\s+|\s*[|•·→]\s*)")
_QUOTES = str.maketrans({"«": '"', "»": '"', "„": '"'})
_SLOT: Final = "#"


class GlossaryError(ValueError):
    """A glossary file that cannot be read; the message names file and line."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a glossary.

    Attributes:
        source: text to be replaced, as written.
        target: its translation, as written; "" keeps the source as it is.
        mode: one of `MODES`.
        by_user: from a file of the user's own.
    """

    source: str
    target: str
    mode: str = ""
    by_user: bool = False


@dataclass(frozen=True, slots=True)
class _Pattern:
    entry: Entry
    core: str
    trail: str
    target: str
    target_trail: str
    slots: tuple[int, ...] | None


class _Layer:
    """The entries of one file; the latest of several with the same key answers."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self.surface: dict[str, str] = {}
        self.patterns: dict[str, _Pattern] = {}
        for entry in entries:
            self.surface[entry.source] = entry.target or entry.source
            pattern = _pattern(entry if entry.target else replace(entry, target=entry.source))
            for key in _entry_keys(pattern):
                previous = self.patterns.get(key)
                # "Спасибо" answers for "Спасибо…", not "Спасибо!", which has an entry of its own.
                if previous is None or len(pattern.trail) <= len(previous.trail):
                    self.patterns[key] = pattern

    def find(self, core: str) -> tuple[_Pattern | None, tuple[str, ...] | None]:
        """The pattern of `core`, and its numbers if they are to be filled in."""
        exact = self.patterns.get(_exact_key(core))
        if exact is not None:
            return exact, None
        pattern = self.patterns.get(_literal_key(core))
        if pattern is None and any(c.isdigit() for c in core):
            return self.patterns.get(_slotted_key(core)), _numbers(core)
        return pattern, None


class Glossary:
    """Entries ready to be looked up. Immutable, safe for threads.

    Args:
        layers: lists of entries in order of increasing precedence, one list per file.
        words: asked for what no entry has: the English of a word, an acronym or a name that stands alone, or None.

    Attributes:
        signature: hash of all entries.
        terms: those meant inside sentences in every form.
        terms_signature: hash of those entries that change texts before an engine sees them.
    """

    def __init__(self, *layers: Sequence[Entry], words: Callable[[str], str | None] | None = None) -> None:
        self._words = words
        self._layers = [_Layer(entries) for entries in reversed(layers)]
        self._n_entries = sum(map(len, layers))
        digest = hashlib.blake2b(digest_size=8)
        for entry in (entry for entries in layers for entry in entries):
            digest.update(f"{entry.source}\t{entry.target}\t{entry.mode}\t{entry.by_user}\n".encode())
        self.signature: str = digest.hexdigest()
        self._terms = {
            entry.source: entry.target
            for entries in layers
            for entry in entries
            if entry.mode == "term" and entry.target
        }
        inside = {
            entry.source: entry.target
            for entries in layers
            for entry in entries
            if entry.by_user and entry.mode not in WHOLE and (entry.mode == "term" or is_term(entry.source))
        }
        self.terms = Terms(inside)
        longest_first = sorted(self._terms, key=len, reverse=True)
        self._term = (
            re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, longest_first))})(?![\w-])") if self._terms else None
        )
        everywhere = sorted(self._terms.items()) + sorted(inside.items())
        terms = "\n".join(f"{source}\t{target}" for source, target in everywhere)
        self.terms_signature: str = hashlib.blake2b(terms.encode(), digest_size=4).hexdigest()

    def __len__(self) -> int:
        return self._n_entries

    @classmethod
    def load(cls, source: str = "ru", target: str = "en", paths: Sequence[Path] = ()) -> Self:
        """The built-in glossary of the pair, if there is one, with the files at `paths` on top.

        Raises:
            GlossaryError: a file is missing, not UTF-8 or has a malformed line.
        """
        built_in = (_built_in(name) for name in BUILT_IN.get((source, target), ()))
        words = word_in_english if (source, target) in BUILT_IN else None
        return cls(*built_in, *(read_entries(path) for path in paths), words=words)

    def keeping(self, kept: Sequence[str]) -> Self:
        """The same glossary for texts in which some stretches are to be kept as they are."""
        other = copy.copy(self)
        other.terms = self.terms.keeping(kept)
        digest = hashlib.blake2b(repr((self.terms_signature, *kept)).encode(), digest_size=4)
        other.terms_signature = digest.hexdigest()
        return other

    def lookup(self, text: str) -> str | None:
        """The translation of the whole `text`, or None when it is not in the glossary."""
        if not text or len(text) > LONGEST:
            return None
        stripped = text.strip()
        bracketed = stripped[-1:] in {")", "]"}  # "Комментарии (12)" is no case of "Комментарии: 37"
        finders = (self._find_counted, self._find) if bracketed else (self._find, self._find_counted)
        # Whatever an entry answers for is not put together from words, nor is what a user's term answers for.
        asks = (False, True) if self._words and not self.terms.find(stripped) else (False,)
        found = next(
            (answer for words in asks for find in (*finders, self._find_parts) if (answer := find(stripped, words))),
            None,
        )
        if found is None:
            return None
        start = text.index(stripped)
        return text[:start] + found + text[start + len(stripped) :]

    def replace_terms(self, text: str) -> str:
        """`text` with the terms in it in the target language, ready for an engine."""
        return self._term.sub(lambda m: self._terms[m.group()], text) if self._term else text

    def _find(self, text: str, words: bool) -> str | None:
        lead, core, trail = _split_edges(text)
        for layer in self._layers:
            if text in layer.surface:
                return layer.surface[text]
            pattern, numbers = layer.find(core) if core else (None, None)
            if pattern is None or not _case_allows(pattern, core):
                continue
            target = pattern.target if numbers is None else _fill(pattern, numbers)
            rest = trail
            if pattern.trail and trail.startswith(pattern.trail):
                rest = trail.removeprefix(pattern.trail)
                target += pattern.target_trail
            return _english_quotes(lead + _like(core, target, pattern) + rest)
        word = self._words(core) if self._words and words else None
        return None if word is None else _english_quotes(lead + word + trail)

    def _find_counted(self, text: str, words: bool) -> str | None:
        start, end = next(reversed(find_identifiers(text)), (0, 0))
        if start and end == len(text):  # ИНН 7707083893
            written = text[:start].rstrip()
            label = self._find(written, words)
            return None if label is None else label + text[len(written) : start] + identifier_in_english(text[start:])
        match = _COUNTER.match(text)
        if not match or not (match["gap"] or match["open"]):
            return None
        label = self._find(match["label"], words)
        if label is None:
            return None
        return label + match["gap"] + match["open"] + english_number(match["number"]) + match["close"]

    def _find_parts(self, text: str, words: bool) -> str | None:
        parts = _SEPARATOR.split(text)
        if len(parts) < 3:
            return None
        translated: list[str] = []
        for i, part in enumerate(parts):
            found = part if i % 2 or not part else self._find(part, words) or self._find_counted(part, words)
            if found is None:
                return None
            translated.append(found)
        return "".join(translated)


def read_entries(path: Path) -> list[Entry]:
    """Entries of a glossary file, in order.

    Raises:
        GlossaryError: the file is missing, not UTF-8 or has a malformed line.
    """
    try:
        content = read_given(path).decode("utf-8-sig")
    except OSError as error:
        raise GlossaryError(f"glossary {path} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise GlossaryError(f"{path}:{line}: not UTF-8 (byte {error.start}): save it as UTF-8") from error
    return [replace(entry, by_user=True) for entry in _parse(content, str(path), may_keep=True)]


def _parse(content: str, name: str, *, may_keep: bool = False) -> Iterator[Entry]:
    for number, line in enumerate(content.split("\n"), 1):
        if not line.strip() or line.startswith("#"):
            continue
        if odd := odd_character(line.replace("\t", " ").rstrip("\r")):
            raise GlossaryError(f"{name}:{number}: holds the invisible character {odd}; remove it")
        fields = [field.strip() for field in line.split("\t")]
        if len(fields) not in {2, 3} or not fields[0] or not (fields[1] or may_keep):
            raise GlossaryError(
                f"{name}:{number}: expected source TAB target [TAB mode], found {line.strip()!r}: "
                "separate them by one tab, and leave the target empty only to keep the source as it is"
            )
        mode = fields[2] if len(fields) == 3 else ""
        if mode not in MODES:
            raise GlossaryError(f"{name}:{number}: unknown mode {mode!r}, known are {', '.join(MODES[1:])}")
        yield Entry(fields[0], fields[1], mode)


@cache
def _built_in(name: str) -> tuple[Entry, ...]:
    return tuple(_parse(data_text("translate", name), name))


def _pattern(entry: Entry) -> _Pattern:
    lead, core, trail = _split_edges(entry.source)
    target_lead, target, target_trail = _split_edges(entry.target)
    if not target or (target_lead and target_lead != lead):
        target, target_trail = entry.target, ""
    return _Pattern(entry, core, trail, target, target_trail, _slots(_numbers(core), _numbers(target)))


def _entry_keys(pattern: _Pattern) -> list[str]:
    if pattern.entry.mode == "exact":
        return [_exact_key(pattern.core)]
    keys = [_literal_key(pattern.core)]
    return [*keys, _slotted_key(pattern.core)] if pattern.slots is not None else keys


def _slots(source: tuple[str, ...], target: tuple[str, ...]) -> tuple[int, ...] | None:
    """For each number of the target, which number of the source it is; None when they are not the same ones."""
    if not source or len(source) != len(target):
        return None
    left = [english_number(raw) for raw in source]
    slots: list[int] = []
    for raw in target:
        if raw not in left:
            return None
        slots.append(left.index(raw))
        left[slots[-1]] = ""
    return tuple(slots)


def _fill(pattern: _Pattern, numbers: tuple[str, ...]) -> str:
    given = iter(english_number(numbers[slot]) for slot in pattern.slots or ())
    return _TOKEN.sub(lambda m: next(given, m.group()) if m["number"] else m.group(), pattern.target)


def _split_edges(text: str) -> tuple[str, str, str]:
    lead, trail = _LEAD.match(text), _TRAIL.search(text)
    first, last = lead.end() if lead else 0, trail.start() if trail else len(text)
    return (text[:first], text[first:last], text[last:]) if first < last else (text, "", "")


def _tokens(core: str) -> Iterator[tuple[str, str]]:
    for match in _TOKEN.finditer(core):
        yield match.lastgroup or "", match.group()


def _exact_key(core: str) -> str:
    return "=" + " ".join(t.replace("ё", "е").replace("Ё", "Е") for _, t in _tokens(core))


def _literal_key(core: str) -> str:
    return " ".join(english_number(t) if kind == "number" else _fold(t) for kind, t in _tokens(core))


def _slotted_key(core: str) -> str:
    return " ".join(_slot(t) if kind == "number" else _fold(t) for kind, t in _tokens(core))


def _slot(number: str) -> str:
    """A time stands for times only, a date for dates."""
    return _SLOT + ":" * (":" in number) + "." * (number.count(".") > 1)


def _numbers(text: str) -> tuple[str, ...]:
    return tuple(t for kind, t in _tokens(text) if kind == "number")


def _fold(token: str) -> str:
    return token.casefold().replace("ё", "е")


def _english_quotes(text: str) -> str:
    """Pairs of «» made plain; a lone » is an arrow."""
    return text.translate(_QUOTES) if text.count("«") == text.count("»") or "„" in text else text


def _in_capitals(text: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    return len(letters) > 1 and all(c.isupper() for c in letters)


def _case_allows(pattern: _Pattern, core: str) -> bool:
    return pattern.entry.mode == "exact" or not _in_capitals(pattern.core) or _in_capitals(core)


def _like(core: str, target: str, pattern: _Pattern) -> str:
    """`target` in the case of `core`, as far as it differs from the entry's own."""
    if _in_capitals(core):
        return target if _in_capitals(pattern.core) else target.upper()
    here, there = core[0], pattern.core[0]
    if here.isupper() and there.islower():
        return target[0].upper() + target[1:]
    first_word = target.split(maxsplit=1)[0]
    if (
        here.islower()
        and there.isupper()
        and pattern.entry.mode != "name"
        and first_word[1:].islower()
        and not first_word.startswith("I'")
    ):
        return target[0].lower() + target[1:]
    return target
