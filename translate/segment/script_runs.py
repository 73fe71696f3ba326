"""Script runs: a sentence in two alphabets is kept whole or cut, depending on which language carries it.

* A Russian sentence keeps the Latin names, terms and numbers inside it: «Ростех запускает токен RUBx».
* An English sentence is cut around its Cyrillic words, which become runs of their own: `the word | спутник | means`.
  So is an English lead-in before a Russian sentence: `Reply to | "«Полный провал …»"`.

Which it is, is told by the Latin words (`_is_prose`): a run of them is English prose when it has an English function word
or a word of page furniture in it; capitalised words, words with digits, and short quoted titles are names. Without prose,
the sentence is Russian unless Cyrillic words are few and none of them is a Russian function word.
"""

import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Final

from normalize.text.script import WORD, word_script
from normalize.text.verbatim import find_entities
from translate.resources import word_lists

_QUOTES = re.compile(r"[\"«»“”„()\[\]]")
_PAIRS: Final = {"«": "»", "“": "”", "„": "“", "‘": "’", "(": ")", "[": "]", "{": "}", '"': '"', "'": "'"}
_CLOSERS: Final = {close: open_ for open_, close in _PAIRS.items() if open_ != close} | {"“": "„"}
_AROUND: Final = _PAIRS | {mark: mark for mark in "*_`"}  # emphasis and code of Markdown
_FAR: Final = 500  # how far the other mark of a pair is looked for
_TERMINAL = re.compile(r"[.!?…%:]+")

QUOTED_TITLE: Final = 4
"""Latin words between quotes that can be a title inside a Russian sentence; more of them are a quotation."""


@dataclass(slots=True)
class _Run:
    """Neighbouring words of one script."""

    script: str
    words: list[tuple[int, int]]

    @property
    def start(self) -> int:
        return self.words[0][0]

    @property
    def end(self) -> int:
        return self.words[-1][1]


