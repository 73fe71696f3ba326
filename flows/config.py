"""The configuration of a run: one frozen value, from defaults, tolmach.toml and the command line, in that order."""

import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any, get_type_hints

RUNNERS = ("threads", "dask", "ray")


LIMITS: dict[str, tuple[int, int | None]] = {
    "beam": (1, 64),
    "threads": (0, 1_000),
    "workers": (1, 1_000),
    "batch_documents": (1, None),
    "batch_chars": (1, None),
    "keep_snapshots": (1, None),
    "memory_mb": (1, None),
    "max_document_bytes": (1, None),
    "max_line_bytes": (1, None),
    "max_archive_bytes": (1, None),
}
"""The least and the greatest value of every number."""


class ConfigError(ValueError):
    """A setting is wrong; the message names it, where it stands and what is allowed."""


@dataclass(frozen=True, slots=True)
class RunConfig:
    """Everything that can be set for a run; each field is a key of `tolmach.toml` as well.

    Attributes:
        model: Argos package by name or path; None takes the newest installed one.
        beam: beam width; larger is slower and a little better.
        threads: CPU threads of the engine; 0 takes all that the process may use.
        compute_type: CTranslate2 compute type; "default" keeps the model's own.
        languages: languages to translate to English, where a package for the pair is installed.
        glossaries: user glossaries (TSV), later ones win.
        overrides: a person file of name decisions that always win (YAML); None for none.
        names: find and resolve names.
        workers: batches processed side by side.
        runner: where batches run: threads, dask or ray.
        cluster: address of a running Dask scheduler or Ray head; None starts one on this machine. It belongs to its
            runner: a change of the runner alone clears it.
        batch_documents: documents in a batch at most.
        batch_chars: characters in a batch at most, unless one document has more.
        full: start from nothing instead of the published snapshot.
        keep_snapshots: snapshots kept after a run.
        memory_mb: size of the translation memory at most, in megabytes; what was not used for longest goes first.
        text_columns: columns or keys with the text of records, first present wins; empty tries the usual names.
        id_columns: the same for what identifies a record.
        title_columns: the same for the title.
        date_columns: the same for the publication time.
        encoding: charset to assume where nothing better is known; None guesses.
        max_document_bytes: larger documents are rejected.
        max_line_bytes: longer lines of jsonl and csv are rejected.
        max_archive_bytes: archives that unpack to more are rejected.
    """

    model: str | None = None
    beam: int = 4
    threads: int = 0
    compute_type: str = "default"
    languages: tuple[str, ...] = ("ru",)
    glossaries: tuple[str, ...] = ()
    overrides: str | None = None
    names: bool = True
    workers: int = 2
    runner: str = "threads"
    cluster: str | None = None
    batch_documents: int = 500
    batch_chars: int = 4_000_000
    full: bool = False
    keep_snapshots: int = 5
    memory_mb: int = 2_000
    text_columns: tuple[str, ...] = ()
    id_columns: tuple[str, ...] = ()
    title_columns: tuple[str, ...] = ()
    date_columns: tuple[str, ...] = ()
    encoding: str | None = None
    max_document_bytes: int = 50_000_000
    max_line_bytes: int = 20_000_000
    max_archive_bytes: int = 50_000_000_000

    def with_changes(self, changes: Mapping[str, Any], where: str) -> "RunConfig":
        """Return a copy with some settings changed.

        Args:
            changes: new values by field name.
            where: named in the error, e.g. a file's path.

        Raises:
            ConfigError: unknown setting, wrong type or value.
        """
        types = get_type_hints(RunConfig)
        known = {f.name for f in fields(self)}
        checked: dict[str, Any] = {}
        for key, value in changes.items():
            if key not in known:
                raise ConfigError(f"{where}: unknown setting {key!r}; known are {', '.join(sorted(known))}")
            plain = tuple(value) if isinstance(value, list) else value
            if not _fits(plain, types[key]):
                raise ConfigError(f"{where}: {key} = {value!r} must be {_type_name(types[key])}")
            checked[key] = plain
        if "runner" in checked:
            checked.setdefault("cluster", None)
        result = replace(self, **checked)
        for name, (low, high) in LIMITS.items():
            value = getattr(result, name)
            if value < low or (high is not None and value > high):
                allowed = f"at least {low}" if high is None else f"from {low} to {high:,}"
                raise ConfigError(f"{where}: {name} = {value} must be {allowed}")
        if result.model == "":
            raise ConfigError(f"{where}: model is empty: name an Argos package or leave the setting out")
        if result.encoding is not None and not _is_charset(result.encoding):
            raise ConfigError(f"{where}: encoding = {result.encoding!r} is no charset that Python knows, e.g. cp1251")
        if result.runner not in RUNNERS:
            raise ConfigError(f"{where}: runner = {result.runner!r} must be one of {', '.join(RUNNERS)}")
        if result.cluster is not None and result.runner == "threads":
            raise ConfigError(f"{where}: cluster = {result.cluster!r} needs runner = 'dask' or 'ray'")
        return result

    def as_dict(self) -> dict[str, Any]:
        """Return plain values, as written to `runs.config`."""
        return asdict(self)


def load_config(path: Path | None) -> RunConfig:
    """Read `tolmach.toml`; None gives the defaults.

    Relative paths of glossaries and overrides are taken from the file's folder.

    Raises:
        ConfigError: the file is missing, is not TOML, or holds a wrong setting.
    """
    if path is None:
        return RunConfig()
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigError(f"{path}: cannot read the configuration ({error.strerror})") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: not valid TOML: {error}") from error
    config = RunConfig().with_changes(data, str(path))
    return replace(
        config,
        glossaries=tuple(str(path.parent / g) for g in config.glossaries),
        overrides=None if config.overrides is None else str(path.parent / config.overrides),
    )


def _is_charset(name: str) -> bool:
    from normalize.text.decode import known_codec

    return known_codec(name) is not None


def _fits(value: object, kind: object) -> bool:
    if kind is bool:
        return isinstance(value, bool)
    if kind is int:
        return isinstance(value, int) and not isinstance(value, bool)
    if kind == tuple[str, ...]:
        return isinstance(value, tuple) and all(isinstance(v, str) for v in value)
    if kind == (str | None):
        return value is None or isinstance(value, str)
    return isinstance(value, str)


def _type_name(kind: object) -> str:
    names = {bool: "true or false", int: "a whole number", tuple[str, ...]: "a list of strings"}
    return names.get(kind, "a string")  # type: ignore[call-overload, no-any-return]
