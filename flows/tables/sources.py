"""Physical sources and the uris of what comes from them: records after `#`, members of archives after `!/`."""

import re
from collections.abc import Collection
from typing import Final

_MARK: Final = re.compile(r"#|!/|~\d+\Z")


class SourceNames:
    """The physical sources that uris are looked up in."""

    def __init__(self, names: Collection[str]) -> None:
        self._names = names if isinstance(names, set | frozenset | dict) else frozenset(names)
        self._longest = max(map(len, self._names), default=0)

    def of(self, uri: str) -> str | None:
        """Return the source that a uri belongs to, the longest that fits; None for none of them.

        A file may bear a mark in its own name: `a#b.txt` is no record of `a`, if both are sources.
        """
        found = None
        for mark in _MARK.finditer(uri, 0, min(len(uri), self._longest + 2)):
            if uri[: mark.start()] in self._names:
                found = uri[: mark.start()]
        return uri if uri in self._names else found
