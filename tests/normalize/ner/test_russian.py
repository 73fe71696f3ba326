import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from normalize.ner.russian import MAX_WORDS, _decode, model_folder, tag_russian, words


def every_path(emissions, transitions):
    """Score of each path through one text, and the paths."""
    size, n_tags = emissions.shape
    paths = list(itertools.product(range(n_tags), repeat=size))
    scores = [
        sum(emissions[i, tag] for i, tag in enumerate(path))
        + sum(transitions[a, b] for a, b in itertools.pairwise(path))
        for path in paths
    ]
    return np.array(scores), np.array(paths)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2**32 - 1), st.lists(st.integers(1, 4), min_size=1, max_size=3))
def test_decoding_agrees_with_counting_every_path(seed, sizes):
    random = np.random.default_rng(seed)
    n_tags = 3
    emissions = random.normal(0, 2, (len(sizes), max(sizes), n_tags)).astype(np.float32)
    transitions = random.normal(0, 2, (n_tags, n_tags)).astype(np.float32)
    tags, shares = _decode(emissions, sizes, transitions)
    for i, size in enumerate(sizes):
        scores, paths = every_path(emissions[i, :size], transitions)
        assert tags[i, :size].tolist() == paths[scores.argmax()].tolist()
        weights = np.exp(scores - scores.max())
        weights /= weights.sum()
        for at, tag in itertools.product(range(size), range(n_tags)):
            assert shares[i, at, tag] == pytest.approx(weights[paths[:, at] == tag].sum(), abs=1e-4)


def test_what_surrounds_a_text_in_a_batch_does_not_change_it():
    texts = [
        words(t) for t in ("Рогозин прибыл в Москву.", "Да.", "Сергей Лавров и Мария Захарова летят в Минск из Сочи.")
    ]
    together = tag_russian(texts)
    for text, found in zip(texts, together, strict=True):
        alone = tag_russian([text])[0]
        assert [(n.start, n.end, n.kind) for n in found] == [(n.start, n.end, n.kind) for n in alone]
        assert [n.score for n in found] == pytest.approx([n.score for n in alone], abs=1e-3)


def test_empty_and_long_texts():
    assert tag_russian([]) == []
    assert tag_russian([[]]) == [[]]
    long = words("Рогозин прилетел в Москву утром. " * (MAX_WORDS // 3))
    found = tag_russian([long])[0]
    assert len(long) > MAX_WORDS
    assert found[-1].end > long[MAX_WORDS][1]
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))


def test_words_are_slices_of_the_text():
    text = "Глава «Роскосмоса» Д. О. Рогозин\tприбыл\nв Москву…"
    assert all(text[start:end] == word for start, end, word in words(text))


def test_models_are_files_in_a_wheel():
    assert (model_folder() / "model/slovnet_ner_news_v1.tar").is_file()
