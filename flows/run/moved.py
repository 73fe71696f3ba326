"""Sources that are there under another name: renamed files, and names of output folders from before absolute ones."""

import logging
import os
from collections import defaultdict
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Final

from flows.read.uris import absolute, is_url, shown
from flows.tables.history import Source

TOLD: Final = 10  # a renamed folder is told by its first files

log = logging.getLogger(__name__)


class Predecessors:
    """The sources of the parent snapshot, by what tells that a new source is one of them.

    A file is the successor of another when it has its bytes and the other is not there any more. Snapshots of earlier
    versions named files as they were given, relative ones too: such a name stands for the file it leads to from here, or
    for one whose path ends like it.
    """

    def __init__(self, sources: Mapping[str, Source]) -> None:
        """Take the parent's sources, by uri."""
        self._free = {uri for uri in sources if not is_url(uri)}
        self._relative = {uri for uri in self._free if not Path(uri).is_absolute()}
        self._by_path = {absolute(uri): uri for uri in self._relative}
        self._by_content: defaultdict[str, list[str]] = defaultdict(list)
        for uri in sorted(self._free):
            if sources[uri].content:
                self._by_content[sources[uri].content].append(uri)

    def take(self, uri: str, content: str, present: Collection[str]) -> str | None:
        """Return the source that a new one was before, which can be nobody else's predecessor then; or None.

        Args:
            uri: of the new source.
            content: digest of its bytes; "" where it is not known.
            present: the sources that this run has met.
        """
        found = self._named_before(uri)
        if found is None or found not in self._free or found in present:
            same = self._by_content.get(content, ()) if content else ()
            gone = (old for old in same if old in self._free and old not in present and not _is_there(old))
            found = next(gone, None)
        if found is not None:
            self._free.discard(found)
        return found

    def _named_before(self, uri: str) -> str | None:
        """The relative name of an earlier version that stands for a file."""
        if not self._relative:
            return None
        parts = uri.split("/")
        endings = ("/".join(parts[n:]) for n in range(1, len(parts)))
        return self._by_path.get(uri) or next((ending for ending in endings if ending in self._relative), None)


def _is_there(uri: str) -> bool:
    r"""Whether a file is there; one whose name is no Unicode cannot be looked up by its uri (`\xff`) and counts as there."""
    return "\\x" in uri or os.path.lexists(uri)


def tell_renamed(renamed: Mapping[str, str]) -> None:
    """Log which files are there under another name."""
    moved = {old: new for old, new in renamed.items() if Path(old).is_absolute()}
    for old, new in list(moved.items())[:TOLD]:
        log.warning("%s was %s before: its documents are there under the new name", shown(new), shown(old))
    if len(moved) > TOLD:
        log.warning("%s more files have another name than before", f"{len(moved) - TOLD:,}")
    if legacy := len(renamed) - len(moved):
        log.warning(
            "%s sources had relative names from an earlier version of tolmach: they were read anew under absolute ones",
            f"{legacy:,}",
        )
