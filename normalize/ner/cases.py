"""Which case a place in a Russian sentence asks for, read with the name there hidden.

slovnet's tagger of parts of speech (CNN over words and their shapes; https://github.com/natasha/slovnet, MIT; its files come
in natasha's wheel) knows what case a word stands in, but for a name it leans on the name: Александра is rather a man's
genitive to it. With an unknown word in the name's place only the neighbours speak: "Вчера … рассказала" asks for a
nominative. Only the words near the name are read, since the network sees three words to each side.
"""

import re
from collections.abc import Sequence
from typing import Any

import numpy as np

from normalize.morphology.paradigms import CASES
from normalize.ner.russian import Word, load_slovnet, model_folder
from normalize.resources import once

_MODEL = "model/slovnet_morph_news_v1.tar"
_TAG_CASE = {"Nom": "nom", "Gen": "gen", "Dat": "dat", "Acc": "acc", "Ins": "ins", "Loc": "loc"}
_HIDDEN = "Ъщцъы"
"""Stands for each word of the name: no word of any language, with a capital."""
_AROUND = 6
"""Words read before and after the name; three layers of three words reach three, the rest only tells where a text ends."""
_BATCH = 256

CaseShares = tuple[float, ...]
"""Probability of each of `CASES` in the singular, in that order, and of any plural; summing to 1."""
Place = tuple[Sequence[Word], int, int]
"""(words of the text, first character of the name, one past its last)."""


@once
def _tagger() -> Any:
    """The shared `slovnet.Morph` (0.1 s on first use), with the vectors that the finder of names has loaded."""
    from slovnet import Morph

    tagger = Morph.load(str(model_folder() / _MODEL))
    tagger.infer.model.emb.word = load_slovnet().infer.model.emb.word
    return tagger


@once
def _cases_of_tags() -> Any:
    """(tags, cases and plural): 1 where a tag of the network is a singular of the case, or a plural of any."""
    tags = _tagger().infer.decoder.tags_vocab.items
    table = np.zeros((len(tags), len(CASES) + 1), dtype=np.float32)
    for i, tag in enumerate(tags):
        case = re.search(r"Case=(\w+)", tag)
        if case and case[1] in _TAG_CASE:
            table[i, -1 if "Number=Plur" in tag else CASES.index(_TAG_CASE[case[1]])] = 1.0
    return table


def _window(place: Place) -> tuple[list[str], list[int]]:
    """(words around a name, with the name's hidden; positions of the hidden words)."""
    words, start, end = place
    inside = [i for i, (at, stop, _) in enumerate(words) if at < end and start < stop]
    if not inside:
        return [_HIDDEN], [0]
    first = max(0, inside[0] - _AROUND)
    shown = [word for _, _, word in words[first : inside[-1] + 1 + _AROUND]]
    hidden = [i - first for i in inside if len(words[i][2]) > 1 and words[i][2][0].isalpha()]  # initials stay
    for i in hidden:
        shown[i] = _HIDDEN
    return shown, hidden or [inside[0] - first]


def case_shares(places: Sequence[Place]) -> list[CaseShares]:
    """Read for each place of a name which case its neighbours ask for.

    Args:
        places: names in their texts, as `normalize.ner.russian.words` splits them.

    Returns:
        The product of what the words of the name would be; where nothing is a case, all equal.
    """
    windows = [_window(place) for place in places]
    results: list[CaseShares] = [()] * len(windows)
    order = sorted(range(len(windows)), key=lambda i: len(windows[i][0]))
    for at in range(0, len(order), _BATCH):
        chosen = order[at : at + _BATCH]
        for i, shares in zip(chosen, _read([windows[i] for i in chosen]), strict=True):
            results[i] = shares
    return results


def _read(windows: Sequence[tuple[list[str], list[int]]]) -> list[CaseShares]:
    encoder, model = _tagger().infer.encoder, _tagger().infer.model
    inputs = encoder.input([encoder.item(shown) for shown, _ in windows])
    scores = model(inputs.word_id, inputs.shape_id, inputs.pad_mask)
    results = []
    for row, (_, hidden) in zip(scores, windows, strict=True):
        own = np.exp(row[hidden] - row[hidden].max(-1, keepdims=True))
        shares = own / own.sum(-1, keepdims=True) @ _cases_of_tags() + _DOUBT
        joint = shares.prod(0)
        results.append(tuple(float(share) for share in joint / joint.sum()))
    return results


_DOUBT = 0.02
"""What the network may be wrong about: it is surer than it is right."""
