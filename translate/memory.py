"""The translation memory: what was translated once is not translated again.

One SQLite file (write-ahead log), safe for several threads and processes. Rows are addressed by content: the key is a
hash of language pair, signature and source text, so another model or other rules never hit, and nothing of the source
text is stored. The memory is a convenience: whatever is wrong with its file, a warning is logged and translation goes
on without it.
"""

import hashlib
import logging
import math
import os
import re
import sqlite3
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, suppress
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from translate.types import STATUSES, Status, Translation

log = logging.getLogger(__name__)

SCHEMA_VERSION: Final = 1
MAX_BYTES: Final = 2 * 1024**3
BUSY_SECONDS: Final = 30.0
_VARIABLES: Final = 900  # older SQLite builds allow 999 per statement
_DAY: Final = 86_400
_EVICT_SHARE: Final = 0.1

_TABLE: Final = """
CREATE TABLE IF NOT EXISTS memory (
    id INTEGER PRIMARY KEY,
    key BLOB NOT NULL UNIQUE,
    text TEXT NOT NULL,
    status TEXT NOT NULL,
    reason TEXT,
    score REAL,
    used INTEGER NOT NULL
)
"""
_INDEX: Final = "CREATE INDEX IF NOT EXISTS memory_used ON memory (used, id)"
_PUT: Final = (
    "INSERT INTO memory (key, text, status, reason, score, used) VALUES (?, ?, ?, ?, ?, ?) "
    "ON CONFLICT (key) DO UPDATE SET text = excluded.text, status = excluded.status, reason = excluded.reason, "
    "score = excluded.score, used = excluded.used"
)
_EVICT: Final = "DELETE FROM memory WHERE id IN (SELECT id FROM memory ORDER BY used, id LIMIT ?)"

# Messages by which SQLite tells a file that is not a database, or no longer one, from one that cannot be used now.
_CORRUPT: Final = ("not a database", "malformed", "unsupported file format")


_COLUMNS: Final = ("id", "key", "text", "status", "reason", "score", "used")
_REASON: Final = re.compile(r"[a-z_]+(?:\+[a-z_]+)*")


class _OtherShapeError(Exception):
    """The file is a database, and not one of this memory's."""


def _check_shape(connection: sqlite3.Connection) -> None:
    """Raise _OtherShapeError for somebody else's database: nothing is written into it."""
    tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')")]
    if not tables:
        return
    columns = tuple(row[1] for row in connection.execute("PRAGMA table_info(memory)"))
    if columns != _COLUMNS:
        raise _OtherShapeError("is a database of another shape" if columns else "is a database of something else")


def _as_text(raw: bytes) -> str:
    return raw.decode("utf-8", "surrogateescape")


def _translation(text: object, status: object, reason: object, score: object) -> Translation | None:
    """A remembered translation; None where a value is none that is ever written."""
    if not isinstance(text, str) or not isinstance(status, str) or status not in STATUSES:
        return None
    if not text or "\0" in text or not _storable(text):
        return None
    if reason is not None and not (isinstance(reason, str) and _REASON.fullmatch(reason)):
        return None
    if score is not None and not (isinstance(score, float) and math.isfinite(score)):
        return None
    return Translation(text, Status(status), reason, score, cached=True)


