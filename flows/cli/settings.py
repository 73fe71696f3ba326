"""Settings on the command line: which are in force and from where, a commented tolmach.toml, the table of the docs."""

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from flows.cli.errors import clear_errors
from flows.cli.results import JsonOption, print_json
from flows.config import DEFAULTS, RunConfig, SourceOptions, allowed, read_settings
from flows.errors import ConfigError

FILE = Path("tolmach.toml")
_TRUSTED_ONLY = ("cluster", "model")
"""Settings that lead out of the folder: a file that merely lies there may not choose a host or a program's data elsewhere."""

ConfigOption = Annotated[
    Path | None, typer.Option("--config", help="A tolmach.toml with settings; ./tolmach.toml is taken if there is one.")
]


def settings(config: Path | None, changes: Mapping[str, Any], *, announce: bool = True) -> RunConfig:
    """Return the settings in force.

    Args:
        config: the file that --config names; None takes ./tolmach.toml if there is one.
        changes: the command line's; None stands for "not given".
        announce: say on stderr that ./tolmach.toml was taken.

    Raises:
        ConfigError: the file or a setting is wrong, or ./tolmach.toml chooses a cluster or a model outside its folder
            although nobody named the file.
    """
    path = config or (FILE if FILE.is_file() else None)
    result = DEFAULTS
    if path is not None:
        found = read_settings(path)
        if config is None:
            _check_found(found)
            if announce:
                sys.stderr.write(f"tolmach: settings of ./{FILE} are used\n")
        result = result.with_changes(found, str(path))
    return result.with_changes(_given(changes), "command line")


def _given(changes: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in changes.items() if value is not None}


def _check_found(found: Mapping[str, Any]) -> None:
    for name in _TRUSTED_ONLY:
        value = found.get(name)
        if value is None or (name == "model" and "/" not in value and "\\" not in value):
            continue
        if name == "model" and Path(value).resolve().is_relative_to(Path.cwd()):
            continue
        raise ConfigError(
            f"./{FILE} sets {name} = {value!r}, and nobody named the file: add --config {FILE} if that is wanted"
        )


def init(
    path: Annotated[Path, typer.Argument(help="The file to write.")] = FILE,
    force: Annotated[bool, typer.Option("--force", help="Overwrite a file that is there.")] = False,
    json_: JsonOption = False,
) -> None:
    """Write a tolmach.toml with every setting, its default and what it is for, all commented out.

    Example: tolmach init && $EDITOR tolmach.toml
    """
    with clear_errors():
        if path.exists() and not force:
            raise ConfigError(f"{path} is there already: name another file, or --force to overwrite it")
        path.write_text(template(), encoding="utf-8")
        if json_:
            print_json({"path": str(path)})
        else:
            print(path)


def show(config: ConfigOption = None, json_: JsonOption = False) -> None:
    """Show every setting that is in force, and where it comes from.

    Example: tolmach config --config news.toml
    """
    with clear_errors():
        path = config or (FILE if FILE.is_file() else None)
        result = settings(config, {}, announce=False)
        named = read_settings(path) if path else {}
        rows = [(name, value, str(path) if name in named else "default") for name, value in result.as_dict().items()]
        if json_:
            print_json({name: {"value": v, "from": where} for name, v, where in rows})
            return
        for name, value, where in rows:
            print(f"{name:20} {toml(value) or '(left out)':28} {where}")


def register(app: typer.Typer) -> None:
    """Add `tolmach init` and `tolmach config`."""
    app.command("init")(init)
    app.command("config")(show)


def toml(value: Any) -> str:
    """Return a default as TOML writes it; "" for a setting that is left out."""
    return "" if value is None else json.dumps(value, ensure_ascii=False)


def template() -> str:
    """Return a tolmach.toml that sets nothing and explains everything."""
    lines = [
        "# Settings of tolmach. Take away the # before a setting to change it. Paths are relative to this file.",
        "",
    ]
    for name, field in RunConfig.model_fields.items():
        lines += [f"# {field.description} ({allowed(name)})", f"# {name} = {toml(field.default) or '…'}", ""]
    return "\n".join(lines)


def document() -> str:
    """Return docs/settings.md."""
    head = (
        "# Settings\n\nIn `tolmach.toml` (`tolmach init` writes one, `tolmach config` shows what is in force), as `config` of the "
        "Prefect flows, and some as options of `tolmach run`. Written by `python -m flows.cli.settings`; a test keeps it "
        "equal to the code.\n"
    )
    parts = [head]
    reading = set(SourceOptions.model_fields)
    for title, own in (("Running and translating", False), ("Reading", True)):
        parts.append(f"\n## {title}\n\n| setting | default | allowed | what it does |\n|---|---|---|---|\n")
        parts += (
            f"| `{name}` | {f'`{toml(field.default)}`' if field.default is not None else 'left out'} | {allowed(name)} "
            f"| {field.description} |\n"
            for name, field in RunConfig.model_fields.items()
            if (name in reading) is own
        )
    return "".join(parts)


if __name__ == "__main__":
    print(document(), end="")
