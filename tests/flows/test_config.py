"""Settings: what is wrong is said with its name, its place and what is allowed."""

import os
from pathlib import Path

import pytest

from flows.config import RunConfig, load_config
from flows.errors import ConfigError


def test_defaults_without_a_file() -> None:
    assert load_config(None) == RunConfig()


def test_file_overrides_defaults_and_paths_are_relative_to_it(tmp_path: Path) -> None:
    file = tmp_path / "tolmach.toml"
    file.write_text('beam = 2\nlanguages = ["ru", "uk"]\nglossaries = ["mine.tsv"]\noverrides = "people.yaml"\n')
    config = load_config(file)
    assert (config.beam, config.languages) == (2, ("ru", "uk"))
    assert config.glossaries == (str(tmp_path / "mine.tsv"),)
    assert config.overrides == str(tmp_path / "people.yaml")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("baem = 2", "unknown setting 'baem'; did you mean 'beam'"),  # a typo
        ("nonsense = 2", "unknown setting 'nonsense' ..tolmach config. lists all"),
        ("languages = []", "languages is empty"),
        ("max_archive_ratio = 0", "at least 1"),
        ("a = " + "[" * 2000, "not valid TOML"),
        ('beam = "2"', "must be a whole number"),  # a string
        ("beam = true", "must be a whole number"),  # TOML's true is Python's int
        ("beam = 0", "from 1 to 64"),
        ("batch_chars = 0", "at least 1"),
        ('runner = "spark"', "one of threads, dask, ray"),
        ("languages = [1]", "a list of strings"),
        ("beam = ", "not valid TOML"),
        ("full = 1", "true or false"),
        ("beam = 65", "from 1 to 64"),
        ("threads = 1001", "from 0 to 1,000"),
        ("workers = 1001", "from 1 to 1,000"),
        ('model = ""', "model is empty"),
        ('encoding = "nope"', "no charset that Python knows"),
        ('encoding = "rot13"', "no charset"),  # not bytes to text
        ('encoding = "hex"', "no charset"),
        ('encoding = "undefined"', "no charset"),
    ],
)
def test_wrong_settings(content: str, message: str, tmp_path: Path) -> None:
    file = tmp_path / "tolmach.toml"
    file.write_text(content)
    with pytest.raises(ConfigError, match=message) as error:
        load_config(file)
    assert str(file) in str(error.value)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, ("dask", "tcp://a:1")),
        ({"runner": "threads"}, ("threads", None)),
        ({"runner": "ray"}, ("ray", None)),  # the address was that of a Dask scheduler
        ({"runner": "ray", "cluster": "ray://b:2"}, ("ray", "ray://b:2")),
        ({"cluster": "tcp://b:2"}, ("dask", "tcp://b:2")),
    ],
)
def test_a_cluster_belongs_to_its_runner(changes: dict[str, str], expected: tuple[str, str | None]) -> None:
    file = RunConfig(runner="dask", cluster="tcp://a:1")
    config = file.with_changes(changes, "command line")
    assert (config.runner, config.cluster) == expected


def test_missing_file(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot read"):
        load_config(tmp_path / "none.toml")


def test_round_trip_through_plain_values() -> None:
    """Prefect passes the settings as JSON: tuples come back as lists."""
    import json

    config = RunConfig(glossaries=("a.tsv",), beam=2)
    assert RunConfig().with_changes(json.loads(json.dumps(config.as_dict())), "config") == config


@pytest.mark.parametrize("name", ["cp1251", "KOI8-R", "utf-8", "windows-1251", "latin1"])
def test_charsets(name: str) -> None:
    assert RunConfig().with_changes({"encoding": name}, "test").encoding == name


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("a = " + "[" * 50_000, "not valid TOML"),
        ("a" + ".a" * 50_000 + " = 1", "not valid TOML|unknown setting"),
        ('glossaries = ["a\\u0000b"]', "glossaries holds a control character"),
        ('overrides = "a\\u001bb"', "overrides holds a control character"),
        ("a\x00 = 1", "not valid TOML"),
        ("beam = 99999999999999999999999999", "beam"),
        ("beam = nan", "beam"),
        ("timezone = '../../etc/passwd'", "timezone"),
    ],
)
def test_hostile_settings_are_one_line(tmp_path, content, said):
    path = tmp_path / "tolmach.toml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(ConfigError, match=said) as caught:
        load_config(path)
    assert "\n" not in str(caught.value)


def test_settings_that_are_a_pipe_or_a_folder(tmp_path):
    os.mkfifo(tmp_path / "pipe.toml")
    for path in (tmp_path / "pipe.toml", tmp_path):
        with pytest.raises(ConfigError, match="cannot read the configuration"):
            load_config(path)
