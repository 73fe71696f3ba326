"""The settings of a run: one frozen, validated value, from defaults, tolmach.toml and the command line, in that order.

The command line, `tolmach.toml`, the parameters of the Prefect flows and docs/settings.md are all made of the two models
below: a setting is a field with a type, limits and a description, and nothing else.
"""

import difflib
import hashlib
import json
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from annotated_types import Ge, Le
from pydantic import BaseModel, ConfigDict, Field, StrictBool, StrictInt, StrictStr, ValidationError, field_validator

from flows.errors import ConfigError
from normalize.user_files import read_given

_CONTROL = re.compile("[\x00-\x1f\x7f]")
Columns = tuple[StrictStr, ...]
Positive = Annotated[StrictInt, Ge(1)]


class SourceOptions(BaseModel):
    """How sources are read. Sizes are bytes."""

    model_config = ConfigDict(frozen=True, extra="forbid", validate_default=True)

    text_columns: Columns = Field(
        (),
        description="Columns or keys of records that may hold the text; the first present wins, dots reach into nested "
        "objects (article.body). Empty tries the usual names.",
    )
    id_columns: Columns = Field((), description="The same for what identifies a record.")
    title_columns: Columns = Field((), description="The same for the title.")
    date_columns: Columns = Field((), description="The same for the publication time.")
    columns: Annotated[StrictInt, Ge(1), Le(1_000)] | Columns | None = Field(
        None,
        description="Of csv files without a header row: the names of their columns, or how many there are (they are then "
        "called 1, 2 …; the text is the one with the longest cells). Left out, the first row is the header.",
    )
    encoding: StrictStr | None = Field(
        None, description="Charset to assume where nothing better is known, e.g. cp1251; left out, it is recognised."
    )
    timezone: StrictStr = Field("UTC", description="Time zone of publication times that name none, e.g. Europe/Moscow.")
    title_in_text: StrictBool = Field(
        True, description="Put a title that the text does not contain in front of it as its first line."
    )
    html_in_records: StrictBool = Field(True, description="Read texts of records that contain HTML markup as HTML.")
    stdin_name: Annotated[StrictStr, Field(min_length=1)] = Field(
        "stdin", description="What standard input is called in source_uri."
    )
    follow_links: StrictBool = Field(
        False, description="Read links inside a folder that lead out of it; otherwise they are rejected."
    )
    max_document_bytes: Positive = Field(50_000_000, description="Larger documents are rejected.")
    max_line_bytes: Positive = Field(20_000_000, description="Longer lines of jsonl and csv are rejected.")
    max_archive_bytes: Positive = Field(50_000_000_000, description="Archives that unpack to more are rejected.")
    max_archive_ratio: Positive = Field(
        250, description="Archives that unpack to this many times their size are rejected (looked at above 16 MB)."
    )
    max_archive_members: Positive = Field(1_000_000, description="Archives with more files are rejected.")
    max_archive_depth: Annotated[StrictInt, Ge(0), Le(20)] = Field(
        3, description="Archives inside archives are opened this deep."
    )

    @field_validator("encoding")
    @classmethod
    def _known_charset(cls, name: str | None) -> str | None:
        if name is None:
            return None
        from normalize.text.decode import known_codec

        if known_codec(name) is None:
            raise ValueError("is no charset that Python knows, e.g. cp1251")
        return name

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, name: str) -> str:
        try:
            ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            raise ValueError("is no time zone that is known here, e.g. Europe/Moscow") from None
        return name

    def signature(self) -> str:
        """Short hash of the options and the reader's code: everything but the bytes that documents depend on."""
        from normalize.resources import content_digest

        options = {name: getattr(self, name) for name in SourceOptions.model_fields}
        content = json.dumps(
            [content_digest("flows.read", "flows.secrets", "normalize"), options],
            sort_keys=True,
            ensure_ascii=False,
        )
        return hashlib.sha256(content.encode()).hexdigest()[:8]


