"""Cyrillic words that an English text is about: "the word спутник means satellite", the letter Ж, "привет" (hello).

They are mentioned, not used: translated, the sentence would say nothing any more ("the word satellite means satellite"). So
they keep their language and stay as they are. Two kinds:

* a run of a few words cut out of an English sentence that has a cue beside it (`mention_cues.tsv`), that stands in
  brackets after what it is called in English, or that consists of single letters;
* a gloss as a whole line: `дом (house)`, `кот = cat`, `perestroika (перестройка)`, unless the document has Russian prose,
  where such a line is a heading to be translated.
"""

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Final

from normalize.text.script import CYRILLIC, LATIN, WORD, has_cyrillic, has_latin
from translate.language.alphabets import WESTERN
from translate.language.result import MENTIONED, Detection
from translate.resources import word_lists
from translate.segment.spans import Span

LONGEST: Final = 4
"""Words that are still a mentioned expression: до свидания, как дела; more of them are a quotation."""
LONGEST_LIST: Final = 12
"""Words of a list that a colon announces."""
PROSE: Final = 5
"""Words from which a Russian span is prose."""
REACH: Final = 2
"""Words before the run among which a cue may be: "the Russian word X", "the verb to X"."""
MORE_IN_GLOSS: Final = 2
"""Words that English needs more than Russian for a meaning in brackets: дом (a house), читать (to read aloud)."""

_SEPARATOR: Final = r"\s*(?:[=:→]|[-–—](?=\s))\s*|\s+(?=[(\[«\"“])"
_CYRILLIC_SIDE: Final = rf"[«\"“„‘']?[{CYRILLIC}][{CYRILLIC}\u0301' -]*[{CYRILLIC}\u0301]?[»\"”“’']?[.!?]?"
_LATIN_SIDE: Final = rf"[«\"“„‘'(\[]*(?:to\s+|an?\s+|the\s+)?[a-z][{LATIN}' /-]*[»\"”’'.!?)\]]*"
_GLOSS = re.compile(rf"(?P<c>{_CYRILLIC_SIDE})(?:{_SEPARATOR})(?P<l>{_LATIN_SIDE})")
_GLOSS_REVERSED = re.compile(
    rf"(?P<l>[«\"“„‘']?[a-z][{LATIN}' -]*[»\"”’']?)(?:{_SEPARATOR})[(\[]?(?P<c>{_CYRILLIC_SIDE})[)\]]?"
)
_NEXT = re.compile(r"\s*[,;]\s*(?=[^\s])")
_BRACKETED = re.compile(r"[(\[].*[)\]][.,;:!?]*", re.DOTALL)
_BRACKET_AFTER = re.compile(r"\s*[(\[]([^\d)\]]+)[)\]]")
_OPEN_BRACKET = re.compile(r"[(\[][^)\]]*\Z")
_QUOTED = re.compile(r"\s*[«\"“„‘']")
_LETTERS = re.compile(rf"\W*[{CYRILLIC}](?:\W+[{CYRILLIC}])*\W*")


def with_mentions(spans: Sequence[Span], detections: Sequence[Detection]) -> list[Detection]:
    """Return the detections, with the rule `mentioned` for the spans that an English text is about.

    Args:
        spans: the spans of one document in order.
        detections: their languages.
    """
    found = list(detections)
    if not any(has_latin(span.text) for span in spans):
        return found
    lines: dict[int, str] = {}
    for span in spans:
        lines[span.block] = f"{lines[span.block]} {span.text}" if span.block in lines else span.text
    pairs = list(zip(spans, detections, strict=True))
    prose = any(
        d.lang == "ru" and len(WORD.findall(s.text)) >= PROSE and not _is_gloss(lines[s.block]) for s, d in pairs
    )
    for i, (span, detection) in enumerate(pairs):
        if not has_cyrillic(span.text) or detection.lang in WESTERN:
            continue
        is_one = not prose and _is_gloss(lines[span.block])
        if not is_one and not has_latin(span.text):
            before, after = _english(spans, detections, i, -1), _english(spans, detections, i, 1)
            is_one = _is_mentioned(span, before, after) or _continues(span, before, found[: i - 1])
        if is_one:
            found[i] = Detection(detection.lang, detection.confidence, MENTIONED)
    return found


def _english(spans: Sequence[Span], detections: Sequence[Detection], i: int, step: int) -> str:
    """Return the text of the neighbour when it is English and in the same line or paragraph; else nothing."""
    j = i + step
    if not 0 <= j < len(spans) or spans[j].block != spans[i].block:
        return ""
    text = spans[j].text
    return text if detections[j].lang in (*WESTERN, "und") and has_latin(text) and not has_cyrillic(text) else ""


