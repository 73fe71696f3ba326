"""How a text is cut up for the engine: by lines, by sentences, by clauses, around what must not be touched.

A plan is a list of pieces; joined together, their texts are the text. The engine sees one piece at a time.
"""

import itertools
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from normalize.text.emoji import RUN
from normalize.text.script import word_script
from normalize.text.verbatim import find_entities
from translate.engine.base import Engine
from translate.prepare.lists import list_cuts, member_cuts
from translate.prepare.markup import BREAK
from translate.prepare.placeholders import find_quantities
from translate.prepare.short_words import is_short, short_words
from translate.segment.sentences import sentences

LONG_CHARACTERS: Final = 160
"""Shorter texts are within every engine's limits whatever their tokens (SentencePiece: at most one a character)."""

_CLAUSE = re.compile(r"(?<=[,;:])\s+|\s+(?=[–—-]\s)|(?<=\s[–—-])\s+")
_LATIN = re.compile(r"(?<![\w-])[A-Za-z][A-Za-z0-9&.'’+-]*(?!\w)(?:\s+[A-Z][A-Za-z0-9&.'’+-]*(?!\w))*")
_SPACE = re.compile(r"\s+")
_APART = re.compile(rf"\s*{RUN.pattern}\s*|\s*{BREAK}\s*|(?<=[;,.:])\s+\(?(?:[a-t]|\d{{1,2}})\)\s+|\s+")
_LINE_BREAK = re.compile(r"[\n\r\v\f\x85\u2028\u2029]")
_WHITE: Final = " \t\n\r\v\f\u0085\u00a0\u2028\u2029\u202f\u3000"
_OPENING: Final = _WHITE + ",;:)]–—-"
_CLOSING: Final = _WHITE + ",;:([–—-"
_MIN_CLAUSE: Final = 12
_TARGET_MARGIN: Final = 0.75  # English may take a third more subwords than Russian
_LONGEST_WORD: Final = 100


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text; `translate` is false for what is copied as it is."""

    text: str
    translate: bool


Plan = tuple[Piece, ...]


def whole_lines(text: str) -> Plan:
    """Each line is a piece, and what stands between emoji, tags that break lines, and the letters and numbers of items; these stay."""
    out: list[Piece] = []
    last = 0
    for match in _APART.finditer(text):
        if not match.group().isspace() or _LINE_BREAK.search(match.group()):
            out += [*_edged(_SPACE.sub(" ", text[last : match.start()])), Piece(match.group(), translate=False)]
            last = match.end()
    return (*out, *_edged(_SPACE.sub(" ", text[last:])))


def by_lists(plan: Plan) -> Plan:
    """Every piece that is a list for sure cut into its members."""
    return _cut_out(plan, list_cuts)


def by_members(plan: Plan) -> Plan:
    """Every piece cut at all that may separate the members of a list."""
    return _cut_out(plan, member_cuts)


def _cut_out(plan: Plan, find: Callable[[str], Sequence[tuple[int, int]]]) -> Plan:
    """Every piece cut around the stretches that are found in it, which are copied."""
    out: list[Piece] = []
    for piece in plan:
        last = 0
        for start, end in find(piece.text) if piece.translate else ():
            out += [*_edged(piece.text[last:start], _OPENING, _CLOSING), Piece(piece.text[start:end], translate=False)]
            last = end
        out += _edged(piece.text[last:], _OPENING, _CLOSING) if last else (piece,)
    return tuple(out)


def around_numbers(plan: Plan) -> Plan:
    """Every sentence of every piece cut around its numbers, which are copied the English way."""
    out: list[Piece] = []
    for piece in by_sentences(plan):
        last = 0
        for start, end, english in find_quantities(piece.text) if piece.translate else ():
            out += [*_edged(piece.text[last:start], _OPENING, _CLOSING), Piece(english, translate=False)]
            last = end
        out += _edged(piece.text[last:], _OPENING, _CLOSING) if last else (piece,)
    return tuple(out)


def by_sentences(plan: Plan) -> Plan:
    """Every piece cut into its sentences."""
    out: list[Piece] = []
    for piece in plan:
        cuts = _sentence_cuts(piece.text) if piece.translate else []
        out += _pieces(_with_spaces(piece.text, cuts)) if cuts else (piece,)
    return tuple(out)


def by_clauses(plan: Plan) -> Plan:
    """Every sentence of every piece cut after commas, semicolons, colons and around dashes; short bits stay with their neighbours."""
    out: list[Piece] = []
    for piece in by_sentences(plan):
        bits = _with_spaces(piece.text, _clause_cuts(piece.text))
        out += (
            [p for bit in bits for p in _edged(bit, _OPENING, _CLOSING)]
            if piece.translate and len(bits) > 1
            else [piece]
        )
    return tuple(out)


def around_entities(plan: Plan) -> Plan:
    """Every piece cut around addresses, handles and Latin words, which are copied."""
    return _cut_out(plan, verbatim)


def looked_up(plan: Plan, lookup: Callable[[str], str | None], whole: str) -> Plan:
    """Every piece that `lookup` knows the translation of translated, but for the `whole` text, which was looked up before."""
    out: list[Piece] = []
    for piece in plan:
        found = lookup(piece.text) if piece.translate and piece.text != whole else None
        out.append(piece if found is None else Piece(found, translate=False))
    return tuple(out)


def spans_of(cuts: Sequence[int], length: int) -> list[tuple[int, int]]:
    """Offsets of the stretches between `cuts`."""
    edges = [0, *cuts, length]
    return [(a, b) for a, b in itertools.pairwise(edges) if a < b]


def verbatim(text: str) -> list[tuple[int, int]]:
    """Offsets of the addresses, handles and runs of Latin words of a text, in order."""
    found = find_entities(text)
    for match in _LATIN.finditer(text):
        if not any(start < match.end() and match.start() < end for start, end in found):
            found.append((match.start(), match.start() + len(match.group().rstrip(".,'’"))))
    return sorted(found)


def _clause_cuts(text: str) -> list[int]:
    cuts: list[int] = []
    last = 0
    for match in _CLAUSE.finditer(text):
        if match.start() - last >= _MIN_CLAUSE and len(text) - match.end() >= _MIN_CLAUSE:
            cuts.append(match.end())
            last = match.end()
    return cuts


def _with_spaces(text: str, cuts: Sequence[int]) -> list[str]:
    return [text[start:end] for start, end in spans_of(cuts, len(text))]


def _pieces(parts: Sequence[str]) -> Plan:
    return tuple(piece for part in parts for piece in _edged(part))


def _edged(text: str, opening: str = _WHITE, closing: str = _WHITE) -> Plan:
    """What is at the ends of `text`, and what has no letters, is copied; what has short words only goes to no engine."""
    if not any(c.isalpha() for c in text):
        return (Piece(text, translate=False),) if text else ()
    if is_short(text) and word_script(text) == "Cyrl":
        return (Piece(short_words(text), translate=False),)
    start = len(text) - len(text.lstrip(opening))
    end = len(text.rstrip(closing))
    bits = (
        Piece(text[:start], translate=False),
        Piece(text[start:end], translate=True),
        Piece(text[end:], translate=False),
    )
    return tuple(piece for piece in bits if piece.text)


def within_limits(engine: Engine, plan: Plan) -> Plan:
    """The plan with every piece that is longer than the engine reads or writes cut by sentences, clauses or words."""
    long = [p.text for p in plan if p.translate and len(p.text) > LONG_CHARACTERS]
    if not long:
        return plan
    limit = min(engine.max_source_tokens, int(engine.max_target_tokens * _TARGET_MARGIN))
    too_long = {text for text, n in zip(long, engine.count_tokens(long), strict=True) if n > limit}
    return tuple(q for p in plan for q in (_shorter(engine, p, limit) if p.text in too_long else (p,)))


def _shorter(engine: Engine, piece: Piece, limit: int) -> Plan:
    """The sentences of a piece; of one that is too long itself, clauses, words or, at worst, characters packed together."""
    return _pieces(
        [
            part
            for sentence in _with_spaces(piece.text, _sentence_cuts(piece.text))
            for part in _packed(engine, sentence, limit)
        ]
    )


def _packed(engine: Engine, text: str, limit: int) -> list[str]:
    bits = [text]
    for cut in (_clause_cuts, _word_cuts, _character_cuts):
        counts = dict(zip(bits, engine.count_tokens(bits), strict=True))
        bits = [b for bit in bits for b in (_with_spaces(bit, cut(bit)) if counts[bit] > limit else [bit])]
    counts = dict(zip(bits, engine.count_tokens(bits), strict=True))
    packed: list[str] = []
    room = 0
    for bit in bits:
        if packed and counts[bit] <= room:
            packed[-1] += bit
            room -= counts[bit]
        else:
            packed.append(bit)
            room = limit - counts[bit]
    return packed


def _sentence_cuts(text: str) -> list[int]:
    return [start for start, _ in sentences(text, 0, len(text))][1:]


def _word_cuts(text: str) -> list[int]:
    return [match.end() for match in re.finditer(r"\s+", text) if match.end() < len(text)]


def _character_cuts(text: str) -> list[int]:
    return list(range(_LONGEST_WORD, len(text), _LONGEST_WORD))
