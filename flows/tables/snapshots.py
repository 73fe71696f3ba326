"""Where a run's tables live and how they become visible: staging, snapshots, the `latest` link, the lock.

    output/.lock                     held by the run that is writing
    output/.cache/memory.sqlite      translation memory
    output/corrections.tsv           what people wrote; see flows.corrections
    output/overrides.yaml            what people decided about names, where the configuration names no other file
    output/.staging/<run_id>/        a run at work; removed when it ends
    output/snapshots/<run_id>/<table>/<batch>~<digest of the content>.parquet
    output/snapshots/<run_id>/manifest.json
    output/snapshots/<run_id>/views.sql   DuckDB views over it; see flows.tables.views
    output/latest -> snapshots/<run_id>
    output/journal.jsonl             the runs that changed nothing

A reader sees the old snapshot or the new one, never a mixture: everything is written in staging, renamed as a whole, and
last the link is swapped by one atomic rename. Parts that did not change are hard links to the parent's files.

Polars is imported where tables are read or written: the command line looks at folders without it.
"""

import logging
import os
import secrets
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from filelock import FileLock, Timeout

from flows.errors import OutputError
from flows.tables.integrity import EMPTY, seal, write_manifest
from flows.tables.remote import INCOMING, RUN_ID, folder_of, remote_of
from flows.tables.retention import Retention, outdated

if TYPE_CHECKING:
    import polars as pl

log = logging.getLogger(__name__)


