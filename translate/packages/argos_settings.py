"""Argos' own settings, as far as they say where packages are and where new ones come from.

Read here and not through `argostranslate.settings`, which makes folders in the home folder when it is imported and comes with
sentence splitters of several gigabytes. Names and precedence are Argos' (argostranslate 1.11): an environment
variable, then `settings.json` in its configuration folder, then the default.
"""

import os
from pathlib import Path
from typing import Final

from normalize.user_files import parse_json

INDEX: Final = "https://raw.githubusercontent.com/argosopentech/argospm-index/main/"


def package_folders() -> list[Path]:
    """Folders of installed packages; the first is where new ones go."""
    default = _home_folder("XDG_DATA_HOME", ".local/share") / "packages"
    snap = os.environ.get("SNAP")
    bundled = [Path(snap) / "snap_custom" / "packages"] if snap else []
    return [Path(_setting("ARGOS_PACKAGES_DIR") or default), *bundled]


def index_address() -> str:
    """Address of the list of packages that can be fetched."""
    return f"{_setting('ARGOS_PACKAGE_INDEX') or INDEX}index.json"


def _setting(key: str) -> str | None:
    value = os.environ.get(key)
    if value is not None:
        return value
    try:
        found = parse_json((_home_folder("XDG_CONFIG_HOME", ".config") / "settings.json").read_bytes())
    except (OSError, ValueError):
        return None
    written = found.get(key) if isinstance(found, dict) else None
    return written if isinstance(written, str) else None


def _home_folder(variable: str, default: str) -> Path:
    """Argos' folder of one kind."""
    home = Path(os.environ.get("SNAP_USER_DATA") or Path.home()) if "SNAP" in os.environ else Path.home()
    return Path(os.environ.get(variable) or home / default) / "argos-translate"
