"""`tolmach init`, `tolmach config`, and the tolmach.toml of the folder one stands in."""

import ast
import json
import re
import tomllib
from pathlib import Path

import pytest

from flows.cli.settings import settings, template
from flows.config import DEFAULTS, RunConfig, load_config
from flows.errors import ConfigError

ROOT = Path(__file__).parents[3]


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_template_sets_nothing_and_with_its_marks_gone_sets_the_defaults(folder):
    (folder / "tolmach.toml").write_text(template())
    assert load_config(folder / "tolmach.toml") == DEFAULTS
    bare = re.sub(r"^# (?=[a-z_]+ = (?!…))", "", template(), flags=re.MULTILINE)
    data = tomllib.loads(bare)
    assert set(data) == {name for name, field in RunConfig.model_fields.items() if field.default is not None}
    assert DEFAULTS.with_changes(data, "template") == DEFAULTS


def test_every_setting_is_described():
    assert all(field.description for field in RunConfig.model_fields.values())


def test_the_folders_own_file_is_taken_and_announced(folder, capsys):
    (folder / "tolmach.toml").write_text("beam = 2\n")
    assert settings(None, {}).beam == 2
    assert "tolmach.toml" in capsys.readouterr().err
    assert settings(None, {"beam": 3}).beam == 3  # the command line wins


@pytest.mark.parametrize(
    "line", ['runner = "dask"\ncluster = "tcp://a:1"', 'model = "../elsewhere/model"', 'model = "/m"']
)
def test_a_file_that_merely_lies_there_may_not_lead_outside(folder, line):
    (folder / "tolmach.toml").write_text(line + "\n")
    with pytest.raises(ConfigError, match="--config"):
        settings(None, {})
    assert settings(Path("tolmach.toml"), {}) != DEFAULTS  # named, it is meant


@pytest.mark.parametrize("line", ['model = "translate-ru_en"', 'model = "models/mine"'])
def test_a_model_by_name_or_in_the_folder_is_fine(folder, line):
    (folder / "tolmach.toml").write_text(line + "\n")
    assert settings(None, {}).model


def test_init_writes_once(tolmach, tmp_path):
    assert tolmach("init").returncode == 0
    assert (tmp_path / "tolmach.toml").read_text() == template()
    again = tolmach("init")
    assert (again.returncode, "--force" in again.stderr) == (2, True)
    assert tolmach("init", "--force").returncode == 0


def test_config_says_where_a_value_is_from(tolmach, tmp_path):
    (tmp_path / "mine.toml").write_text("beam = 2\n")
    shown = json.loads(tolmach("config", "--config", "mine.toml", "--json").stdout)
    assert shown["beam"] == {"value": 2, "from": "mine.toml"}
    assert shown["workers"]["from"] == "default"
    assert set(shown) == set(RunConfig.model_fields)


def test_no_message_names_a_setting_that_does_not_exist():
    """Words in messages that look like settings are settings."""
    like = re.compile(
        r"\b(?:max|batch|keep|memory)_(?:[a-z]+_)?(?:bytes|mb|documents|chars|ratio|members|depth|snapshots)\b"
    )
    named = {
        word
        for path in (ROOT / "flows").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        for word in like.findall(node.value)
    }
    assert named
    assert named <= set(RunConfig.model_fields) | {"memory_bytes"}