class Memory:
    """Translations by content, in one file.

    Args:
        path: the SQLite file; made, with its folder, when absent.
        max_bytes: size that is kept by forgetting what was not used for longest (whole days count, then age).

    A corrupt file is moved aside (`<name>.corrupt-<time>`) and a new one begun; so is one in place of a file that was
    deleted. A file that cannot be written (read-only, disk full) is read as long as possible; one that cannot be read
    either is left out; so are a folder or a pipe in its place, somebody else's database, and rows that no translation wrote.
    Each is logged once as a warning.
    """

    def __init__(self, path: str | os.PathLike[str], *, max_bytes: int = MAX_BYTES) -> None:
        self.path = Path(path)
        self.max_bytes = max_bytes
        self._lock = threading.RLock()
        self._connection: sqlite3.Connection | None = None
        self._opened: tuple[int, int, int] | None = None  # what `_identity` was then; None when closed
        self._writable = True
        self._said: set[str] = set()
        self._open()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __len__(self) -> int:
        """Number of remembered translations; 0 without a usable file."""
        with self._lock:
            if self._connection is None:
                return 0
            return int(self._connection.execute("SELECT count(*) FROM memory").fetchone()[0])

    @property
    def writable(self) -> bool:
        """Whether new translations are kept."""
        return self._connection is not None and self._writable

    def close(self) -> None:
        """Close the file; the memory stays usable as an empty, forgetful one."""
        with self._lock:
            self._disconnect()
            self._opened = None

    def get_many(self, pair: str, signature: str, texts: Sequence[str]) -> dict[str, Translation]:
        """What is remembered of `texts`, by source text; each has `cached` set.

        Args:
            pair: languages, e.g. "ru-en".
            signature: what the translations depend on (engine, model, beam, rules).
            texts: source texts; duplicates cost little.
        """
        keys = _keys(pair, signature, texts)
        found: dict[str, Translation] = {}
        today = _today()
        stale: list[int] = []
        with self._lock:
            self._follow()
            if self._connection is None:
                return found
            try:
                for part in _slices(list(keys), _VARIABLES):
                    marks = ",".join("?" * len(part))
                    query = f"SELECT key, text, status, reason, score, used, id FROM memory WHERE key IN ({marks})"  # noqa: S608
                    for key, *values, used, row in self._connection.execute(query, part):
                        known = _translation(*values)
                        if known is None or not isinstance(used, int) or not isinstance(row, int):
                            self._say("has rows that no translation wrote: they are left out")
                            continue
                        found[keys[key]] = known
                        if used < today:
                            stale.append(row)
            except sqlite3.Error as error:
                self._recover(error)
                return found
            if stale and self._writable:
                self._write("UPDATE memory SET used = ? WHERE id = ?", [(today, row) for row in stale])
        return found

    def put_many(self, pair: str, signature: str, translations: Mapping[str, Translation]) -> None:
        """Remember `translations` (by source text) in one transaction; evicts what was unused for longest if too large."""
        if not translations:
            return
        today = _today()
        keys = _keys(pair, signature, list(translations))
        rows = [
            (key, t.text, t.status, t.reason, t.score, today)
            for key, t in ((key, translations[source]) for key, source in keys.items())
            if _storable(t.text)
        ]
        with self._lock:
            self._follow()
            if self._connection is None or not self._writable:
                return
            if self._write(_PUT, rows):
                self._evict()

    def _say(self, what: str) -> None:
        """Log what is wrong, once."""
        if what not in self._said:
            self._said.add(what)
            log.warning("translation memory %s %s", self.path, what)

    def _open(self) -> None:
        try:
            if self.path.exists() and not self.path.is_file():  # a pipe would be waited for, for ever
                self._say("is a folder, a pipe or a device: working without it")
                self._writable = False
                return
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._connection = self._connect()
        except _OtherShapeError as error:
            self._writable = False
            self._say(f"{error}: working without it; move the file away to have a memory")
        except sqlite3.Error as error:
            if _is_corrupt(error):
                self._set_aside(error)
            else:
                self._open_read_only(error)
        except OSError as error:
            self._open_read_only(error)
        finally:
            self._opened = self._identity()

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self.path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")
            version = connection.execute("PRAGMA user_version").fetchone()[0]
            if version not in {0, SCHEMA_VERSION}:
                message = f"file is not a database of version {SCHEMA_VERSION} but {version}"
                raise sqlite3.DatabaseError(message)
            connection.text_factory = _as_text
            _check_shape(connection)
            connection.execute("BEGIN IMMEDIATE")  # fails now, and not at the first batch, when the file is read-only
            connection.execute(_TABLE)
            connection.execute(_INDEX)
            connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
            connection.execute("COMMIT")
        except sqlite3.Error:
            connection.close()
            raise
        return connection

    def _open_read_only(self, error: Exception) -> None:
        self._writable = False
        for options in ("mode=ro", "mode=ro&immutable=1"):  # a WAL file in a read-only folder opens only as immutable
            with suppress(sqlite3.Error):
                uri = f"{self.path.absolute().as_uri()}?{options}"
                connection = sqlite3.connect(
                    uri, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False, uri=True
                )
                connection.text_factory = _as_text
                try:
                    connection.execute(f"SELECT {', '.join(_COLUMNS)} FROM memory LIMIT 1").fetchone()  # noqa: S608
                except sqlite3.Error:
                    connection.close()
                    raise
                self._connection = connection
                log.warning(
                    "translation memory %s cannot be written (%s): it is read, nothing new is kept", self.path, error
                )
                return
        log.warning("translation memory %s cannot be opened (%s): working without it", self.path, error)

    def _set_aside(self, error: sqlite3.Error) -> None:
        """Move a corrupt file away and begin a new one. Caller holds the lock or is the constructor."""
        if self._already_replaced():
            try:
                self._connection = self._connect()
            except sqlite3.Error as second:
                self._open_read_only(second)
            return
        aside = self.path.with_name(f"{self.path.name}.corrupt-{time.strftime('%Y%m%dT%H%M%S')}-{os.getpid()}")
        try:
            self.path.replace(aside)
            for suffix in ("-wal", "-shm"):
                self.path.with_name(self.path.name + suffix).unlink(missing_ok=True)
            self._connection = self._connect()
        except (OSError, sqlite3.Error) as second:
            log.warning(
                "translation memory %s is corrupt (%s) and cannot be replaced (%s): working without it",
                self.path,
                error,
                second,
            )
            return
        log.warning(
            "translation memory %s was corrupt (%s): moved to %s, a new one begun", self.path, error, aside.name
        )

    def _recover(self, error: sqlite3.Error) -> None:
        """After a failing statement: replace a corrupt file, stop writing to one that cannot be written."""
        if _is_corrupt(error):
            self._disconnect()
            self._set_aside(error)
            self._opened = self._identity()
        elif "locked" in str(error) or "busy" in str(error):
            log.warning(
                "translation memory %s was locked for %.0f s by another process: this batch is not kept",
                self.path,
                BUSY_SECONDS,
            )
        else:
            self._writable = False
            self._say(f"cannot be written ({error}): nothing new is kept")

    def _already_replaced(self) -> bool:
        """Whether another process has put a sound file in place of the corrupt one meanwhile."""
        if not self.path.exists():
            return True
        try:
            with closing(sqlite3.connect(self.path, timeout=BUSY_SECONDS)) as connection:
                return bool(connection.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok")
        except sqlite3.Error:
            return False

    def _write(self, statement: str, rows: Sequence[tuple[object, ...]]) -> bool:
        """Run `statement` for all `rows` in one transaction; whether it went well. Caller holds the lock."""
        connection = self._connection
        if connection is None:
            return False
        try:
            connection.execute("BEGIN IMMEDIATE")
            connection.executemany(statement, rows)
            connection.execute("COMMIT")
        except sqlite3.Error as error:
            with suppress(sqlite3.Error):
                connection.execute("ROLLBACK")
            self._recover(error)
            return False
        return True

    def _evict(self) -> None:
        connection = self._connection
        if connection is None:
            return
        try:
            pages, free, size = (
                connection.execute(f"PRAGMA {name}").fetchone()[0]
                for name in ("page_count", "freelist_count", "page_size")
            )
            if (pages - free) * size <= self.max_bytes:
                return
            excess = 1 - self.max_bytes / ((pages - free) * size)
            n_rows = connection.execute("SELECT count(*) FROM memory").fetchone()[0]
        except sqlite3.Error as error:
            self._recover(error)
            return
        self._write(_EVICT, [(max(1, int(n_rows * min(1.0, excess + _EVICT_SHARE))),)])

    def _follow(self) -> None:
        """Open anew in a forked child, for connections must not cross a fork, and when the file has been deleted or
        replaced, for what is written to a deleted file is lost. Caller holds the lock.
        """
        if self._opened is None or self._opened == self._identity():
            return
        if self._opened[0] == os.getpid():
            self._disconnect()
        self._connection = None
        self._writable = True
        self._open()

    def _disconnect(self) -> None:
        if self._connection is not None:
            with suppress(sqlite3.Error):
                self._connection.close()
        self._connection = None

    def _identity(self) -> tuple[int, int, int]:
        """What tells this process's open file from another: process, device and inode (0 without a file)."""
        try:
            stat = self.path.stat()
        except OSError:
            return os.getpid(), 0, 0
        return os.getpid(), stat.st_dev, stat.st_ino


def _keys(pair: str, signature: str, texts: Sequence[str]) -> dict[bytes, str]:
    """Source text by key: blake2b, 128 bit, over pair, signature and text."""
    scope = hashlib.blake2b(f"{pair}\x1f{signature}\x1f".encode(), digest_size=16)
    keys: dict[bytes, str] = {}
    for text in texts:
        digest = scope.copy()
        digest.update(text.encode("utf-8", "surrogatepass"))
        keys[digest.digest()] = text
    return keys


def _slices(items: Sequence[bytes], size: int) -> Iterator[Sequence[bytes]]:
    for start in range(0, len(items), size):
        yield items[start : start + size]


def _today() -> int:
    return int(time.time()) // _DAY


def _is_corrupt(error: sqlite3.Error) -> bool:
    return any(sign in str(error) for sign in _CORRUPT)


def _storable(text: str) -> bool:
    """SQLite stores UTF-8, which has no lone surrogates."""
    return text.isascii() or not any("\ud800" <= character <= "\udfff" for character in text)
