"""Names in Russian text: slovnet's tagger on navec's word vectors, read from the files in natasha's wheel.

The model (CNN and CRF over words and their shapes, trained on news; https://github.com/natasha/slovnet, MIT) is run here
directly rather than through slovnet's `NER` class: the marginal probabilities of the CRF give each name a score (that of
its least certain word), and texts are batched by length.
"""

import importlib.util
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import razdel

from normalize.kinds import ORGANISATION, PERSON, PLACE, Found
from normalize.resources import once

DETECTOR = "slovnet"
_KINDS = {"PER": PERSON, "ORG": ORGANISATION, "LOC": PLACE}
_NER = "model/slovnet_ner_news_v1.tar"
_VECTORS = "emb/navec_news_v1_1B_250K_300d_100q.tar"
_BATCH_WORDS = 2048
MAX_WORDS = 400
"""Longer texts are tagged in pieces of this many words."""

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


@once
def load_slovnet() -> Any:
    """The shared `slovnet.NER` with its vectors (0.3 s, 60 MB on first use); reading from it is thread-safe."""
    from navec import Navec
    from slovnet import NER

    folder = model_folder()
    tagger = NER.load(str(folder / _NER))
    tagger.navec(Navec.load(str(folder / _VECTORS)))
    return tagger


def words(text: str) -> list[Word]:
    """(start, end, text) of the words of a text, razdel's."""
    return [(t.start, t.stop, t.text) for t in razdel.tokenize(text)]


def _log_sum(values: Floats, axis: int) -> Floats:
    top = values.max(axis, keepdims=True)
    return np.asarray(np.log(np.exp(values - top).sum(axis)) + np.squeeze(top, axis), dtype=np.float32)


def _decode(emissions: Floats, sizes: Sequence[int], transitions: Floats) -> tuple[npt.NDArray[np.int64], Floats]:
    """Best tags and the probability of each tag at each word (forward and backward sums of the CRF).

    Args:
        emissions: (texts, words, tags); what lies beyond a text's size is ignored.
        sizes: words of each text.
        transitions: (tags, tags).
    """
    n_texts, length, n_tags = emissions.shape
    inside = np.arange(length)[None, :] < np.array(sizes)[:, None]
    score = forward = emissions[:, 0]
    forwards = [forward]
    history = []
    for at in range(1, length):
        paths = score[:, :, None] + transitions
        best = paths.argmax(1)
        alive = inside[:, at, None]
        history.append(np.where(alive, best, np.arange(n_tags)))
        score = np.where(alive, paths.max(1) + emissions[:, at], score)
        forward = np.where(alive, _log_sum(forward[:, :, None] + transitions, 1) + emissions[:, at], forward)
        forwards.append(forward)
    tag = score.argmax(-1)
    tags = [tag]
    for best in reversed(history):
        tag = best[np.arange(n_texts), tag]
        tags.append(tag)
    backward = np.zeros((n_texts, n_tags), dtype=np.float32)
    backwards = [backward]
    for at in range(length - 2, -1, -1):
        onward = _log_sum(transitions + (emissions[:, at + 1] + backward)[:, None, :], 2)
        backward = np.where(inside[:, at + 1, None], onward, 0.0).astype(np.float32)
        backwards.append(backward)
    log_odds = np.stack(forwards, 1) + np.stack(backwards[::-1], 1)
    odds = np.exp(log_odds - log_odds.max(-1, keepdims=True))
    return np.stack(tags[::-1], 1), np.asarray(odds / odds.sum(-1, keepdims=True), dtype=np.float32)


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
    model, encoder = tagger.infer.model, tagger.infer.encoder
    labels = tagger.infer.decoder.tags_vocab.items
    inputs = encoder.input([encoder.item([w[2] for w in text]) for text in batch])
    emissions = model(inputs.word_id, inputs.shape_id, inputs.pad_mask)
    paths, shares = _decode(emissions, [len(text) for text in batch], model.head.crf.transitions.array)
    results = []
    for text, path, share in zip(batch, paths, shares, strict=True):
        own = path[: len(text)]
        results.append(_names(text, [labels[tag] for tag in own], share[np.arange(len(own)), own]))
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