def _continues(span: Span, before: str, earlier: Sequence[Detection]) -> bool:
    """Whether a run is linked to one that is mentioned: дом and кот, the plural of друг is друзья."""
    links = word_lists("translate.language", "mention_cues.tsv")["link"]
    words = WORD.findall(before)
    is_link = len(words) == 1 and words[0] in links and before.rstrip()[-1:] not in (".", "!", "?", "…")
    return is_link and bool(earlier) and earlier[-1].mentioned and 0 < len(WORD.findall(span.text)) <= LONGEST


def _is_mentioned(span: Span, before: str, after: str) -> bool:
    if not before and not after:
        return False
    if before.rstrip()[-1:] in (".", "!", "?", "…"):
        before = ""
    words = WORD.findall(span.text)
    if _LETTERS.fullmatch(span.text):
        return bool(before or after)
    cues = word_lists("translate.language", "mention_cues.tsv")
    announcing = [w.lower() for w in WORD.findall(before)]
    if (
        before.rstrip().endswith(":")
        and announcing
        and len(words) <= LONGEST_LIST
        and cues["list"].intersection(announcing)
    ):
        return True
    if not words or len(words) > LONGEST:
        return False
    following = [w.lower() for w in WORD.findall(after)]
    if _is_announced(words, before, announcing, following, cues):
        return True
    if after and not after.lstrip()[0].isupper() and _is_explained(words, span.text, following, cues):
        return True
    return _is_glossed(words, after, cues["comment"]) or _is_gloss_in_brackets(span.text, before)


def _is_announced(
    words: list[str], before: str, announcing: list[str], following: list[str], cues: Mapping[str, frozenset[str]]
) -> bool:
    """Whether the English before a run tells that it is mentioned: the Russian word X, the plural of X, (Russian: X."""
    for distance, word in enumerate(reversed(announcing[-REACH:])):
        between = announcing[len(announcing) - distance :]
        if cues["relation"].intersection([word]) and between in ([], ["of"]):
            return True
        if cues["break"].intersection(between):
            continue
        if word in cues["before"]:
            return True
        if word in cues["weak"] and (words[0][0].islower() or cues["about"].intersection(announcing + following)):
            return True
    tail = before.rstrip().removesuffix(":").removesuffix(",")
    named = announcing and announcing[-1] in cues["language"]
    return bool(named and (_OPEN_BRACKET.search(tail) or announcing == ["in", announcing[-1]]))


def _is_explained(words: list[str], text: str, following: list[str], cues: Mapping[str, frozenset[str]]) -> bool:
    """Whether the English after a run tells that it is mentioned: X means, X comes from, X in Russian."""
    pairs = {f"{first}_{second}" for first, second in pairwise(following[: REACH + 1])}
    if cues["after"].intersection(following[:REACH]) or cues["after_pair"].intersection(pairs):
        return True
    is_name = len(words) > 1 and words[0][0].isupper() and not _QUOTED.match(text)
    return not is_name and bool(cues["after_weak"].intersection(following[:REACH]))


def _is_glossed(words: list[str], after: str, comment: frozenset[str]) -> bool:
    """Whether what a run means follows it in brackets: (thank you), not a year, a source or a comment."""
    match = _BRACKET_AFTER.match(after)
    if match is None:
        return False
    inside = [w.lower() for w in WORD.findall(match[1])]
    return 0 < len(inside) <= len(words) + MORE_IN_GLOSS and not comment.intersection(inside)


def _is_gloss_in_brackets(text: str, before: str) -> bool:
    """Whether a run in brackets is what the words before it are called in Russian: glasnost (гласность)."""
    if not before or not (_BRACKETED.fullmatch(text.strip()) or before.rstrip().endswith(("(", "["))):
        return False
    words, own = WORD.findall(before), WORD.findall(text)
    return bool(words and own) and words[-1][0].isupper() >= any(word[0].isupper() for word in own)


def _is_gloss(text: str) -> bool:
    """Whether a text is nothing but a gloss or a list of glosses: дом — house; кошка - cat, собака - dog."""
    text = text.strip().rstrip(".;,")
    end = 0
    while end < len(text):
        match = _GLOSS.match(text, end) or _GLOSS_REVERSED.match(text, end)
        if match is None or len(match["c"].split()) > LONGEST or len(match["l"].split()) > 2 * LONGEST:
            return False
        end = match.end()
        if end < len(text):
            gap = _NEXT.match(text, end)
            if gap is None:
                return False
            end = gap.end()
    return bool(text)