class RunConfig(SourceOptions):
    """Everything that can be set for a run; each field is a key of `tolmach.toml`."""

    model: Annotated[StrictStr, Field(min_length=1)] | None = Field(
        None,
        description="Translation model by name or path; left out, the newest installed one, else the embedded one.",
    )
    beam: Annotated[StrictInt, Ge(1), Le(64)] = Field(
        4, description="Beam width of the translation; 1 is about three times as fast as 4 and a little worse."
    )
    threads: Annotated[StrictInt, Ge(0), Le(1_000)] = Field(
        0, description="CPU threads of the engine; 0 takes all that the process may use."
    )
    compute_type: StrictStr = Field(
        "default", description="CTranslate2's arithmetic, e.g. int8; default keeps the model's own."
    )
    languages: Annotated[Columns, Field(min_length=1)] = Field(
        ("ru",), description="Languages to translate to English, where a model for the pair is installed."
    )
    glossaries: Columns = Field((), description="Glossaries of your own (TSV: Russian TAB English); later ones win.")
    overrides: StrictStr | None = Field(None, description="A file of name decisions that always win (YAML).")
    names: StrictBool = Field(True, description="Find and resolve names.")
    workers: Annotated[StrictInt, Ge(1), Le(1_000)] = Field(2, description="Batches processed side by side.")
    runner: Literal["threads", "dask", "ray"] = Field("threads", description="Where batches run.")
    cluster: StrictStr | None = Field(
        None,
        description="Address of a running Dask scheduler or Ray head; left out, one is started on this machine. It belongs "
        "to its runner: a change of the runner alone clears it.",
    )
    batch_documents: Positive = Field(500, description="Documents in a batch at most.")
    batch_chars: Positive = Field(4_000_000, description="Characters in a batch at most, unless one document has more.")
    full: StrictBool = Field(False, description="Start from nothing instead of the published snapshot.")
    keep_snapshots: Positive = Field(5, description="So many of the newest snapshots are always kept.")
    keep_hours: Annotated[StrictInt, Ge(0), Le(1_000_000)] = Field(
        24, description="All snapshots are kept for so many hours."
    )
    keep_days: Annotated[StrictInt, Ge(0), Le(100_000)] = Field(
        30, description="The last snapshot of each day (UTC) is kept for so many days."
    )
    grace_minutes: Annotated[StrictInt, Ge(0), Le(1_000_000)] = Field(
        60, description="A snapshot that readers may still hold stays for so many minutes after the next is published."
    )
    memory_mb: Positive = Field(
        2_000, description="Size of the translation memory in megabytes; what was not used for longest goes first."
    )

    def with_changes(self, changes: Mapping[str, Any], where: str) -> "RunConfig":
        """Return a copy with some settings changed.

        Args:
            changes: new values by field name.
            where: named in the error, e.g. a file's path.

        Raises:
            ConfigError: unknown setting, wrong type or value.
        """
        given = dict(changes)
        for name, value in given.items():
            if any(_CONTROL.search(text) for text in _strings(value)):
                raise ConfigError(f"{where}: {name} holds a control character: remove it")
        if "runner" in given:
            given.setdefault("cluster", None)
        kept = {name: getattr(self, name) for name in RunConfig.model_fields}
        try:
            result = RunConfig(**{**kept, **given})
        except ValidationError as error:
            raise ConfigError(f"{where}: {_explained(error, given)}") from None
        if result.cluster is not None and result.runner == "threads":
            raise ConfigError(f"{where}: cluster = {result.cluster!r} needs runner = 'dask' or 'ray'")
        return result

    def as_dict(self) -> dict[str, Any]:
        """Return plain values, as written to `runs.config`."""
        return self.model_dump()


DEFAULTS = RunConfig()


def load_config(path: Path | None) -> RunConfig:
    """Read `tolmach.toml`; None gives the defaults.

    Relative paths of glossaries and overrides are taken from the file's folder.

    Raises:
        ConfigError: the file is missing, is not TOML, or holds a wrong setting.
    """
    return DEFAULTS if path is None else DEFAULTS.with_changes(read_settings(path), str(path))


def read_settings(path: Path) -> dict[str, Any]:
    """Return the settings that a `tolmach.toml` names, relative paths taken from its folder.

    Raises:
        ConfigError: the file is missing, is not TOML, or holds a wrong setting.
    """
    try:
        data = tomllib.loads(read_given(path).decode("utf-8"))
    except OSError as error:
        raise ConfigError(f"{path}: cannot read the configuration ({error.strerror})") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise ConfigError(f"{path}: not valid TOML: {str(error) or 'nested too deeply'}") from error
    config = DEFAULTS.with_changes(data, str(path))
    if "glossaries" in data:
        data["glossaries"] = [str(path.parent / g) for g in config.glossaries]
    if config.overrides is not None:
        data["overrides"] = str(path.parent / config.overrides)
    return data


def allowed(name: str) -> str:
    """Say in words what a setting may be: "a whole number from 1 to 64"."""
    schema = RunConfig.model_json_schema()["properties"][name]
    kinds = schema.get("anyOf", [schema])
    if name == "columns":
        return "a whole number, or a list of strings"
    kind = next(k for k in kinds if k.get("type") != "null")
    if "enum" in kind:
        return f"one of {', '.join(kind['enum'])}"
    if kind["type"] == "integer":
        low, high = kind.get("minimum"), kind.get("maximum")
        return f"a whole number, at least {low}" if high is None else f"a whole number from {low} to {high:,}"
    return {"boolean": "true or false", "array": "a list of strings"}.get(kind["type"], "a string")


def _strings(value: Any) -> list[str]:
    """The strings in a setting."""
    if isinstance(value, list | tuple):
        return [inner for inner in value if isinstance(inner, str)]
    return [value] if isinstance(value, str) else []


def _explained(error: ValidationError, given: Mapping[str, Any]) -> str:
    """The first thing that is wrong, in words."""
    first = error.errors(include_url=False)[0]
    name = str(first["loc"][0])
    if first["type"] == "extra_forbidden":
        near = difflib.get_close_matches(name, RunConfig.model_fields, n=1)
        meant = f"; did you mean {near[0]!r}?" if near else ""
        return f"unknown setting {name!r}{meant} (`tolmach config` lists all)"
    value = given.get(name)
    if first["type"] == "value_error":
        return f"{name} = {value!r} {first['ctx']['error']}"
    if value in ("", [], ()):
        return f"{name} is empty: give {allowed(name)} or leave the setting out"
    return f"{name} = {value!r} must be {allowed(name)}"
