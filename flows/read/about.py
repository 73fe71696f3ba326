"""What a source says of a document, as columns of the table `documents`."""

import json
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from flows.read.types import About, well_formed
from flows.secrets import redact, redact_all

LONGEST = 2_000
"""Characters of an author, a site or an address; longer ones are damage."""
LONGEST_EXTRA = 20_000
"""Characters of `extra`; the longest values are left out of a record that has more."""


def about_columns(about: About, source_uri: str) -> dict[str, str | None]:
    """Return url, author, site, domain and extra (a JSON object); None for what is not known."""
    url = _address(about.url or (source_uri if source_uri.startswith(("http://", "https://")) else ""))
    return {
        "url": url or None,
        "author": _short(about.author),
        "site": _short(about.site),
        "domain": domain(url),
        "extra": _extra(about.extra),
    }


def domain(url: str) -> str | None:
    """Return the host of a web address, without www."""
    try:
        host = urlsplit(url).hostname
    except ValueError:
        return None
    return host.removeprefix("www.") if host and "." in host else None


def _address(url: str) -> str:
    """A web address without secrets and fragment; "" for a broken one."""
    try:
        parts = urlsplit(redact(url))
        host = parts.hostname or ""
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return ""
    bare = f"[{host}]{port}" if ":" in host else f"{host}{port}"
    return well_formed(urlunsplit((parts.scheme, bare, parts.path, parts.query, "")))[:LONGEST]


def _short(text: str | None) -> str | None:
    plain = " ".join(well_formed(text or "").split())
    return plain[:LONGEST] or None


def _extra(extra: Any) -> str | None:
    kept = {str(name): redact_all(value) for name, value in dict(extra).items()}
    while kept:
        text = well_formed(json.dumps(kept, ensure_ascii=False, default=str))
        if len(text) <= LONGEST_EXTRA:
            return text
        del kept[max(kept, key=lambda name: len(str(kept[name])))]
    return None
