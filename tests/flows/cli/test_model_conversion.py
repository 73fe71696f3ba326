"""Hugging Face models into packages: a tiny OPUS-MT model with random weights is made, converted, installed and run.

Left out where transformers and torch are not installed: nothing else of the project needs them.
"""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from flows.cli.app import app
from translate.engine.argos import load_engine

pytest.importorskip("transformers", reason="converting needs transformers")
pytest.importorskip("torch", reason="converting needs torch")

TEXT = [
    "Кошка спит на диване у окна",
    "Собака идёт домой по дороге",
    "The cat sleeps on the sofa",
    "The dog walks home",
]


def tokenizer_files(folder: Path) -> int:
    """Write `source.spm`, `target.spm` and `vocab.json` as OPUS-MT has them; how many subwords there are."""
    import sentencepiece

    for name in ("source", "target"):
        sentencepiece.SentencePieceTrainer.train(
            sentence_iterator=iter(TEXT * 20),
            model_prefix=str(folder / name),
            vocab_size=60,
            hard_vocab_limit=False,
            minloglevel=2,
        )
        (folder / f"{name}.model").rename(folder / f"{name}.spm")
    processor = sentencepiece.SentencePieceProcessor(model_file=str(folder / "source.spm"))
    pieces = [processor.id_to_piece(i) for i in range(processor.get_piece_size())]
    words = ["</s>", "<unk>", *(piece for piece in pieces if piece not in {"</s>", "<unk>", "<s>"}), "<pad>"]
    (folder / "vocab.json").write_text(json.dumps({word: i for i, word in enumerate(words)}), encoding="utf-8")
    (folder / "tokenizer_config.json").write_text(json.dumps({"tokenizer_class": "MarianTokenizer"}), encoding="utf-8")
    return len(words)


@pytest.fixture(scope="module")
def opus(tmp_path_factory) -> Path:
    """A Marian model as Hugging Face has it."""
    from transformers import MarianConfig, MarianMTModel

    folder = tmp_path_factory.mktemp("hugging") / "opus-mt-ru-en"
    folder.mkdir()
    n = tokenizer_files(folder)
    config = MarianConfig(
        vocab_size=n,
        d_model=16,
        encoder_layers=1,
        decoder_layers=1,
        encoder_attention_heads=2,
        decoder_attention_heads=2,
        encoder_ffn_dim=16,
        decoder_ffn_dim=16,
        max_position_embeddings=64,
        pad_token_id=n - 1,
        eos_token_id=0,
        forced_eos_token_id=0,
        decoder_start_token_id=n - 1,
        max_length=64,
    )
    MarianMTModel(config).save_pretrained(folder)
    return folder


def test_a_model_of_hugging_face_is_converted_installed_and_run(opus, tmp_path, monkeypatch):
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(tmp_path / "packages"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    done = CliRunner().invoke(app, ["models", "convert", str(opus), "--json"])
    assert done.exit_code == 0, done.output
    engine = load_engine("ru", "en", model=json.loads(done.stdout)["name"])
    assert engine.info.engine == "ctranslate2"
    [answer] = engine.translate_batch(["Кошка спит на диване"])
    assert answer.n_source_tokens > 0  # with random weights what it says is nonsense; that it is said is the point
    assert answer.n_target_tokens > 0


def test_a_folder_that_is_no_model_is_told_in_a_line(opus, tmp_path):
    (tmp_path / "config.json").write_text("{}", encoding="utf-8")
    done = CliRunner().invoke(app, ["models", "convert", str(tmp_path), "--pair", "ru-en"])
    assert done.exit_code == 2
    assert done.stderr.count("\n") == 1
    assert "cannot convert" in done.stderr