def runs(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return (start, end) of the script runs of the sentence start:end, in order, with only whitespace between them."""
    found = _runs_of_words(text, start, end)
    if len(found) < 2:
        return [(start, end)]
    foreign = _cyrillic_to_cut_out(text, found)
    if not foreign:
        return [(start, end)]
    return _cut(text, start, end, _with_punctuation(text, start, end, foreign))


def _runs_of_words(text: str, start: int, end: int) -> list[_Run]:
    verbatim = [(start + s, start + e) for s, e in find_entities(text[start:end])]
    found: list[_Run] = []
    skip = 0
    for match in WORD.finditer(text, start, end):
        while skip < len(verbatim) and verbatim[skip][1] <= match.start():
            skip += 1
        if skip < len(verbatim) and verbatim[skip][0] < match.end():
            continue
        script = word_script(match.group())
        quoted = bool(found) and script == "Latn" and bool(_QUOTES.search(text, found[-1].end, match.start()))
        if found and found[-1].script == script and not quoted:
            found[-1].words.append(match.span())
        else:
            found.append(_Run(script, [match.span()]))
    return found


def _cyrillic_to_cut_out(text: str, found: list[_Run]) -> list[tuple[int, int]]:
    """Return the stretches to be cut out of an English sentence; none when the sentence is to stay whole."""
    n_cyrillic = sum(len(r.words) for r in found if r.script == "Cyrl")
    n_latin = sum(len(r.words) for r in found) - n_cyrillic
    if not n_cyrillic or not n_latin:
        return []
    prose = [r.script == "Latn" and _is_prose(text, r) for r in found]
    has_prose = any(prose)
    if has_prose:
        if _only_an_idiom(text, found, prose, n_cyrillic):
            return []
    elif not _english_by_numbers(text, found, n_cyrillic, n_latin):
        return []
    stretches: list[tuple[int, int]] = []
    open_: tuple[int, int] | None = None
    for i, run in enumerate(found):
        if run.script == "Cyrl":
            open_ = (
                (open_[0], run.end)
                if open_
                else (_with_name_before(text, found, prose, i) if has_prose else run.start, run.end)
            )
        elif open_ and (prose[i] or not has_prose):
            stretches.append(open_)
            open_ = None
    if open_:
        stretches.append((open_[0], _with_name_after(text, found, prose, open_[1])) if has_prose else open_)
    return stretches


def _with_name_before(text: str, found: list[_Run], prose: list[bool], i: int) -> int:
    """Return where the Cyrillic run begins when the Latin name before it is its own: "Twitter написал: …"."""
    if i and not prose[i - 1] and _belongs(text, found[i - 1], found[i].words[0]):
        return found[i - 1].start
    return found[i].start


def _with_name_after(text: str, found: list[_Run], prose: list[bool], end: int) -> int:
    """Return where the last Cyrillic stretch ends when the Latin name after it is its own: "…, — написал он в Twitter"."""
    last = found[-1]
    if last.end > end and not prose[-1] and found[-2].end == end and _belongs(text, last, found[-2].words[-1]):
        return last.end
    return end


def _belongs(text: str, name: _Run, word: tuple[int, int]) -> bool:
    """Whether capitalised Latin words beside a Russian word in lower case are a name in its sentence."""
    between = text[min(name.end, word[1]) : max(name.start, word[0])]
    capitalised = not any(text[s:e].islower() for s, e in name.words)
    return capitalised and between.isspace() and text[word[0] : word[1]].islower()


def _only_an_idiom(text: str, found: list[_Run], prose: list[bool], n_cyrillic: int) -> bool:
    """Whether all the English prose is a few words in the midst of a Russian sentence: «это make or break для нас»."""
    if not found[0].script == found[-1].script == "Cyrl":
        return False
    n_prose = sum(len(r.words) for r, is_prose in zip(found, prose, strict=True) if is_prose)
    enough = n_cyrillic >= 3 * n_prose or (n_cyrillic > n_prose and _has_russian_function_word(text, found))
    return n_prose <= QUOTED_TITLE and enough


def _is_prose(text: str, run: _Run) -> bool:
    """Whether a run of Latin words is English running text rather than a name, a term or a short title."""
    words = [text[s:e] for s, e in run.words]
    common = _common_english()
    known = [w.lower().replace("’", "'") in common and not (w.isupper() and len(w) > 1) for w in words]
    if len(words) == 1 and words[0].isupper():
        return False
    if len(words) <= QUOTED_TITLE and _in_quotes(text, run):
        return False
    if all(known):
        return True
    if _is_title(words):
        return False
    lower = [w.islower() for w in words]
    for i, is_known in enumerate(known):
        joins_names = 0 < i < len(words) - 1 and not lower[i - 1] and not lower[i + 1]
        if is_known and lower[i] and not joins_names:
            return True
    return known[0] and any(lower)


def _is_title(words: list[str]) -> bool:
    """Whether all words but articles, prepositions and conjunctions are capitalised: The Lord of the Rings."""
    lists = word_lists("translate.segment", "function_words.tsv")
    small = lists["open"] | lists["small"]
    lower = [w for w in words if w.islower()]
    return not words[0].islower() and not words[-1].islower() and all(w in small for w in lower)


@cache
def _common_english() -> frozenset[str]:
    lists = word_lists("translate.segment", "function_words.tsv")
    return lists["en"] | lists["page"]


def _in_quotes(text: str, run: _Run) -> bool:
    before = text[max(0, run.start - 1) : run.start]
    after = text[run.end : run.end + 3]
    return bool(before) and before in "\"«“„'‘(" and any(q in after for q in "\"»”“'’)")


def _has_russian_function_word(text: str, found: list[_Run]) -> bool:
    russian = word_lists("translate.segment", "function_words.tsv")["ru"]
    return any(text[s:e].lower() in russian for r in found if r.script == "Cyrl" for s, e in r.words)


def _english_by_numbers(text: str, found: list[_Run], n_cyrillic: int, n_latin: int) -> bool:
    """Whether a sentence without English function words is Russian: few Cyrillic words, none of them a Russian function word."""
    if _has_russian_function_word(text, found):
        return False
    cyrillic = [text[s:e] for r in found if r.script == "Cyrl" for s, e in r.words]
    latin = [text[s:e] for r in found if r.script == "Latn" for s, e in r.words]
    latin_names, cyrillic_names = (not any(w.islower() for w in words) for words in (latin, cyrillic))
    if latin_names and not cyrillic_names:
        return False  # Apple представила iPhone 17 Pro Max
    return n_latin > 2 * n_cyrillic or (cyrillic_names and not latin_names and n_latin > n_cyrillic)


def _with_punctuation(text: str, first: int, last: int, stretches: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Widen the stretches by the marks that belong to them, the outermost by what has no letter or digit beside it."""
    leading, trailing = first, last
    while not text[leading].isalnum():
        leading += 1
    while not text[trailing - 1].isalnum():
        trailing -= 1
    widened = []
    for stretch in stretches:
        start, end = _widened(text, first, last, *stretch)
        widened.append((first if start <= leading else start, last if end >= trailing else end))
    return widened


def _widened(text: str, first: int, last: int, start: int, end: int) -> tuple[int, int]:
    """Widen a Cyrillic stretch by the quotes and brackets that belong to it and by the punctuation at sentence ends."""
    missing_open, missing_close = _unpaired(text[start:end])
    while missing_open and start > first and text[start - 1] == missing_open[0]:
        start -= 1
        missing_open.pop(0)
    while missing_close and end < last and text[end] == missing_close[-1]:
        end += 1
        missing_close.pop()
    before = -1, -1
    while before != (start, end):
        before = start, end
        if (terminal := _TERMINAL.match(text, end, last)) is not None:
            end = terminal.end()
        if first < start and end < last and _AROUND.get(text[start - 1]) == text[end]:
            start, end = start - 1, end + 1
    if (
        first < start
        and text[start - 1] in "«“„"
        and text.find(_PAIRS[text[start - 1]], end, min(last, end + _FAR)) < 0
    ):
        start -= 1  # the quotation goes on in the next sentence
    if end < last and text[end] in "»”" and text.find(_CLOSERS[text[end]], max(first, start - _FAR), start) < 0:
        end += 1
    return start, end


def _unpaired(text: str) -> tuple[list[str], list[str]]:
    """Return the opening marks that the text lacks on its left and the closing ones that it lacks on its right."""
    lacking: list[str] = []
    stack: list[str] = []
    for char in text:
        if stack and char == _PAIRS[stack[-1]]:
            stack.pop()
        elif char in _PAIRS and char != "'":
            stack.append(char)
        elif char in _CLOSERS:
            lacking.append(_CLOSERS[char])
    if stack and stack[0] == '"' and len(stack) == 1:
        return [*lacking, '"'], ['"']
    return lacking, [_PAIRS[c] for c in stack]


def _cut(text: str, start: int, end: int, stretches: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Cut the sentence around the stretches and drop the whitespace at the ends of each part."""
    edges = [start]
    for s, e in stretches:
        edges += [max(s, edges[-1]), max(e, edges[-1])]
    edges.append(end)
    parts = []
    for edge, next_edge in pairwise(edges):
        piece = text[edge:next_edge]
        content = piece.strip()
        if content:
            s = edge + len(piece) - len(piece.lstrip())
            parts.append((s, s + len(content)))
    return parts
