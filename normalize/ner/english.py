"""Names in English text: the named-entity network of spaCy's medium pipeline, read with lists of names.

The network (normalize.cnn_en) scores every stretch of up to eight words as each kind of name. To these log-probabilities
the evidence of normalize.evidence_en is added, and the best reading of the whole text is found by dynamic programming,
where spaCy decides word by word. The score of a name is its share among the readings of the same words.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from normalize.kinds import ORGANISATION, PERSON, PLACE, Found, Kind
from normalize.ner.english_evidence import KINDS, OTHER, evidence
from normalize.ner.english_network import Floats, States, network
from normalize.ner.english_tokenizer import Token, rules, tokenize

DETECTOR = "cnn-en"
_LABELS = {"PERSON": PERSON, "ORG": ORGANISATION, "GPE": PLACE, "LOC": PLACE, "FAC": PLACE}
MAX_WORDS = 8
"""Longest name, in words."""
_PIECE = 150
_BATCH = 64
_TRUST = 0.5
"""The network is surer than it is right; its log-probabilities are scaled by this before evidence is added."""
_CERTAIN_OUTSIDE = math.log(0.9995)
_PERSONS_BESIDE = 2.0
"""What two persons without a word between them cost: the evidence would count twice for one name cut in two."""
_HOPELESS = 7.0
"""A stretch of words that is e**7 times less likely a name than not is not looked at again."""


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


def _segments(states: States, tokens: Sequence[Token], layout: _Layout) -> tuple[Floats, list[tuple[int, int]], Floats]:
    """(log-probability of "outside" for each word; stretches (start, end); for each of them that of each of `KINDS`)."""
    size = len(tokens)
    closed = network().scores(states, np.arange(size), np.full(size, -1))
    allowed = np.concatenate([layout.begin, layout.unit, [layout.outside]])
    closed -= _sum(closed[:, allowed])[:, None]
    outside = closed[:, layout.outside]
    starts = [
        i
        for i, token in enumerate(tokens)
        if any(map(str.isalnum, token.text)) and (outside[i] < _CERTAIN_OUTSIDE or token.text[0].isupper())
    ]
    spans = [(i, i + 1) for i in starts]
    rows = [closed[i, layout.unit] for i in starts]
    pairs = [(i, k) for i in starts for k in range(i + 1, min(i + MAX_WORDS, size))]
    if pairs:
        opened, here = np.array(pairs).T
        scores = network().scores(states, here, opened)
        difference = scores[:, layout.last] - scores[:, layout.inside]
        ends, goes_on = -np.logaddexp(0, -difference), -np.logaddexp(0, difference)
        running = closed[0, layout.begin]
        for row, (i, k) in enumerate(pairs):
            running = closed[i, layout.begin] if k == i + 1 else running + goes_on[row - 1]
            spans.append((i, k + 1))
            rows.append(running + ends[row])
    table = np.array(rows, dtype=np.float32).reshape(len(spans), len(layout.unit))
    return outside, spans, np.stack([_sum(table[:, columns]) for columns in layout.kinds], axis=1)


def _read(tokens: Sequence[Token], states: States, layout: _Layout) -> list[Found]:
    outside, spans, kinds = _segments(states, tokens, layout)
    total = np.concatenate([[0.0], np.cumsum(outside * _TRUST)])
    plain = np.array([total[end] - total[start] for start, end in spans])
    kinds = kinds * _TRUST
    worth = np.flatnonzero(kinds.max(1) > plain - _HOPELESS)
    spans, plain = [spans[i] for i in worth], plain[worth]
    kinds = kinds[worth] + np.array([evidence(tokens, *span) for span in spans]).reshape(len(spans), len(KINDS))
    likeliest, values = kinds.argmax(1).tolist(), kinds.max(1).tolist()
    ending: dict[int, list[int]] = {}
    for i, (_, end) in enumerate(spans):
        ending.setdefault(end, []).append(i)
    # best value of a reading of the first so many words that ends outside a name, and at the end of one
    free, named = [0.0] * (len(tokens) + 1), [-math.inf] * (len(tokens) + 1)
    choice = [-1] * (len(tokens) + 1)

    def beside(start: int, i: int) -> float:
        return _PERSONS_BESIDE if likeliest[i] == likeliest[choice[start]] == KINDS.index(PERSON) else 0.0

    for end in range(1, len(tokens) + 1):
        free[end] = max(free[end - 1], named[end - 1]) + float(total[end] - total[end - 1])
        for i in ending.get(end, ()):
            start = spans[i][0]
            value = max(free[start], named[start] - beside(start, i)) + values[i]
            if value > named[end]:
                named[end], choice[end] = value, i
    found: list[Found] = []
    end, cost = len(tokens), 0.0
    while end:
        if named[end] - cost <= free[end]:
            end, cost = end - 1, 0.0
            continue
        i = choice[end]
        start = spans[i][0]
        if KINDS[likeliest[i]] != OTHER:
            share = float(np.exp(values[i] - _sum(np.append(kinds[i], plain[i]))))
            found.append(Found(tokens[start].start, tokens[end - 1].end, Kind(KINDS[likeliest[i]]), share, DETECTOR))
        end, cost = start, beside(start, i)
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
