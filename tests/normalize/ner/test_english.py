import itertools

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from normalize.ner.english import MAX_WORDS, tag_english
from normalize.ner.english_network import decide, network, shape
from normalize.ner.english_tokenizer import murmur64, tokenize


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=60))
@example("Don't (U.S.) Putin's 10,000km http://a.b/c?d=e, e.g. co-op...")
@example("  two  spaces \n and\tmore ")
@example("'" * 300)
def test_tokens_cover_the_text_but_single_spaces(text):
    end = 0
    for token in tokenize(text):
        assert text[token.start : token.end] == token.text
        assert text[end : token.start] in {"", " "} or text[end : token.start].isspace()
        assert token.norm
        end = token.end
    assert text[end:].strip(" ") == ""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Don't stop.", ["Do", "n't", "stop", "."]),
        ("the U.S. economy", ["the", "U.S.", "economy"]),
        ("Putin's plan (2022)", ["Putin", "'s", "plan", "(", "2022", ")"]),
        ("“Yes,” he said—then left.", ["“", "Yes", ",", "”", "he", "said", "—", "then", "left", "."]),
        ("Jean-Claude", ["Jean", "-", "Claude"]),
    ],
)
def test_tokens(text, expected):
    assert [token.text for token in tokenize(text)] == expected


def test_hash_is_the_vocabularys():
    # values of spaCy's StringStore
    assert murmur64("coffee") == 3197928453018144401
    assert murmur64("apple") == 8566208034543834098


def test_shapes():
    assert shape("Moscow-1") == "Xxxxx-d"
    assert shape("NASA") == "XXXX"


def test_network_alone_reads_an_easy_sentence_as_its_authors_do():
    """What en_core_web_md 3.8.0 itself answers, word for word (spaCy 3.8)."""
    tokens = tokenize("Apple is looking at buying U.K. startup for $1 billion")
    found = decide(network().states([tokens])[0])
    assert found == [(0, 1, "ORG"), (5, 6, "GPE"), (8, 11, "MONEY")]


def test_what_surrounds_a_text_in_a_batch_does_not_change_it():
    texts = [tokenize(t) for t in ("Angela Merkel met Obama.", "Yes", "The Kremlin said on Monday that Moscow agreed.")]
    together = network().states(texts)
    for text, states in zip(texts, together, strict=True):
        alone = network().states([text])[0]
        assert np.allclose(states.here, alone.here, atol=1e-3)


def test_long_texts_are_read_to_the_end():
    text = "Angela Merkel flew to Berlin. " * 60
    found = tag_english([text])[0]
    assert found[-1].end > len(text) - 10
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))
    assert all(len(text[n.start : n.end].split()) <= MAX_WORDS for n in found)


def test_empty_texts():
    assert tag_english([]) == []
    assert tag_english(["", " ", "\n\n"]) == [[], [], []]
