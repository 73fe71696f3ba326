"""Names in English text: the named-entity network of spaCy's small pipeline, read with lists of names.

The network (normalize.cnn_en) scores every stretch of up to eight words as each kind of name. To these log-probabilities
the evidence of normalize.evidence_en is added, and the best reading of the whole text is found by dynamic programming,
where spaCy decides word by word. The score of a name is its share among the readings of the same words.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from normalize.cnn_en import Floats, States, network
from normalize.evidence_en import KINDS, OTHER, evidence
from normalize.found import ORGANISATION, PERSON, PLACE, Found
from normalize.tokens_en import Token, rules, tokenize

DETECTOR = "cnn-en"
_LABELS = {"PERSON": PERSON, "ORG": ORGANISATION, "GPE": PLACE, "LOC": PLACE, "FAC": PLACE}
MAX_WORDS = 8
"""Longest name, in words."""
_PIECE = 150
_BATCH = 64
_TRUST = 0.5
"""The network is surer than it is right; its log-probabilities are scaled by this before evidence is added."""
_CERTAIN_OUTSIDE = math.log(0.9995)


@dataclass(frozen=True, slots=True)
class _Layout:
    """Columns of the moves."""

    begin: npt.NDArray[np.int64]
    inside: npt.NDArray[np.int64]
    last: npt.NDArray[np.int64]
    unit: npt.NDArray[np.int64]
    outside: int
    kinds: tuple[npt.NDArray[np.int64], ...]


def _layout() -> _Layout:
    moves = rules().moves
    labels = [move[2:] for move in moves if move[0] == "B"]
    begin, inside, last, unit = (np.array([moves.index(f"{part}-{label}") for label in labels]) for part in "BILU")
    kinds = tuple(
        np.array([i for i, label in enumerate(labels) if _LABELS.get(label, OTHER) == kind]) for kind in KINDS
    )
    return _Layout(begin, inside, last, unit, moves.index("O"), kinds)


def _sum(rows: Floats) -> Floats:
    """log(sum(exp)) along the last axis."""
    top = rows.max(-1, keepdims=True)
    return np.asarray((top + np.log(np.exp(rows - top).sum(-1, keepdims=True)))[..., 0])


def _segments(states: States, tokens: Sequence[Token], layout: _Layout) -> tuple[Floats, dict[tuple[int, int], Floats]]:
    """(log-probability of "outside" for each word, {(start, end): log-probability of each of `KINDS`})."""
    size = len(tokens)
    closed = network().scores(states, np.arange(size), np.full(size, -1))
    allowed = np.concatenate([layout.begin, layout.unit, [layout.outside]])
    closed -= _sum(closed[:, allowed])[:, None]
    outside = closed[:, layout.outside]
    starts = [
        i
        for i, token in enumerate(tokens)
        if not token.text.isspace() and (outside[i] < _CERTAIN_OUTSIDE or token.text[0].isupper())
    ]
    pairs = [(i, k) for i in starts for k in range(i + 1, min(i + MAX_WORDS, size))]
    found: dict[tuple[int, int], Floats] = {}
    units = closed[:, layout.unit]
    for i in starts:
        found[i, i + 1] = units[i]
    if pairs:
        opened, here = np.array(pairs).T
        scores = network().scores(states, here, opened)
        difference = scores[:, layout.last] - scores[:, layout.inside]
        ends, goes_on = -np.logaddexp(0, -difference), -np.logaddexp(0, difference)
        running = closed[:, layout.begin][opened[0]]
        previous = -1
        for row, (i, k) in enumerate(pairs):
            running = closed[i, layout.begin] if i != previous else running
            previous = i
            found[i, k + 1] = running + ends[row]
            running = running + goes_on[row]
    spans = list(found)
    table = np.array([found[span] for span in spans], dtype=np.float32).reshape(len(spans), -1)
    kinds = np.stack([_sum(table[:, columns]) for columns in layout.kinds], axis=1)
    return outside, dict(zip(spans, kinds, strict=True))


def _read(tokens: Sequence[Token], states: States, layout: _Layout) -> list[Found]:
    outside, segments = _segments(states, tokens, layout)
    outside = outside * _TRUST
    best = np.full(len(tokens) + 1, -np.inf)
    best[0] = 0.0
    choice: list[tuple[int, int]] = [(0, -1)] * (len(tokens) + 1)
    ending: dict[int, list[int]] = {}
    total = np.concatenate([[0.0], np.cumsum(outside)])
    for (start, end), kinds in segments.items():
        if kinds.max() * _TRUST > total[end] - total[start] - 10.0:
            segments[start, end] = kinds * _TRUST + np.array(evidence(tokens, start, end))
            ending.setdefault(end, []).append(start)
    for end in range(1, len(tokens) + 1):
        best[end], choice[end] = best[end - 1] + outside[end - 1], (end - 1, -1)
        for start in ending.get(end, ()):
            kind = int(segments[start, end].argmax())
            value = best[start] + segments[start, end][kind]
            if value > best[end]:
                best[end], choice[end] = value, (start, kind)
    found: list[Found] = []
    end = len(tokens)
    while end:
        start, kind = choice[end]
        if kind >= 0 and KINDS[kind] != OTHER:
            scores = segments[start, end]
            rest = np.append(scores, total[end] - total[start])
            share = float(np.exp(scores[kind] - _sum(rest)))
            found.append(Found(tokens[start].start, tokens[end - 1].end, KINDS[kind], share, DETECTOR))
        end = start
    return found[::-1]


def tag_english(texts: Sequence[str]) -> list[list[Found]]:
    """Find names; for each text they come in order and do not overlap."""
    layout = _layout()
    pieces: list[tuple[int, list[Token]]] = []
    for i, text in enumerate(texts):
        tokens = tokenize(text)
        pieces += [(i, tokens[at : at + _PIECE]) for at in range(0, len(tokens), _PIECE)]
    results: list[list[Found]] = [[] for _ in texts]
    for at in range(0, len(pieces), _BATCH):
        batch = pieces[at : at + _BATCH]
        for (i, tokens), states in zip(batch, network().states([tokens for _, tokens in batch]), strict=True):
            results[i] += _read(tokens, states, layout)
    return results
