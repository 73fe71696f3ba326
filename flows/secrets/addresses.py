"""Secrets in addresses: user, password, tokens and signatures of a URL are used to open it and written nowhere.

`redact` is the one function that takes them out; everything that is stored, shown or logged goes through it. The address of
a document is the redacted one, so that an address signed anew, or opened by somebody else, is the same document.
"""

import functools
import hashlib
import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import quote, unquote

from normalize.resources import read_rows

REDACTED: Final = "REDACTED"
"""Stands for a secret within a path, where something has to."""
VARIABLE: Final = "TOLMACH_SECRET_"

_USER: Final = (
    re.compile(r"(?<=://)[^\s/?#\"<>]*@"),
    re.compile(r"(?<=://)[^\s/?#:@\[\"<>]*:(?!:|\d{1,5}(?:[/?#]|$))[^\s@\"<>]*@"),  # a key of S3 may hold slashes
)
_QUERY: Final = re.compile(r"([?#;])([^\s\"<>?#;]*)")
_REVEALED: Final = re.compile(r"\$\{(TOLMACH_[A-Z0-9_]+)\}")
_KEYS: Final = re.compile(r"(s3a?://)([^/:@]+):([^@]+)@(.*)", re.DOTALL)
_SHORTEST: Final = 4
"""Shorter secrets are not looked for in messages: they would be found within words."""
_NESTED: Final = 3
"""Addresses within addresses (`?url=https%3A%2F%2F…`) are looked into so deep."""

_LONG: Final = 20
_MIXED: Final = re.compile(r"(?=.*\d)(?=.*[A-Za-z])")

_WORDS: Final = re.compile(r"[^\W_]+")

_Put = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class _Rules:
    names: frozenset[str]
    ends: tuple[str, ...]
    begins: tuple[str, ...]
    beside: dict[str, str]
    long: frozenset[str]
    values: re.Pattern[str]


@functools.cache
def _rules() -> _Rules:
    found: dict[str, list[tuple[str, str]]] = {}
    for kind, pattern, beside in read_rows("flows.secrets", "secrets.tsv", columns=3, required=2):
        found.setdefault(kind, []).append((pattern, beside))

    def of(kind: str) -> list[str]:
        return [pattern for pattern, _ in found[kind]]

    return _Rules(
        frozenset(of("name")),
        tuple(of("end")),
        tuple(of("begin")),
        dict(found["beside"]),
        frozenset(of("long")),
        re.compile("|".join([*of("value"), _REVEALED.pattern])),
    )


def redact(text: str, *addresses: str) -> str:
    """Return an address, or a text that holds addresses, without what is secret in them.

    Args:
        text: an address, a message, a line of a log.
        addresses: secrets of these are also taken out where they stand alone in the text.
    """
    for secret in sorted({s for address in addresses for s in secrets_of(address)}, key=len, reverse=True):
        text = text.replace(secret, REDACTED)
    while (bare := _rewrite(text, lambda _: "")) != text:  # "a:b/c@d@host" takes a second look
        text = bare
    return text


def redact_all(value: Any) -> Any:
    """Return a JSON value with every string in it redacted."""
    if isinstance(value, str):
        return redact(value)
    if isinstance(value, dict):
        return {redact(name) if isinstance(name, str) else name: redact_all(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [redact_all(inner) for inner in value]
    return value


def secrets_of(address: str) -> tuple[str, ...]:
    """Return what is secret in an address, as written and as it is sent."""
    found: list[str] = []

    def note(secret: str) -> str:
        user, _, password = secret.partition(":")
        found.extend((secret, password or user))
        return ""

    _rewrite(address, note)
    both = {form for secret in found for form in (secret, unquote(secret))}
    return tuple(sorted(secret for secret in both if len(secret) >= _SHORTEST))


def hide(address: str) -> str:
    """Return an address with environment variables of this process in place of its secrets, for what others store.

    Children of the process can open it; see `reveal`. An address without secrets is returned as it is.
    """
    if "://" not in address or _REVEALED.search(address):
        return address
    number = 0
    base = hashlib.sha256(redact(address).encode("utf-8", "replace")).hexdigest()[:8].upper()

    def put(secret: str) -> str:
        nonlocal number
        if _REVEALED.fullmatch(secret):  # put there a moment ago
            return secret
        number += 1
        name = f"{VARIABLE}{base}_{number}"
        os.environ[name] = secret
        return f"${{{name}}}"

    return _rewrite(address, put)


def reveal(address: str) -> str:
    """Return an address with the values of the environment variables it names, `${TOLMACH_…}`.

    Raises:
        LookupError: the environment has no such variable.
    """

    def value(match: re.Match[str]) -> str:
        try:
            return os.environ[match[1]]
        except KeyError:
            raise LookupError(f"the environment has no variable {match[1]}, which the address names") from None

    return _REVEALED.sub(value, address)


def keys_apart(address: str) -> tuple[str, dict[str, str]]:
    """Return an address without its keys, and these as the options that its library takes.

    Libraries of object stores do not look for keys in an address: they would take them for a part of the bucket's name, and say
    so. Those of other schemes read user and password themselves.

    >>> keys_apart("s3://KEY:SE/CRET@bucket/news")
    ('s3://bucket/news', {'key': 'KEY', 'secret': 'SE/CRET'})
    """
    found = _KEYS.match(address)
    if found is None:
        return address, {}
    scheme, key, secret, rest = found.groups()
    return f"{scheme}{rest}", {"key": unquote(key), "secret": unquote(secret)}


def _rewrite(text: str, put: _Put, depth: int = 0) -> str:
    """The text with `put(secret)` in place of each secret; what would be left empty is left out."""
    if "://" in text:
        for pattern in _USER:
            text = pattern.sub(lambda match: f"{new}@" if (new := put(match[0][:-1])) else "", text)
    if "=" in text:
        text = _QUERY.sub(lambda match: _parameters(match, put, depth), text)
    return _rules().values.sub(lambda match: put(match[0]) or REDACTED, text)


def _parameters(match: re.Match[str], put: _Put, depth: int) -> str:
    """A query or fragment without the parameters that are secret."""
    given = [piece.partition("=") for piece in match[2].split("&")]
    names = ["-".join(_WORDS.findall(unquote(name).lower())) for name, _, _ in given]
    present = frozenset(names)
    kept: list[str] = []
    for name, (written, equals, value) in zip(names, given, strict=True):
        new = value
        if value and _is_secret(name, value, present):
            new = put(value)
            if not new:
                continue
        elif depth < _NESTED and "%3a%2f%2f" in value.lower():
            inner = unquote(value)
            bare = _rewrite(
                inner, lambda secret: put(secret if _REVEALED.fullmatch(secret) else quote(secret)), depth + 1
            )
            new = quote(bare, safe="${}") if bare != inner else value
        kept.append(f"{written}{equals}{new}")
    return match[1] + "&".join(kept) if kept else ""


def _is_secret(name: str, value: str, present: frozenset[str]) -> bool:
    rules = _rules()
    if name in rules.names or name.endswith(rules.ends) or name.startswith(rules.begins):
        return True
    if name in rules.beside:
        beside = rules.beside[name]
        return any(other == beside or other.endswith(f"-{beside}") for other in present)
    return name in rules.long and len(value) >= _LONG and bool(_MIXED.match(value))
