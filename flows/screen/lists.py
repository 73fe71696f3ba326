"""Lists to screen against, read entry by entry: FollowTheMoney JSON lines (OpenSanctions' nested targets, too), tables of names.

A list is taken whole or not at all: an entry passed over in silence would be somebody nobody looks for. What is wrong is named
with its line.
"""

import gzip
import hashlib
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from flows.errors import ListError
from flows.screen.entries import Entry
from flows.screen.ftm import ftm_entries
from flows.screen.names_table import table_entries

_GZIP = b"\x1f\x8b"
_BINARY = {b"PK\x03\x04": "a zip archive", b"PAR1": "a Parquet file", b"%PDF": "a PDF file"}
_HEAD = 1 << 16


@dataclass(slots=True)
class NameList:
    """A list on disk.

    Attributes:
        path: its file; .gz is unpacked while reading.
        passed_over: entries of kinds that no entity can be (ships, addresses) or without a name; complete once all were read.
    """

    path: Path
    passed_over: int = 0

    def entries(self) -> Iterator[Entry]:
        """Yield the entries.

        Raises:
            ListError: the file cannot be read, is no list, or has a line that is damaged.
        """
        count = 0
        try:
            with self._open() as stream:
                head = stream.peek(_HEAD).lstrip(b"\xef\xbb\xbf \t\r\n")
                if not head:
                    raise ListError(f"{self.path} is empty: name a list with entries")
                reader = ftm_entries if head[:1] in b"{[" else table_entries
                for entry in reader(stream, str(self.path)):
                    if entry is None:
                        self.passed_over += 1
                    else:
                        count += 1
                        yield entry
        except (OSError, EOFError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            raise ListError(
                f"cannot read the list {self.path} ({reason}): check its name and that it is whole"
            ) from error
        if not count:
            raise ListError(
                f"{self.path} has nobody to screen for: {self.passed_over} entries without a name or of other kinds than "
                "persons, organisations and places"
            )

    def sha256(self) -> str:
        """Digest of the file as it lies there."""
        with self.path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()

    def _open(self) -> io.BufferedReader:
        stream = self.path.open("rb")
        head = stream.peek(4)[:4]
        what = next((name for magic, name in _BINARY.items() if head.startswith(magic)), "")
        if what:
            stream.close()
            raise ListError(
                f"{self.path} is {what}: give JSON lines or a table of text (.json, .csv, .tsv, .txt, also .gz)"
            )
        if head.startswith(_GZIP):
            return io.BufferedReader(gzip.GzipFile(fileobj=stream))
        return stream
