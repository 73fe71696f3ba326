"""Models in every layout that is known run: the embedded model repackaged, and a small one made here with a shared vocabulary."""

import json
import os
import shutil
import zipfile
from pathlib import Path

import ctranslate2
import numpy as np
import pytest
from sentencepiece import SentencePieceProcessor

from translate.engine.argos import load_engine
from translate.engine.install import install
from translate.engine.models import load_model
from translate.errors import ModelError
from translate.packages import find as packages

pytestmark = [pytest.mark.usefixtures("argos_folder"), pytest.mark.slow]

TEXT = "Правительство утвердило план строительства новых школ."


@pytest.fixture
def own_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("TOLMACH_MODELS_DIR", str(tmp_path / "own" / "models"))
    return tmp_path / "own" / "models"


@pytest.fixture
def lay_out(unpacked, tmp_path):
    """The embedded model as a CTranslate2 folder with these tokenizer files; `words` renames words of its vocabularies."""

    def make(name: str, tokenizers: tuple[str, ...], words: dict[str, str] | None = None) -> Path:
        folder = tmp_path / "given" / name
        folder.mkdir(parents=True)
        for file in (unpacked / "model").iterdir():
            os.link(file, folder / file.name)
        for side, word in (words or {}).items():
            path = folder / f"{side}_vocabulary.json"
            vocabulary = json.loads(path.read_text(encoding="utf-8"))
            vocabulary[-1] = word
            path.unlink()
            path.write_text(json.dumps(vocabulary), encoding="utf-8")
        for tokenizer in tokenizers:
            os.link(unpacked / "sentencepiece.model", folder / tokenizer)
        return folder

    return make


@pytest.fixture(scope="session")
def expected() -> str:
    return (
        load_engine("ru", "en", beam=2, model=str(next(packages.EMBEDDED.glob("*.argosmodel"))))
        .translate_batch([TEXT])[0]
        .text
    )


@pytest.mark.parametrize(
    ("name", "tokenizers"),
    [
        pytest.param("opus-mt-ru-en", ("source.spm", "target.spm"), id="OPUS-MT"),
        pytest.param("nllb_ru_en", ("sentencepiece.bpe.model",), id="one tokenizer, as NLLB has it"),
        pytest.param("onmt.ru-en", ("sentencepiece.model",), id="OpenNMT"),
    ],
)
def test_the_embedded_model_in_another_layout_translates_the_same(own_folder, lay_out, expected, name, tokenizers):
    installed = install(lay_out(name, tokenizers))
    assert (installed.name, installed.engine, installed.path) == (name, "ctranslate2", own_folder / name)
    engine = load_engine("ru", "en", model=name, beam=2)
    assert engine.info.engine == "ctranslate2"
    assert engine.translate_batch([TEXT])[0].text == expected
    assert packages.choose("ru", "en").origin == "embedded", "of unknown quality: the user has to name it"
    assert packages.choose("ru", "en", name).path == installed.path


def test_a_zipped_folder_and_force(own_folder, lay_out, tmp_path, expected):
    folder = lay_out("opus-mt-ru-en", ("source.spm", "target.spm"))
    path = tmp_path / "opus.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for file in folder.iterdir():
            archive.write(file, f"{folder.name}/{file.name}")
    install(path)
    with pytest.raises(ModelError, match=r"already installed in .*--force"):
        install(path)
    install(path, force=True)
    assert load_engine("ru", "en", model="opus-mt-ru-en", beam=2).translate_batch([TEXT])[0].text == expected
    assert [p.name for p in own_folder.parent.iterdir()] == ["models"], "nothing left beside it"


@pytest.mark.parametrize(
    ("words", "before", "first"),
    [
        pytest.param({"source": ">>eng<<"}, (">>eng<<",), "", id="OPUS-MT with several targets"),
        pytest.param({"source": "rus_Cyrl", "target": "eng_Latn"}, ("rus_Cyrl",), "eng_Latn", id="NLLB"),
        pytest.param({"source": "__ru__", "target": "__en__"}, ("__ru__",), "__en__", id="M2M-100"),
    ],
)
def test_prefix_tokens_are_put_where_the_model_wants_them(own_folder, lay_out, words, before, first):
    installed = install(lay_out("many", ("sentencepiece.bpe.model",), words), pair=("ru", "en"))
    model = load_model(installed.path)
    assert (model.source_prefix, model.target_prefix) == (before, first)
    (answer,) = load_engine("ru", "en", model=installed.name, beam=1).translate_batch([TEXT])
    assert answer.text
    assert not any(token in answer.text for token in (*before, first) if token)


