"""Letter-by-letter romanisation schemes, read from ``data/romanize_schemes.yaml`` and compiled once."""

import functools
import re
import threading
from dataclasses import dataclass
from typing import Any

import yaml

from normalize.resources import data_text

_VOWELS = "аеёиоуыэюяіїєѣѵ"
_CONSONANTS = "бвгґджзйклмнпрстўфхцчшщѳ"
_lock = threading.Lock()


@dataclass(frozen=True, slots=True)
class Scheme:
    """A compiled scheme.

    Attributes:
        name: "LANG/SCHEME".
        pattern: matches one unit of lower-case letters; the name of the group that matched is ``g<n>``.
        outputs: the Latin text of group number n (1-based index n - 1).
    """

    name: str
    pattern: re.Pattern[str]
    outputs: tuple[str, ...]

    def units(self, word: str) -> list[tuple[int, int, str]]:
        """Split a lower-case word into (start, end, Latin text), one per rule applied, covering the whole word."""
        found: list[tuple[int, int, str]] = []
        position = 0
        for match in self.pattern.finditer(word):
            found.extend((i, i + 1, word[i]) for i in range(position, match.start()))
            position = match.end()
            found.append((match.start(), position, self.outputs[(match.lastindex or 1) - 1]))
        found.extend((i, i + 1, word[i]) for i in range(position, len(word)))
        return found


def _side(spec: str, look: str, edge: str) -> str:
    """Regular expression that checks one side of a rule without consuming it."""
    letters = "".join({"V": _VOWELS, "C": _CONSONANTS, "^": "", "$": ""}.get(c, c) for c in spec)
    options = [f"({look}[{re.escape(letters)}])"] if letters else []
    if "^" in spec or "$" in spec:
        options.append(edge)
    return f"(?:{'|'.join(options)})" if options else ""


def _compile(name: str, letters: dict[str, str], rules: list[tuple[str, str, str, str]]) -> Scheme:
    parts = [
        (_side(left, "?<=", r"\A") + re.escape(source) + _side(right, "?=", r"\Z"), latin)
        for left, source, right, latin in sorted(rules, key=lambda rule: -len(rule[1]))
    ]
    parts.extend((re.escape(source), latin) for source, latin in letters.items())
    pattern = re.compile("|".join(f"({part})" for part, _ in parts))
    return Scheme(name, pattern, tuple(latin for _, latin in parts))


@functools.cache
def _definitions() -> dict[str, dict[str, Any]]:
    text = data_text("normalize.transliteration", "romanize_schemes.yaml")
    loaded: dict[str, dict[str, Any]] = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506  a safe loader
    return loaded


def _resolve(name: str) -> tuple[dict[str, str], list[tuple[str, str, str, str]]]:
    """Letters and rules of a scheme, its own rules before the inherited ones."""
    definition = _definitions()[name]
    letters: dict[str, str] = {}
    rules: list[tuple[str, str, str, str]] = []
    if "like" in definition:
        inherited, inherited_rules = _resolve(definition["like"])
        letters.update(inherited)
        rules = inherited_rules
    for pair in definition.get("letters", "").split():
        source, _, latin = pair.partition("=")
        letters[source] = latin
    own = [(left, source, right, latin) for left, source, right, latin in definition.get("rules", [])]
    return letters, own + rules


def scheme_names(lang: str) -> list[str]:
    """Names of the schemes for a language ("ru", "uk", "be"), in the order of the data file."""
    return [name.partition("/")[2] for name in _definitions() if name.startswith(f"{lang}/")]


@functools.cache
def _load(name: str) -> Scheme:
    letters, rules = _resolve(name)
    return _compile(name, letters, rules)


def scheme(name: str, lang: str) -> Scheme:
    """The compiled scheme `name` of language `lang`; compiled on first use, thread-safe.

    Raises:
        ValueError: no such scheme; the message lists those there are.
    """
    full = f"{lang}/{name}"
    with _lock:
        if full not in _definitions():
            known = ", ".join(scheme_names(lang)) or "none; languages: ru, uk, be"
            raise ValueError(f"no romanisation scheme {name!r} for language {lang!r}; known: {known}")
        return _load(full)
