"""The neural network of the English tagger, in NumPy: spaCy's hash embeddings, CNN and transition scores.

The weights are those of spaCy's medium English pipeline (see bench/export_ner_en.py); the arithmetic follows spaCy 3.8 and
thinc 8.3 (MIT). A name is read left to right by moves: B (begin), I (inside), L (last), U (unit), each with a label, and O
(outside). The score of a move depends on the word it is made at and on the first word of the name that is open, so all
states of a text are scored at once.
"""

import functools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from normalize.ner.english_tokenizer import Token, murmur64, rules, stored_arrays
from normalize.resources import once

Floats = npt.NDArray[np.float32]
_PAD = 4
"""Rows of zeros between texts: the reach of the four convolutions."""


@functools.lru_cache(maxsize=100_000)
def _word_id(text: str) -> int:
    if not text:
        return 0
    known = rules().symbols.get(text)
    return known if known is not None else murmur64(text)


@functools.lru_cache(maxsize=100_000)
def shape(text: str) -> str:
    """X for capitals, x for small letters, d for digits, runs cut after four: "Moscow-1" gives "Xxxxx-d"."""
    if len(text) >= 100:
        return "LONG"
    letters: list[str] = []
    last, run = "", 0
    for char in text:
        kind = ("X" if char.isupper() else "x") if char.isalpha() else "d" if char.isdigit() else char
        run = run + 1 if kind == last else 0
        last = kind
        if run < 4:
            letters.append(kind)
    return "".join(letters)


def _rows(ids: npt.NDArray[np.uint64], seed: int, size: int) -> npt.NDArray[np.int64]:
    """Four table rows for each id (thinc's MurmurHash3 of a 64-bit key), shape (ids, 4)."""

    def mix(h: npt.NDArray[np.uint64]) -> npt.NDArray[np.uint64]:
        h = (h ^ h >> np.uint64(33)) * np.uint64(0xFF51AFD7ED558CCD)
        h = (h ^ h >> np.uint64(33)) * np.uint64(0xC4CEB9FE1A85EC53)
        return h ^ h >> np.uint64(33)

    first = ids * np.uint64(0x87C37B91114253D5)
    first = (first << np.uint64(31) | first >> np.uint64(33)) * np.uint64(0x4CF5AD432745937F)
    first = first ^ np.uint64(seed) ^ np.uint64(8)
    second = np.full_like(first, seed ^ 8)
    first = first + second
    second = second + first
    first, second = mix(first), mix(second)
    first = first + second
    second = second + first
    low = np.uint64(0xFFFFFFFF)
    quads = np.stack([first & low, first >> np.uint64(32), second & low, second >> np.uint64(32)], axis=1)
    return (quads % np.uint64(size)).astype(np.int64)


@dataclass(frozen=True, slots=True)
class States:
    """Parts of the hidden layer for one text, shape (words + 1, 128) each: add them up for a state.

    Row -1 (the last) stands for "no such word". `here`: the word of the move; `opened`: the first word of the open
    name; `before`: the word before, when a name is open.
    """

    here: Floats
    opened: Floats
    before: Floats