def tiny_model(folder: Path, tokenizer: Path) -> None:
    """A model of random weights with one vocabulary for both sides, as CTranslate2's converters write it."""
    processor = SentencePieceProcessor(model_file=str(tokenizer))
    words = [processor.id_to_piece(i) for i in range(processor.get_piece_size())] + ["__ru__", "__en__"]
    spec = ctranslate2.specs.TransformerSpec.from_config(num_layers=1, num_heads=2)
    random = np.random.default_rng(1)
    width = 16

    def fill(layer, name, *shape):
        setattr(layer, name, (random.standard_normal(shape) * 0.1).astype(np.float32))

    def norm(layer):
        layer.gamma, layer.beta = np.ones(width, np.float32), np.zeros(width, np.float32)

    def attention(layer, widths):
        for linear, (out, into) in zip(layer.linear, widths, strict=True):
            fill(linear, "weight", out, into)
            linear.bias = np.zeros(out, np.float32)
        norm(layer.layer_norm)

    def feed_forward(layer):
        norm(layer.layer_norm)
        for linear, (out, into) in ((layer.linear_0, (32, width)), (layer.linear_1, (width, 32))):
            fill(linear, "weight", out, into)
            linear.bias = np.zeros(out, np.float32)

    spec.encoder.embeddings[0].weight = (random.standard_normal((len(words), width))).astype(np.float32)
    spec.decoder.embeddings.weight = spec.encoder.embeddings[0].weight
    for side in (spec.encoder, spec.decoder):
        side.position_encodings.encodings = random.standard_normal((64, width)).astype(np.float32)
        norm(side.layer_norm)
        for layer in side.layer:
            attention(layer.self_attention, [(3 * width, width), (width, width)])
            if side is spec.decoder:
                attention(layer.attention, [(width, width), (2 * width, width), (width, width)])
            feed_forward(layer.ffn)
    fill(spec.decoder.projection, "weight", len(words), width)
    spec.decoder.projection.bias = np.zeros(len(words), np.float32)
    spec.register_source_vocabulary(words)
    spec.register_target_vocabulary(words)
    spec.validate()
    folder.mkdir(parents=True)
    spec.save(str(folder))


def test_one_vocabulary_for_both_sides(own_folder, unpacked, tmp_path):
    folder = tmp_path / "given" / "m2m_ru_en"
    tiny_model(folder, unpacked / "sentencepiece.model")
    shutil.copyfile(unpacked / "sentencepiece.model", folder / "sentencepiece.bpe.model")
    assert (folder / "shared_vocabulary.json").is_file()
    installed = install(folder)
    model = load_model(installed.path)
    assert (model.source_prefix, model.source_suffix, model.target_prefix) == (("__ru__",), ("</s>",), "__en__")
    assert model.max_source_tokens == 64 - 2
    engine = load_engine("ru", "en", model=installed.name, beam=1)
    (answer,) = engine.translate_batch([TEXT])
    assert "__en__" not in answer.text
    assert engine.translate_batch([f"{TEXT} " * 40])[0].truncated


def test_a_truncated_model_changes_nothing(own_folder, lay_out):
    folder = lay_out("opus-mt-ru-en", ("source.spm", "target.spm"))
    content = (folder / "model.bin").read_bytes()[:1_000_000]
    (folder / "model.bin").unlink()
    (folder / "model.bin").write_bytes(content)
    with pytest.raises(ModelError) as error:
        install(folder)
    assert "\n" not in str(error.value)
    assert not own_folder.exists() or not list(own_folder.iterdir())


def test_a_pair_that_is_not_there(lay_out, own_folder):
    install(lay_out("opus-mt-ru-en", ("source.spm", "target.spm")))
    with pytest.raises(ModelError, match="translates ru to en, not de to en"):
        load_engine("de", "en", model="opus-mt-ru-en")
    with pytest.raises(ModelError, match="no package translates de to en"):
        load_engine("de", "en")
