"""The loaded models of this process, and what of them a signature must tell."""

import hashlib
import importlib.metadata
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from flows.config import RunConfig
from flows.corrections.store import for_language
from flows.errors import ConfigError
from flows.tables.history import OVERRIDES
from flows.tables.schemas import SCHEMA_VERSION
from normalize.resolution.overrides import Overrides, load_overrides
from normalize.signature import names_signature
from translate import Memory, Translator
from translate.language.detect import detector_signature
from translate.segment.spans import spans_signature

TARGET = "en"
_KEPT = 4
"""So many configurations are kept loaded."""
VERSIONED = (
    "tolmach",
    "ctranslate2",
    "lingua-language-detector",
    "polars",
    "prefect",
    "pyarrow",
    "razdel",
    "slovnet",
)


@dataclass(frozen=True, slots=True)
class Tools:
    """What a batch needs, loaded once per process.

    Attributes:
        translators: by language translated from.
        signature: everything a row depends on.
    """

    translators: Mapping[str, Translator]
    signature: str


_loading = threading.Lock()


def tools(config: RunConfig, memory: Path | None, corrections: Path | None = None) -> Tools:
    """Return the tools for a configuration, loading them on first use in this process and after a change of its files.

    Raises:
        ModelError: no package for a wanted language. GlossaryError: a glossary cannot be read.
        ConfigError: no language to translate. OverridesError: the overrides are wrong.
        CorrectionsError: the corrections are wrong.
    """
    named = (*config.glossaries, *filter(None, [config.overrides, str(corrections or "")]))
    with _loading:
        return _tools(config, memory, corrections, tuple(map(_state, named)))


def _state(path: str) -> tuple[int, int] | None:
    """What tells that a file has changed: time of the last change in ns and size; None for one that cannot be read."""
    try:
        stat = Path(path).stat()
    except OSError:
        return None
    return stat.st_mtime_ns, stat.st_size


@lru_cache(maxsize=_KEPT)
def _tools(
    config: RunConfig, memory: Path | None, corrections: Path | None, _states: tuple[tuple[int, int] | None, ...]
) -> Tools:
    store = Memory(memory, max_bytes=config.memory_mb * 1_000_000) if memory else None
    translators = {
        lang: Translator.load(
            lang,
            TARGET,
            model=config.model,
            beam=config.beam,
            threads=config.threads,
            compute_type=config.compute_type,
            memory=store,
            glossaries=[Path(g) for g in config.glossaries],
            corrections=for_language(corrections, lang),
        )
        for lang in config.languages
    }
    return Tools(translators, signature(config, translators))


def signature(config: RunConfig, translators: Mapping[str, Translator]) -> str:
    """Return the run signature: same signature and same input give the same rows.

    Raises:
        ConfigError, OverridesError: the overrides cannot be read or are wrong.
    """
    overrides = read_overrides(config.overrides)
    parts = {
        "schema": SCHEMA_VERSION,
        "tolmach": importlib.metadata.version("tolmach"),
        "read": config.signature(),
        "spans": spans_signature(),
        "detect": detector_signature(),
        **{f"{lang}-{TARGET}": t.signature for lang, t in translators.items()},
        "names": names_signature() if config.names else "off",
        "kinds": _kinds(overrides),
        OVERRIDES: overrides.sha256[:12] if overrides else "none",
    }
    return "tolmach " + " ".join(f"{k}:{v}" for k, v in parts.items() if k != "tolmach") + f" v{parts['tolmach']}"


def _kinds(overrides: Overrides | None) -> str:
    """Identity of the kinds that overrides set and the names they ignore: the tables keep no other kind and none of these.

    For others documents are read anew.
    """
    kinds = [(name, str(kind)) for name, kind in sorted(overrides.kind_of().items())] if overrides else []
    ignored = sorted(overrides.ignored()) if overrides else []
    kinds += [("ignore", name) for name in ignored]
    return hashlib.blake2b(repr(kinds).encode(), digest_size=6).hexdigest() if kinds else "none"


def read_overrides(path: str | None) -> Overrides | None:
    """Read the overrides a configuration names.

    Raises:
        ConfigError: the file cannot be read. OverridesError: it is wrong.
    """
    if path is None:
        return None
    try:
        return load_overrides(Path(path))
    except OSError as error:
        raise ConfigError(f"{path}: cannot read the overrides ({error.strerror})") from error


def versions() -> dict[str, str]:
    """Return the versions of tolmach and of the libraries that matter."""
    return {name: importlib.metadata.version(name) for name in VERSIONED}
