"""A user's terms inside sentences, found in every inflected form, and what is to stand for them in the English."""

import itertools
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from normalize.words import analyzer

_TOKEN = re.compile(r"[^\W_]+(?:[-’'][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class FoundTerm:
    """A term in a text.

    Attributes:
        start: its first character.
        end: one past the last.
        english: what stands for it: the user's English, or the stretch itself where that is to be kept.
        kept: whether it is kept as it is.
    """

    start: int
    end: int
    english: str
    kept: bool


class Terms:
    """Terms ready to be found. Immutable, safe for threads.

    A word of a term answers to its inflected forms (both have a dictionary form in common), one in capitals only to itself,
    one that begins with a capital only to such. Of overlapping terms the earlier, then the longer is found.

    Args:
        english: English by term; "" keeps the term as it stands in the text.
        kept: stretches kept as they are, found letter by letter; they go before terms.
    """

    def __init__(self, english: Mapping[str, str] | None = None, kept: Sequence[str] = ()) -> None:
        self._terms = dict(english or {})
        longest_first = sorted(filter(None, kept), key=len, reverse=True)
        stretches = "|".join(rf"(?<!\w){re.escape(one)}(?!\w)" for one in longest_first)
        self._kept = re.compile(stretches, re.IGNORECASE) if stretches else None
        self._by_first: dict[str, list[tuple[list[str], str]]] = {}
        for term, target in (english or {}).items():
            words = _TOKEN.findall(term)
            for form in _forms(words[0]) if words else ():
                self._by_first.setdefault(form, []).append((words, target))
        for candidates in self._by_first.values():
            candidates.sort(key=lambda candidate: -len(candidate[0]))

    def __bool__(self) -> bool:
        return bool(self._by_first or self._kept)

    def keeping(self, kept: Sequence[str]) -> "Terms":
        """The same terms, and stretches that are to be kept."""
        return Terms(self._terms, kept)

    def find(self, text: str, *, any_case: bool = False) -> list[FoundTerm]:
        """The terms in a text, in order, not overlapping.

        Args:
            text: the text.
            any_case: letter case tells nothing in it, for it was written in capitals.
        """
        if not self:
            return []
        found = [FoundTerm(*m.span(), m.group(), kept=True) for m in self._kept.finditer(text)] if self._kept else []
        tokens = [t for t in _TOKEN.finditer(text) if not any(f.start < t.end() and t.start() < f.end for f in found)]
        at = 0
        while at < len(tokens):
            n, target = self._match(text, tokens, at, any_case)
            if n:
                start, end = tokens[at].start(), tokens[at + n - 1].end()
                found.append(FoundTerm(start, end, target or text[start:end], not target))
            at += max(n, 1)
        return sorted(found, key=lambda term: term.start)

    def _match(self, text: str, tokens: list[re.Match[str]], at: int, any_case: bool) -> tuple[int, str]:
        """Number of tokens of the longest term that begins at a token, and its English; 0 without one."""
        seen: list[tuple[list[str], str]] = []
        for form in _forms(tokens[at].group()):
            seen += self._by_first.get(form, ())
        for words, target in sorted(seen, key=lambda candidate: -len(candidate[0])):
            part = tokens[at : at + len(words)]
            if (
                len(part) == len(words)
                and _joined(text, part)
                and all(map(_same, words, part, [any_case] * len(words)))
            ):
                return len(words), target
        return 0, ""


def is_term(source: str) -> bool:
    """Whether an entry may be meant inside sentences: several words, a name, or a word that the dictionary calls a noun.

    "Войти" is the label of a button; inside a sentence the same word is a verb that has to be translated with it.
    """
    words = _TOKEN.findall(source)
    if len(words) != 1:
        return bool(words)
    return words[0].isupper() or any(parse.tag.POS == "NOUN" for parse in analyzer().parse(words[0]))


def put_in(
    text: str, found: Iterable[FoundTerm], name: str, first: int
) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """Put English terms into a text, and placeholders in the place of what is kept.

    Args:
        text: what is to be translated.
        found: the terms in it, in order.
        name: what placeholders begin with.
        first: number of the first.

    Returns:
        The text, the English terms in it, and what the placeholders stand for.
    """
    parts: list[str] = []
    terms: list[str] = []
    kept: list[str] = []
    last = 0
    for term in found:
        if term.kept:
            kept.append(term.english)
        else:
            terms.append(term.english)
        parts += [text[last : term.start], f"{name}{first + len(kept) - 1}" if term.kept else term.english]
        last = term.end
    return "".join([*parts, text[last:]]), tuple(terms), tuple(kept)


def _joined(text: str, tokens: list[re.Match[str]]) -> bool:
    """Whether only white space lies between tokens."""
    return all(not text[a.end() : b.start()].strip() for a, b in itertools.pairwise(tokens))


def _same(word: str, token: re.Match[str], any_case: bool) -> bool:
    written = token.group()
    if len(word) > 1 and word.isupper():
        return written == word or (any_case and written.upper() == word)
    if word[0].isupper() and not any_case and not written[0].isupper():
        return False
    return not _forms(word).isdisjoint(_forms(written))


@lru_cache(1 << 14)
def _forms(word: str) -> frozenset[str]:
    """What a word may be looked up as: itself and its dictionary forms."""
    plain = word.casefold().replace("ё", "е")
    if not any("а" <= character <= "я" for character in plain):
        return frozenset([plain])
    return frozenset([plain, *(parse.normal_form.replace("ё", "е") for parse in analyzer().parse(plain))])