class Network:
    """The weights, and the arithmetic on them. Read-only after construction, so threads may share it."""

    def __init__(self) -> None:
        """Read the weights."""
        stored = stored_arrays()
        self._hashes = np.cumsum(stored["vector_hashes"], dtype=np.uint32)
        self._row_of_hash = stored["vector_of_hash"]
        self._vectors, self._scales = stored["vector_rows"], stored["vector_scales"]
        kept_as_stored = ("rules", "vector_")
        arrays: dict[str, Any] = {
            name: array.astype(np.float32) for name, array in stored.items() if not name.startswith(kept_as_stored)
        }
        self._embeds = [arrays[f"embed{i}"] for i in range(4)]
        self._mixers = [
            (
                np.ascontiguousarray(arrays[f"mix{i}_w"].reshape(-1, arrays[f"mix{i}_w"].shape[-1]).T),
                arrays[f"mix{i}_b"].reshape(-1),
                arrays[f"norm{i}_g"],
                arrays[f"norm{i}_b"],
            )
            for i in range(5)
        ]
        self._project = np.ascontiguousarray(arrays["project_w"].T), arrays["project_b"]
        state = arrays["state_w"]
        self._state = np.ascontiguousarray(state.reshape(-1, state.shape[-1]).T)
        self._state_b = arrays["state_b"].reshape(-1)
        self._state_pad = arrays["state_pad"].reshape(3, -1)
        self._upper = np.ascontiguousarray(arrays["upper_w"].T), arrays["upper_b"]
        self._word_vectors: dict[tuple[str, str], Floats] = {}

    def _mix(self, layer: int, rows: Floats) -> Floats:
        """Linear maps in three pieces, the largest of the three, layer normalisation."""
        weights, bias, gain, shift = self._mixers[layer]
        pieces = (rows @ weights + bias).reshape(len(rows), -1, 3).max(-1)
        centred = pieces - pieces.mean(-1, keepdims=True)
        spread = np.sqrt((centred**2).mean(-1, keepdims=True) + 1e-8)
        return np.asarray(centred / spread * gain + shift, dtype=np.float32)

    def _static(self, words: Sequence[str]) -> Floats:
        """What the network makes of the words' own vectors, (words, 96); zeros for words without one."""
        hashes = np.array([_word_id(word) & 0xFFFFFFFF for word in words], dtype=np.uint32)
        places = np.searchsorted(self._hashes, hashes).clip(max=len(self._hashes) - 1)
        rows = self._row_of_hash[places]
        known = self._hashes[places] == hashes
        return np.asarray(
            self._vectors[rows] * self._scales[rows].astype(np.float32) * known[:, None], dtype=np.float32
        )

    def _embed(self, words: Sequence[tuple[str, str]]) -> Floats:
        """Vectors of words without context, (words, 96); kept, since words repeat."""
        cache = self._word_vectors
        fresh = [word for word in dict.fromkeys(words) if word not in cache]
        if fresh:
            features = (
                [w[1] for w in fresh],
                [w[0][0] for w in fresh],
                [w[0][-3:] for w in fresh],
                [shape(w[0]) for w in fresh],
            )
            columns = []
            for table, seed, values in zip(self._embeds, rules().seeds, features, strict=True):
                ids = np.array([_word_id(value) for value in values], dtype=np.uint64)
                columns.append(table[_rows(ids, seed, len(table))].sum(1))
            columns.append(self._static([w[0] for w in fresh]))
            vectors = self._mix(0, np.concatenate(columns, axis=1))
            if len(cache) > 100_000:
                cache = self._word_vectors = {}
                return self._embed(words)
            cache.update(zip(fresh, vectors, strict=True))
        return np.stack([cache[word] for word in words])

    def states(self, texts: Sequence[Sequence[Token]]) -> list[States]:
        """Hidden parts of every text; texts must not be empty."""
        sizes = [len(tokens) for tokens in texts]
        rows = np.zeros((sum(sizes) + _PAD * (len(sizes) + 1), 96), dtype=np.float32)
        begins = []
        at = _PAD
        for size in sizes:
            begins.append(at)
            at += size + _PAD
        vectors = self._embed([(t.text, t.norm) for tokens in texts for t in tokens])
        done = 0
        for begin, size in zip(begins, sizes, strict=True):
            rows[begin : begin + size] = vectors[done : done + size]
            done += size
        blank = np.zeros((1, 96), dtype=np.float32)
        for layer in range(1, 5):
            window = np.concatenate([np.vstack([blank, rows[:-1]]), rows, np.vstack([rows[1:], blank])], axis=1)
            rows = rows + self._mix(layer, window)
        weights, bias = self._project
        parts = ((rows @ weights + bias) @ self._state).reshape(len(rows), 3, -1)
        results = []
        for begin, size in zip(begins, sizes, strict=True):
            own = parts[begin : begin + size]
            here, opened, before = (np.vstack([own[:, k], self._state_pad[k][None]]) for k in range(3))
            results.append(States(here + self._state_b, opened, before))
        return results

    def scores(self, states: States, here: npt.NDArray[np.int64], opened: npt.NDArray[np.int64]) -> Floats:
        """Scores (states, moves) at words `here` with the name begun at `opened` (-1: none is open)."""
        before = np.where(opened < 0, -1, here - 1)
        hidden = states.here[here] + states.opened[opened] + states.before[before]
        weights, bias = self._upper
        return np.asarray(hidden.reshape(len(here), -1, 2).max(-1) @ weights + bias, dtype=np.float32)


@once
def network() -> Network:
    """The shared network."""
    return Network()


def decide(states: States) -> list[tuple[int, int, str]]:
    """Greedy reading, spaCy's own: (first word, one past the last word, label). Used to check the arithmetic."""
    moves = rules().moves
    n_words = len(states.here) - 1
    found = []
    opened, label = -1, ""
    for at in range(n_words):
        scores = network().scores(states, np.array([at]), np.array([opened]))[0]
        allowed = [
            i
            for i, move in enumerate(moves)
            if (move[0] in "BUO" and move != "U-" and opened < 0 and not (move[0] == "B" and at == n_words - 1))
            or (opened >= 0 and move[0] in "IL" and move[2:] == label and not (move[0] == "I" and at == n_words - 1))
        ]
        move = moves[max(allowed, key=lambda i: scores[i])]
        if move[0] == "B":
            opened, label = at, move[2:]
        elif move[0] in "LU":
            found.append((opened if opened >= 0 else at, at + 1, move[2:]))
            opened = -1
    return found
