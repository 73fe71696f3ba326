"""Which layout a model folder has, what it lacks, and what languages it is of."""

import json
import re

import pytest

from translate.errors import ModelError
from translate.packages.layouts import recognise

CTRANSLATE2 = {
    "model.bin": "x",
    "config.json": "{}",
    "source_vocabulary.json": '["a"]',
    "target_vocabulary.json": '["b"]',
    "source.spm": "s",
    "target.spm": "t",
}
FIREFOX = {"model.ruen.intgemm.alphas.bin": "m", "vocab.ruen.spm": "v", "lex.50.50.ruen.s2t.bin": "l"}


@pytest.fixture
def make(tmp_path):
    def folder(files: dict[str, str], name: str = "opus-mt-ru-en"):
        path = tmp_path / name
        path.mkdir()
        for file, content in files.items():
            (path / file).write_text(content, encoding="utf-8")
        return path

    return folder


def test_opus(make):
    layout = recognise(make(CTRANSLATE2))
    assert layout.engine == "ctranslate2"
    assert set(layout.files) == {
        "model/model.bin", "model/config.json", "model/source_vocabulary.json", "model/target_vocabulary.json", "source.spm", "target.spm",
    }  # fmt: skip
    told = {key: layout.metadata[key] for key in ("name", "from_code", "to_code", "source_prefix", "source_suffix")}
    assert told == {
        "name": "opus-mt-ru-en",
        "from_code": "ru",
        "to_code": "en",
        "source_prefix": "",
        "source_suffix": "</s>",
    }


def test_an_end_that_ctranslate2_puts_there_is_not_put_twice(make):
    layout = recognise(make({**CTRANSLATE2, "config.json": '{"add_source_eos": true}'}))
    assert layout.metadata["source_suffix"] == ""


def test_words_of_a_language_are_no_prefixes(make):
    words = {"source_vocabulary.json": '["ru", "rus", "eng"]', "target_vocabulary.json": '["en", "eng"]'}
    assert recognise(make({**CTRANSLATE2, **words})).metadata["source_prefix"] == ""


def test_firefox(make):
    layout = recognise(make(FIREFOX, "any"))
    assert (layout.engine, layout.metadata["from_code"], layout.metadata["to_code"]) == ("firefox", "ru", "en")
    assert set(layout.files) == {"model/model.bin", "model/vocab.spm", "model/lex.bin"}
    split = {"model.enja.intgemm.alphas.bin": "m", "srcvocab.enja.spm": "v", "trgvocab.enja.spm": "w"}
    assert set(recognise(make(split, "other")).files) == {"model/model.bin", "model/srcvocab.spm", "model/trgvocab.spm"}


@pytest.mark.parametrize(
    ("name", "pair", "expected"),
    [
        ("opus-mt-uk-en", None, ("uk", "en")),
        ("nllb_ru_en", None, ("ru", "en")),
        ("model", ("be", "en"), ("be", "en")),
        ("opus-mt-ru-en", ("uk", "en"), ("uk", "en")),
    ],
)
def test_the_languages(make, name, pair, expected):
    layout = recognise(make(CTRANSLATE2, name), pair)
    assert (layout.metadata["from_code"], layout.metadata["to_code"]) == expected


def without(files, *names):
    return {name: content for name, content in files.items() if name not in names}


@pytest.mark.parametrize(
    ("files", "name", "told"),
    [
        pytest.param(without(CTRANSLATE2, "model.bin"), "opus-mt-ru-en", "model.bin missing", id="no model"),
        pytest.param(without(CTRANSLATE2, "config.json"), "opus-mt-ru-en", "config.json missing", id="no config"),
        pytest.param(without(CTRANSLATE2, "target_vocabulary.json"), "opus-mt-ru-en", "vocabulary.json missing", id="half a vocabulary"),
        pytest.param(without(CTRANSLATE2, "target.spm"), "opus-mt-ru-en", "source.spm and target.spm", id="half a tokenizer"),
        pytest.param(CTRANSLATE2, "model", "add --pair", id="no languages"),
        pytest.param({**CTRANSLATE2, "config.json": "{"}, "opus-mt-ru-en", "config.json: not readable", id="broken config"),
        pytest.param({**CTRANSLATE2, "source_vocabulary.json": "{"}, "opus-mt-ru-en", "not a vocabulary", id="broken vocabulary"),
        pytest.param(without(FIREFOX, "vocab.ruen.spm"), "any", "vocab", id="Firefox without vocabulary"),
        pytest.param(without(FIREFOX, "model.ruen.intgemm.alphas.bin"), "any", "model", id="Firefox without model"),
        pytest.param({"readme.txt": "x"}, "any", "no model that is known", id="no model at all"),
        pytest.param({"metadata.json": "{"}, "any", "metadata.json is not readable", id="broken Argos package"),
    ],
)  # fmt: skip
def test_what_lacks_is_told_in_one_line(make, files, name, told):
    with pytest.raises(ModelError, match=re.escape(told)) as error:
        recognise(make(files, name))
    assert "\n" not in str(error.value)


def test_an_argos_package_is_known_by_its_metadata(make):
    layout = recognise(make({"metadata.json": json.dumps({"from_code": "ru"}), **CTRANSLATE2}))
    assert layout.engine == "argos"
