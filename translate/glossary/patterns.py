"""What a text has in common with an entry: letter case, ё/е, white space and punctuation do not count, numbers are slots."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from translate.glossary.entries import Entry
from translate.numbers.figures import english_number

SPACES: Final = " \u00a0\u202f\u2009"
"""What may stand between the digits of a number."""
_TOKEN = re.compile(
    rf"(?P<number>\d+(?:[{SPACES}]\d{{3}})+(?!\d)(?:[.,]\d+)?|\d+(?:[.,:/]\d+)*)|(?P<word>[^\W\d_]+)|(?P<sign>[+%°₽$€£&@№©#=<>−])"
)
_LEAD = re.compile(r"[^\w+#@№©$€−]*")
_TRAIL = re.compile(r"[^\w+%°₽$€]*$")
_QUOTES = str.maketrans({"«": '"', "»": '"', "„": '"'})
_SLOT: Final = "#"


@dataclass(frozen=True, slots=True)
class Pattern:
    """An entry ready to be compared with texts.

    Attributes:
        entry: as the file has it.
        core: its source without the punctuation around.
        trail: the punctuation after it.
        target: its target without the punctuation that the source has as well.
        target_trail: the punctuation after that.
        slots: for each number of the target, which number of the source it is; None where numbers are not exchangeable.
    """

    entry: Entry
    core: str
    trail: str
    target: str
    target_trail: str
    slots: tuple[int, ...] | None


class Layer:
    """The entries of one file; the latest of several with the same key answers."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self.surface: dict[str, str] = {}
        self.patterns: dict[str, Pattern] = {}
        for entry in entries:
            self.surface[entry.source] = entry.target or entry.source
            pattern = _pattern(entry if entry.target else replace(entry, target=entry.source))
            for key in _entry_keys(pattern):
                previous = self.patterns.get(key)
                # "Спасибо" answers for "Спасибо…", not "Спасибо!", which has an entry of its own.
                if previous is None or len(pattern.trail) <= len(previous.trail):
                    self.patterns[key] = pattern

    def find(self, core: str) -> tuple[Pattern | None, tuple[str, ...] | None]:
        """The pattern of `core`, and its numbers if they are to be filled in."""
        exact = self.patterns.get(_exact_key(core))
        if exact is not None:
            return exact, None
        pattern = self.patterns.get(_literal_key(core))
        if pattern is None and any(c.isdigit() for c in core):
            return self.patterns.get(_slotted_key(core)), _numbers(core)
        return pattern, None


def _pattern(entry: Entry) -> Pattern:
    lead, core, trail = split_edges(entry.source)
    target_lead, target, target_trail = split_edges(entry.target)
    if not target or (target_lead and target_lead != lead):
        target, target_trail = entry.target, ""
    return Pattern(entry, core, trail, target, target_trail, _slots(_numbers(core), _numbers(target)))


def _entry_keys(pattern: Pattern) -> list[str]:
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


def fill(pattern: Pattern, numbers: tuple[str, ...]) -> str:
    """The target of a pattern with the numbers of a text."""
    given = iter(english_number(numbers[slot]) for slot in pattern.slots or ())
    return _TOKEN.sub(lambda m: next(given, m.group()) if m["number"] else m.group(), pattern.target)


def split_edges(text: str) -> tuple[str, str, str]:
    """(punctuation before, core, punctuation after) of a text; all is before where nothing is left."""
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


def english_quotes(text: str) -> str:
    """Pairs of «» made plain; a lone » is an arrow."""
    return text.translate(_QUOTES) if text.count("«") == text.count("»") or "„" in text else text


def _in_capitals(text: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    return len(letters) > 1 and all(c.isupper() for c in letters)


def case_allows(pattern: Pattern, core: str) -> bool:
    """Whether an entry in capitals, an abbreviation, meets a text in capitals; others meet any."""
    return pattern.entry.mode == "exact" or not _in_capitals(pattern.core) or _in_capitals(core)


def like(core: str, target: str, pattern: Pattern) -> str:
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
