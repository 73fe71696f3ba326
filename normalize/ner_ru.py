"""Names in Russian text: slovnet's tagger on navec's word vectors, read from the files in natasha's wheel.

The model (CNN and CRF over words and their shapes, trained on news; https://github.com/natasha/slovnet, MIT) is run here
directly rather than through slovnet's `NER` class: the marginal probabilities of the CRF give each name a score, and
texts are batched by length.
"""

import functools
import importlib.util
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import razdel

from normalize.found import ORGANISATION, PERSON, PLACE, Found

DETECTOR = "slovnet"
_KINDS = {"PER": PERSON, "ORG": ORGANISATION, "LOC": PLACE}
_NER = "model/slovnet_ner_news_v1.tar"
_VECTORS = "emb/navec_news_v1_1B_250K_300d_100q.tar"
_BATCH_WORDS = 2048
MAX_WORDS = 400
"""Longer texts are tagged in pieces of this many words."""

_lock = threading.Lock()
Floats = npt.NDArray[np.float32]
Word = tuple[int, int, str]


def model_folder() -> Path:
    """The folder of model files in natasha's wheel; natasha itself is not imported.

    Raises:
        ModuleNotFoundError: natasha is not installed.
    """
    spec = importlib.util.find_spec("natasha")
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError("the Russian name models come with the package natasha; install natasha>=1.6")
    return Path(spec.submodule_search_locations[0]) / "data"


@functools.cache
def _load() -> Any:
    from navec import Navec
    from slovnet import NER

    folder = model_folder()
    tagger = NER.load(str(folder / _NER))
    tagger.navec(Navec.load(str(folder / _VECTORS)))
    return tagger


def load_slovnet() -> Any:
    """The shared `slovnet.NER` with its vectors (0.3 s, 60 MB on first use); reading from it is thread-safe."""
    with _lock:
        return _load()


def words(text: str) -> list[Word]:
    """(start, end, text) of the words of a text, razdel's."""
    return [(t.start, t.stop, t.text) for t in razdel.tokenize(text)]


def _viterbi(emissions: Floats, transitions: Floats) -> list[int]:
    """Best tag sequence of one text; emissions (words, tags), transitions (tags, tags)."""
    score = emissions[0]
    history = []
    for row in emissions[1:]:
        paths = score[:, None] + transitions
        best = paths.argmax(0)
        score = paths[best, np.arange(len(best))] + row
        history.append(best)
    path = [int(score.argmax())]
    for best in reversed(history):
        path.append(int(best[path[-1]]))
    return path[::-1]


def _emissions(batch: Sequence[Sequence[Word]]) -> list[Floats]:
    """Scores (words, tags) of every text of a batch."""
    tagger = load_slovnet()
    model, encoder = tagger.infer.model, tagger.infer.encoder
    inputs = encoder.input([encoder.item([w[2] for w in text]) for text in batch])
    scores = model(inputs.word_id, inputs.shape_id, inputs.pad_mask)
    return [scores[i, : len(text)] for i, text in enumerate(batch)]


def _names(text: Sequence[Word], tags: Sequence[str], scores: Floats) -> list[Found]:
    found: list[Found] = []
    open_kind = ""
    for (start, end, _), tag, score in zip(text, tags, scores, strict=True):
        part, _, label = tag.partition("-")
        if part == "I" and open_kind == label:
            last = found[-1]
            found[-1] = Found(last.start, end, last.kind, min(last.score, float(score)), DETECTOR)
        elif part in {"B", "I"}:
            found.append(Found(start, end, _KINDS[label], float(score), DETECTOR))
        open_kind = label if part in {"B", "I"} else ""
    return found


def _tag_batch(batch: Sequence[Sequence[Word]]) -> list[list[Found]]:
    tagger = load_slovnet()
    transitions = tagger.infer.model.head.crf.transitions.array
    labels = tagger.infer.decoder.tags_vocab.items
    results = []
    for text, emissions in zip(batch, _emissions(batch), strict=True):
        path = _viterbi(emissions, transitions)
        odds = np.exp(emissions - emissions.max(-1, keepdims=True))
        scores = odds[np.arange(len(path)), path] / odds.sum(-1)
        results.append(_names(text, [labels[tag] for tag in path], scores))
    return results


def _batches(sizes: Sequence[int]) -> list[list[int]]:
    """Positions grouped so that texts of similar length meet and a batch holds about `_BATCH_WORDS` words."""
    groups: list[list[int]] = []
    for position in sorted((i for i, size in enumerate(sizes) if size), key=lambda i: sizes[i]):
        if groups and (len(groups[-1]) + 1) * sizes[position] <= _BATCH_WORDS:
            groups[-1].append(position)
        else:
            groups.append([position])
    return groups


def tag_russian(texts: Sequence[Sequence[Word]]) -> list[list[Found]]:
    """Find names.

    Args:
        texts: the words of each text, as `words` gives them; a text may be empty.

    Returns:
        For each text its names in order, offsets as in the words; they do not overlap.
    """
    pieces = [(i, at) for i, text in enumerate(texts) for at in range(0, len(text), MAX_WORDS)]
    chunks = [texts[i][at : at + MAX_WORDS] for i, at in pieces]
    results: list[list[Found]] = [[] for _ in chunks]
    for group in _batches([len(chunk) for chunk in chunks]):
        for position, found in zip(group, _tag_batch([chunks[p] for p in group]), strict=True):
            results[position] = found
    merged: list[list[Found]] = [[] for _ in texts]
    for (i, _), found in zip(pieces, results, strict=True):
        merged[i] += found
    return merged
