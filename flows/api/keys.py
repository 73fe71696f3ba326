"""API keys: read once, compared in constant time, never written anywhere."""

import hmac
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from flows.errors import ConfigError

VARIABLE: Final = "TOLMACH_API_KEY"
_SHORTEST: Final = 8  # characters; what is shorter can be guessed over a network


def read_keys(file: Path | None, variable: str | None) -> tuple[bytes, ...]:
    """Return the keys that are accepted; none at all lets everybody in.

    Args:
        file: one key a line; empty lines and those that begin with # are passed over.
        variable: a key from the environment.

    Raises:
        ConfigError: the file cannot be read or holds no key, or a key is too short.
    """
    keys = [variable.strip()] if variable and variable.strip() else []
    if file is not None:
        try:
            lines = [line.strip() for line in file.read_text(encoding="utf-8-sig").splitlines()]
        except OSError as error:
            raise ConfigError(f"{file}: cannot read the API keys ({error.strerror})") from error
        except UnicodeDecodeError as error:
            raise ConfigError(f"{file}: the API keys are not UTF-8 text (byte {error.start})") from error
        found = [line for line in lines if line and not line.startswith("#")]
        if not found:
            raise ConfigError(f"{file}: no API key in it: write one a line")
        keys += found
    if any(len(key) < _SHORTEST for key in keys):
        raise ConfigError(f"an API key has fewer than {_SHORTEST} characters: take a longer one")
    return tuple(key.encode() for key in keys)


def is_known(key: str, keys: Sequence[bytes]) -> bool:
    """Whether a key is accepted, in a time that says nothing about how much of it is right."""
    given = key.encode("utf-8", "surrogatepass")
    known = False
    for one in keys:  # all of them, whichever it is
        known |= hmac.compare_digest(given, one)
    return known
