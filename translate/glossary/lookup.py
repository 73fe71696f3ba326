"""Looking texts up: whole, with a counter, or part by part."""

import copy
import hashlib
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final, Self

from translate.glossary.entries import WHOLE, Entry, built_in_entries, read_entries
from translate.glossary.patterns import SPACES, Layer, case_allows, english_quotes, fill, like, split_edges
from translate.lexicon import word_in_english
from translate.numbers.figures import english_number
from translate.prepare.placeholders import find_identifiers, identifier_in_english
from translate.prepare.terms import Terms, is_term

BUILT_IN: Final = {("ru", "en"): ("terms_ru_en.tsv", "ui_ru_en.tsv")}
LONGEST: Final = 240
"""Characters; longer texts are prose and are not looked up."""
_COUNTER = re.compile(
    rf"^(?P<label>.*[^\W\d_])(?P<gap>[\s:–—-]*)(?P<open>[(\[]?)(?P<number>\d+(?:[{SPACES}]\d{{3}})*)(?P<close>[)\]]?)$",
    re.DOTALL,
)
_SEPARATOR = re.compile(r"(\s+[/|•·»>→←«]+\s+|\s*[|•·→]\s*)")


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
        self._layers = [Layer(entries) for entries in reversed(layers)]
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
        built_in = (built_in_entries(name) for name in BUILT_IN.get((source, target), ()))
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
        lead, core, trail = split_edges(text)
        for layer in self._layers:
            if text in layer.surface:
                return layer.surface[text]
            pattern, numbers = layer.find(core) if core else (None, None)
            if pattern is None or not case_allows(pattern, core):
                continue
            target = pattern.target if numbers is None else fill(pattern, numbers)
            rest = trail
            if pattern.trail and trail.startswith(pattern.trail):
                rest = trail.removeprefix(pattern.trail)
                target += pattern.target_trail
            return english_quotes(lead + like(core, target, pattern) + rest)
        word = self._words(core) if self._words and words else None
        return None if word is None else english_quotes(lead + word + trail)

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