_PULLING = 24 * 3600
"""Seconds after which a download of a snapshot is taken for the rest of one that was killed; readers take no lock."""
STATE = "_state"  # not a table: what the next run needs to know about the sources


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A published set of tables.

    Attributes:
        path: its folder; the folder's name is the run's id.
    """

    path: Path

    @property
    def run_id(self) -> str:
        """The run that published it."""
        return self.path.name

    @property
    def started_at(self) -> datetime:
        """When its run started, UTC: as its id tells; else the time of its folder."""
        try:
            return datetime.strptime(self.run_id[:16], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
        except ValueError:
            return datetime.fromtimestamp(self.path.stat().st_mtime, UTC)

    def parts(self, table: str) -> list[Path]:
        """Return the Parquet files of a table, sorted by name."""
        return sorted((self.path / table).glob("*.parquet"))

    def read(self, table: str, columns: list[str] | None = None) -> "pl.DataFrame":
        """Read a table into memory."""
        from flows.tables import parquet as tables

        return tables.read(self.parts(table), columns, table=table)


def new_run_id(now: datetime | None = None) -> str:
    """Return an id that sorts by start time, e.g. 20261124T143005Z-9f3a11c7: five hex digits of microseconds, three of chance."""
    moment = (now or datetime.now(UTC)).astimezone(UTC)
    return f"{moment:%Y%m%dT%H%M%SZ}-{moment.microsecond:05x}{secrets.randbelow(4096):03x}"


class Output:
    """An output folder, or the working folder of an output in an object store; see `flows.tables.remote`.

    Attributes:
        path: the folder on this machine.
        remote: the store behind it, if any: what is published goes there first.
    """

    def __init__(self, path: str | Path) -> None:
        self.path = folder_of(path)
        self.remote = remote_of(self.path)
        self._synced = self.remote is None

    @property
    def memory_path(self) -> Path:
        """The translation memory's file."""
        return self.path / ".cache" / "memory.sqlite"

    @property
    def corrections_path(self) -> Path:
        """The file of the corrections by people."""
        return self.path / "corrections.tsv"

    @property
    def overrides_path(self) -> Path:
        """The overrides that hold where a configuration names none."""
        return self.path / "overrides.yaml"

    @property
    def latest(self) -> Path:
        """The link readers follow."""
        return self.path / "latest"

    def staging(self, run_id: str) -> Path:
        """Return the folder of a run at work."""
        return self.path / ".staging" / run_id

    def _check_own(self) -> None:
        """Look at what tolmach would overwrite or remove, before it does.

        Raises:
            OutputError: it is something that somebody else has put there.
        """
        lock, staging = self.path / ".lock", self.path / ".staging"
        if os.path.lexists(lock) and (lock.is_symlink() or not lock.is_file() or lock.stat().st_size):
            self._refuse(lock, "the empty file that tolmach locks")
        if os.path.lexists(staging):
            if staging.is_symlink() or not staging.is_dir():
                self._refuse(staging, "the folder that tolmach works in")
            if strange := next((p for p in staging.iterdir() if not RUN_ID.fullmatch(p.name)), None):
                self._refuse(strange, "the work of a run")
        self._check_latest()

    def _check_latest(self) -> None:
        if os.path.lexists(self.latest):
            target = self.latest.readlink() if self.latest.is_symlink() else None
            if target is None or (self.path / target).parent.resolve() != (self.path / "snapshots").resolve():
                self._refuse(self.latest, "the link to a snapshot that tolmach keeps there")

    def _refuse(self, path: Path, expected: str) -> NoReturn:
        what = f"link to {path.readlink()}" if path.is_symlink() else "folder" if path.is_dir() else "file"
        raise OutputError(
            os.fsencode(
                f"{path} is a {what} that somebody else has put there, not {expected}: it was not touched; "
                "move it away, or choose another folder with -o"
            ).decode("utf-8", "backslashreplace")
        )

    def prepare(self) -> None:
        """Create the folder.

        Raises:
            OutputError: it cannot be created or written, or something of somebody else stands where tolmach writes.
        """
        self._check_own()
        if self.remote is not None:
            self.remote.check()
        try:
            (self.path / ".cache").mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise OutputError(
                f"cannot write to the output folder {self.path} ({error.strerror or error}): choose another with -o"
            ) from error
        self.sync()

    def sync(self) -> None:
        """Let the working folder show what the store shows; nothing for an output on this machine.

        Raises:
            OutputError: the store cannot be read, or what it shows is damaged.
        """
        self._synced = True
        if self.remote is None:
            return
        run_id = self.remote.latest()
        if run_id is None:
            self.latest.unlink(missing_ok=True)
            return
        snapshot = Snapshot(self.path / "snapshots" / run_id)
        if not snapshot.path.is_dir():
            self.remote.pull(run_id)
            there = {*self.remote.runs()}
            for old in self._here():
                if old.run_id < run_id and old.run_id not in there:
                    shutil.rmtree(old.path, ignore_errors=True)
        self.remote.pull_kept()
        if not self.latest.is_symlink() or self.latest.resolve() != snapshot.path.resolve():
            self._link(snapshot)

    def fetch(self, snapshot: Snapshot) -> Snapshot:
        """Return a snapshot whose files are on this machine.

        Raises:
            OutputError: the store does not have it whole.
        """
        if self.remote is not None and not snapshot.path.is_dir():
            self.remote.pull(snapshot.run_id)
        return snapshot

    @contextmanager
    def locked(self, timeout: float = -1) -> Iterator[None]:
        """Hold the folder against other runs; the lock dies with the process.

        Args:
            timeout: seconds to wait; -1 waits for ever, 0 not at all.

        Raises:
            OutputError: the other run did not finish in time, or something of somebody else stands where tolmach writes.
        """
        self._check_own()
        lock = FileLock(self.path / ".lock")
        try:
            lock.acquire(timeout=0)
        except Timeout:
            log.warning("another run is writing to %s: waiting for it to finish", self.path)
            try:
                lock.acquire(timeout=timeout, poll_interval=0.2)
            except Timeout:
                raise OutputError(
                    f"another run is writing to {self.path}: wait for it, or choose another folder with -o"
                ) from None
        try:
            yield
            if self.remote is not None:
                self.remote.push_kept()
        finally:
            lock.release()

    def sweep_staging(self) -> None:
        """Remove what killed runs left: staging, links that were not swapped, snapshots half pruned; call with the lock held."""
        shutil.rmtree(self.path / ".staging", ignore_errors=True)
        for link in self.path.glob(".latest-*"):
            link.unlink(missing_ok=True)
        for doomed in (self.path / "snapshots").glob(".removed-*"):
            shutil.rmtree(doomed, ignore_errors=True)
        for doomed in (self.path / "snapshots").glob(f"{INCOMING}*"):
            if time.time() - doomed.stat().st_mtime > _PULLING:
                shutil.rmtree(doomed, ignore_errors=True)

    def current(self) -> Snapshot | None:
        """Return the published snapshot, if there is one.

        Raises:
            OutputError: `latest` is something that somebody else has put there, or the store cannot be read.
        """
        if not self._synced:
            self.sync()
        self._check_latest()
        if not self.latest.is_symlink() and not self.latest.exists():
            return None
        path = self.latest.resolve()
        return Snapshot(path) if path.is_dir() else None

    def snapshots(self) -> list[Snapshot]:
        """Return every snapshot, oldest first; one of a store may not be on this machine yet, see `fetch`."""
        here = {snapshot.run_id: snapshot for snapshot in self._here()}
        if self.remote is None:
            return list(here.values())
        there = [run_id for run_id in self.remote.runs() if run_id in here or self.remote.is_whole(run_id)]
        return [here.get(run_id) or Snapshot(self.path / "snapshots" / run_id) for run_id in there]

    def _here(self) -> list[Snapshot]:
        root = self.path / "snapshots"
        if not root.is_dir():
            return []
        return [Snapshot(p) for p in sorted(root.iterdir()) if p.is_dir() and not p.name.startswith(".")]

    def publish(self, run_id: str) -> Snapshot:
        """Turn a finished staging folder into the snapshot readers see.

        Raises:
            OSError: the disk refused; `latest` still shows the old snapshot.
        """
        staging = self._finished(run_id)
        target = self.path / "snapshots" / run_id
        target.parent.mkdir(parents=True, exist_ok=True)
        staging.rename(target)
        _sync_folder(target.parent)
        try:
            if self.remote is not None:
                before = self.current()
                self.remote.push(target, run_id, before.run_id if before else None)
            self.show(Snapshot(target))
        except BaseException:
            if self.remote is not None:  # what the store does not have is not published
                shutil.rmtree(target, ignore_errors=True)
            raise
        return Snapshot(target)

    def exchange(self, run_id: str) -> None:
        """Put a finished staging folder in the place of an older snapshot, which `latest` does not show.

        Raises:
            OSError: the disk refused.
        """
        staging = self._finished(run_id)
        target = self.path / "snapshots" / run_id
        doomed = target.with_name(f".removed-{run_id}")
        target.rename(doomed)
        staging.rename(target)
        _sync_folder(target.parent)
        shutil.rmtree(doomed)
        if self.remote is not None:
            self.remote.remove(run_id)
            self.remote.push(target, run_id, None)

    def _finished(self, run_id: str) -> Path:
        """The staging folder of a run with every table, parts named after their content, and the manifest."""
        from flows.tables import parquet as tables
        from flows.tables.schemas import TABLES
        from flows.tables.views import write_views

        staging = self.staging(run_id)
        for table in TABLES:
            folder = staging / table
            if not any(folder.glob("*.parquet")):
                tables.write_part(table, tables.frame(table, []), folder / f"{EMPTY}.parquet")
            for part in list(folder.glob("*.parquet")):
                seal(part)
        write_manifest(staging, list(TABLES))
        published = self.path / "snapshots" / run_id
        write_views(staging, f"{self.remote.shown}/snapshots/{run_id}" if self.remote else published.resolve())
        return staging

    def show(self, snapshot: Snapshot) -> None:
        """Let `latest` be this snapshot, in one step; the one before is noted as just gone out of view.

        Raises:
            OutputError: another machine has published to the store meanwhile.
        """
        before = self.current()
        if self.remote is not None:
            self.remote.point(snapshot.run_id, before.run_id if before else None)
        self._link(snapshot)
        if before is not None:
            with suppress(OSError):
                os.utime(before.path)  # its grace time begins

    def _link(self, snapshot: Snapshot) -> None:
        link = self.path / f".latest-{snapshot.run_id}"
        link.unlink(missing_ok=True)  # of a run that was killed here
        link.symlink_to(Path("snapshots") / snapshot.run_id)
        link.replace(self.latest)
        _sync_folder(self.path)

    def prune(self, retention: Retention, now: datetime | None = None) -> list[Snapshot]:
        """Remove the snapshots that nothing keeps; the published one always stays.

        Args:
            retention: what is kept.
            now: UTC; left out, the present.

        Returns:
            The removed ones.
        """
        current = self.current()
        old = outdated(self.snapshots(), retention, now or datetime.now(UTC))
        removed = [s for s in old if current is None or s.path.resolve() != current.path]
        for snapshot in removed:
            self.remove(snapshot)
        return removed

    def remove(self, snapshot: Snapshot) -> None:
        """Remove a snapshot: out of the list in one step, so that a kill meanwhile leaves no half snapshot in it."""
        if self.remote is not None:
            self.remote.remove(snapshot.run_id)
            if not snapshot.path.is_dir():
                return
        doomed = snapshot.path.with_name(f".removed-{snapshot.run_id}")
        snapshot.path.rename(doomed)
        shutil.rmtree(doomed)


def link_or_copy(source: Path, target: Path) -> None:
    """Hard-link a part into another folder; copy where the file system has no hard links."""
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


def _sync_folder(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
