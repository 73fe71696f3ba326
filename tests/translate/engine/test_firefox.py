"""The Firefox engine: batches over threads, counts, what is too long, what is damaged.

A model that translates is not at hand (see tests/flows/cli/test_firefox_models.py): where an answer is needed, the translator of
fxtranslate is replaced by one that answers in capitals; vocabulary and damaged models are real.
"""

import os
import threading

import pytest

from translate.engine import firefox
from translate.engine.argos import load_engine
from translate.engine.base import EngineInfo
from translate.engine.install import install
from translate.errors import ModelError
from translate.packages.find import find_packages
from translate.translator import Translator

TEXTS = ["Дом построен", "", "Город растёт", "Дом построен", "  "]


class Shouter:
    made = 0

    def __init__(self):
        type(self).made += 1
        self.thread = threading.get_ident()

    def translate(self, text: str) -> str:
        assert threading.get_ident() == self.thread, "each thread has its own"
        return f" {text.upper()} "


@pytest.fixture
def package(tmp_path, unpacked, monkeypatch):
    """An installed package with a real vocabulary and no model."""
    monkeypatch.setenv("TOLMACH_MODELS_DIR", str(tmp_path / "models"))
    folder = tmp_path / "models" / "firefox-ru-en"
    (folder / "model").mkdir(parents=True)
    os.link(unpacked / "sentencepiece.model", folder / "model" / "vocab.spm")
    (folder / "model" / "model.bin").write_bytes(b"\0" * 4000)
    (folder / "metadata.json").write_text(
        '{"engine": "firefox", "name": "firefox-ru-en", "package_version": "0", "from_code": "ru", "to_code": "en"}'
    )
    return folder


@pytest.fixture
def engine(package, monkeypatch):
    monkeypatch.setattr(firefox, "load_translator", lambda _folder: Shouter())
    info = EngineInfo("firefox", "firefox-ru-en", "0", "0" * 64, "ru", "en")
    return firefox.FirefoxEngine(info, package, 2)


def test_a_batch_keeps_order_and_asks_each_text_once(engine):
    answers = engine.translate_batch(TEXTS)
    assert [a.text for a in answers] == ["ДОМ ПОСТРОЕН", "", "ГОРОД РАСТЁТ", "ДОМ ПОСТРОЕН", ""]
    assert all(a.score is None for a in answers)
    assert [a.n_source_tokens for a in answers][:1] == engine.count_tokens(["Дом построен"])


def test_what_is_too_long_is_marked_and_split_by_the_translator(engine):
    text = "Правительство утвердило план строительства новых школ. " * 30
    assert engine.translate_batch([text])[0].truncated
    assert engine.count_tokens([text])[0] > engine.max_source_tokens
    (got,) = Translator(engine).translate([text])
    assert got.score is None
    assert got.quality is not None
    assert "truncated" not in got.problems


def test_the_signature_tells_program_and_model(engine):
    assert "fxtranslate-" in engine.signature
    assert engine.signature.endswith("0" * 16)


def test_a_damaged_model_is_one_line_for_engine_and_installation(package, tmp_path):
    assert [p.engine for p in find_packages()[0] if p.path == package] == ["firefox"]
    with pytest.raises(ModelError, match=r"fxtranslate cannot load this model") as error:
        load_engine("ru", "en", model="firefox-ru-en")
    assert "\n" not in str(error.value)
    given = tmp_path / "given"
    given.mkdir()
    (given / "model.ruen.bin").write_bytes(b"abc")
    os.link(package / "model" / "vocab.spm", given / "vocab.ruen.spm")
    with pytest.raises(ModelError, match="cannot load"):
        install(given, force=True)
    assert (package / "model" / "model.bin").stat().st_size == 4000, "nothing changed"


def test_without_fxtranslate_the_way_out_is_told(package, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "fxtranslate", None)
    with pytest.raises(ModelError, match=r"tolmach\[firefox\]"):
        load_engine("ru", "en", model="firefox-ru-en")
