"""An output in an object store: snapshots there, staging and the translation memory in a working folder here.

    s3://bucket/news/snapshots/<run_id>/<table>/<batch>~<digest>.parquet
    s3://bucket/news/snapshots/<run_id>/manifest.json     written last: a snapshot without it is half a one
    s3://bucket/news/latest.json                          {"run_id": …, "snapshot": "snapshots/<run_id>"}, swapped last of all

A part that the snapshot before has as well is copied within the store. The working folder mirrors the store: it is an output
folder like any other, whose `latest` shows what latest.json names.
"""

import functools
import hashlib
import json
import os
import re
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import Any, Final
from urllib.parse import urlsplit

from flows.errors import OutputError, StoreError
from flows.paths import plain_path
from flows.secrets import keys_apart, redact, reveal
from flows.tables.integrity import MANIFEST, problems
from normalize.resources import read_rows

LATEST: Final = "latest.json"
RUN_ID: Final = re.compile(r"\d{8}T\d{6}Z-[0-9a-f]{8}")
KEPT: Final = ("corrections.tsv", "overrides.yaml")
"""What people have decided: kept in the store as well, so that it outlives the machine."""
INCOMING: Final = ".incoming-"
_SCHEME: Final = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*)(?:::|://)")
_WORK: Final = "TOLMACH_WORK_DIR"
_SLUG: Final = re.compile(r"[^A-Za-z0-9]+")

_known: dict[Path, "Remote"] = {}
"""Working folder → the store behind it, for this process."""


def folder_of(name: str | Path) -> Path:
    """The folder that an output's name means: the path itself, or the working folder of an address.

    Nothing is opened yet: `Remote.check` says whether the address can be written.
    """
    if isinstance(name, Path):
        return name
    path = plain_path(name)
    if not _SCHEME.match(path):
        return Path(path)
    remote = Remote(name)
    _known.setdefault(remote.folder, remote)
    return remote.folder


def remote_of(folder: Path) -> "Remote | None":
    """The store behind a working folder; None for an output on this machine."""
    return _known.get(folder)


def check(name: str | Path) -> None:
    """See that an output can be written, where it is an address.

    Raises:
        OutputError: it cannot.
    """
    remote = remote_of(folder_of(name))
    if remote is not None:
        remote.check()


def address_of(folder: Path) -> str:
    """An output as it was named, to be handed to another process: an address with its secrets, or a path."""
    remote = remote_of(folder)
    return remote.address if remote is not None else str(folder)


def named(text: str) -> str:
    """A message with the addresses of outputs, without secrets, in place of their working folders."""
    for folder, remote in _known.items():
        text = text.replace(str(folder), remote.shown)
    return text


def _scheme(name: str) -> str:
    found = _SCHEME.match(name)
    return found[1].casefold() if found else ""


@functools.cache
def _schemes() -> dict[str, tuple[str, str]]:
    rows = read_rows("flows.tables", "output_schemes.tsv", columns=3, required=2)
    return {scheme: (package, why) for scheme, package, why in rows}


class Remote:
    """A place in an object store where snapshots are published.

    Attributes:
        address: as the user named it; may name environment variables in place of secrets.
        shown: the address without secrets.
        folder: the working folder on this machine.
    """

    def __init__(self, address: str) -> None:
        self.address = address
        self.shown = redact(address).rstrip("/")
        work = os.environ.get(_WORK) or Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "tolmach"
        digest = hashlib.blake2b(self.shown.encode(), digest_size=6).hexdigest()
        slug = _SLUG.sub("-", urlsplit(self.shown).netloc + urlsplit(self.shown).path).strip("-")[:60]
        self.folder = Path(work) / "outputs" / f"{slug}-{digest}"

    # --- opening

    def check(self) -> None:
        """See that the address can be written, before any work.

        Raises:
            OutputError: it cannot.
        """
        fs, root = self._opened
        probe = f"{root}/.tolmach-{secrets.token_hex(6)}"
        with self._said("write to", OutputError):
            try:
                fs.pipe_file(probe, b"tolmach")
                fs.rm_file(probe)
            except NotImplementedError:
                raise OutputError(f"{self.shown} cannot be written: name an object store or a folder with -o") from None

    @functools.cached_property
    def _opened(self) -> tuple[Any, str]:
        """The file system and the path in it.

        Raises:
            OutputError: no such scheme, one that cannot be written, or its package is missing.
        """
        scheme = _scheme(self.address)
        package, why = _schemes().get(scheme, ("", ""))
        if why or "::" in self.address:
            why = why or "addresses in addresses can only be read"
            raise OutputError(f"{self.shown} cannot be an output: {why}; name an object store or a folder with -o")
        try:
            import fsspec

            with self._said("open", OutputError, but=(LookupError, ImportError, ValueError)):
                bare, keys = keys_apart(reveal(self.address))
                fs, root = fsspec.core.url_to_fs(bare, **keys)
        except LookupError as error:
            raise OutputError(f"{self.shown}: {error}") from None
        except ImportError:
            install = f"'tolmach[{package}]'" if package == "s3" else package or f"what fsspec needs for {scheme}"
            raise OutputError(f"{self.shown} needs a package that is not installed: pip install {install}") from None
        except ValueError as error:
            said = redact(str(error), self.address)
            raise OutputError(
                f"{self.shown} cannot be an output ({said}): name an object store or a folder with -o"
            ) from None
        return fs, root.rstrip("/")

    @contextmanager
    def _said(
        self, action: str, kind: type[Exception] = StoreError, but: tuple[type[Exception], ...] = ()
    ) -> Iterator[None]:
        """Turn whatever a store's library raises into one line without secrets; `but` passes."""
        try:
            yield
        except Exception as error:
            if isinstance(error, (OutputError, StoreError, *but)):
                raise
            said = " ".join(redact(str(error) or type(error).__name__, self.address, reveal(self.address)).split())
            raise kind(
                f"cannot {action} {self.shown} ({said[:300]}): check its name, your rights and the connection"
            ) from error

    # --- reading

    def latest(self) -> str | None:
        """The run that is published; None where none is.

        Raises:
            OutputError: the store cannot be read, or latest.json is not ours.
        """
        fs, root = self._opened
        with self._said("read", OutputError):
            fs.invalidate_cache()
            try:
                found = json.loads(fs.cat_file(f"{root}/{LATEST}"))
                run_id = str(found["run_id"])
            except FileNotFoundError:
                return None
            except (ValueError, TypeError, KeyError):
                run_id = ""
        if not RUN_ID.fullmatch(run_id):
            raise OutputError(
                f"{self.shown}/{LATEST} names no run: it is not what tolmach wrote there; it was not touched"
            )
        return run_id

    def runs(self) -> list[str]:
        """The snapshots that are there, oldest first, half ones included."""
        fs, root = self._opened
        with self._said("read", OutputError):
            try:
                found = fs.ls(f"{root}/snapshots", detail=False)
            except FileNotFoundError:
                return []
        return sorted(name for path in found if RUN_ID.fullmatch(name := PurePosixPath(path.rstrip("/")).name))

    def is_whole(self, run_id: str) -> bool:
        """Whether a snapshot was written to its end."""
        fs, root = self._opened
        with self._said("read", OutputError):
            return bool(fs.exists(f"{root}/snapshots/{run_id}/{MANIFEST}"))

    def pull(self, run_id: str) -> None:
        """Bring a snapshot into the working folder; parts that are there in another one are shared.

        Raises:
            OutputError: it is not there, cannot be read, or is damaged.
        """
        fs, root = self._opened
        target = self.folder / "snapshots" / run_id
        incoming = target.with_name(f"{INCOMING}{run_id}-{secrets.token_hex(4)}")
        incoming.mkdir(parents=True)
        try:
            with self._said("read", OutputError):
                for name in self._files(run_id):
                    if not self._have(name, incoming):
                        (incoming / name).parent.mkdir(parents=True, exist_ok=True)
                        fs.get_file(f"{root}/snapshots/{run_id}/{name}", str(incoming / name))
            damage = next(problems(incoming, thorough=True), "")
            if damage:
                raise OutputError(f"{self.shown}/snapshots/{run_id} is damaged: {damage}")
            if not target.exists():  # another process was quicker
                incoming.rename(target)
        finally:
            shutil.rmtree(incoming, ignore_errors=True)

    def pull_kept(self) -> None:
        """Bring what people have decided, where this machine has none of it."""
        fs, root = self._opened
        for name in KEPT:
            if not (self.folder / name).exists():
                with self._said("read", OutputError):
                    if fs.exists(f"{root}/{name}"):
                        temporary = self.folder / f".{name}.tmp"
                        fs.get_file(f"{root}/{name}", str(temporary))
                        temporary.replace(self.folder / name)

    def _files(self, run_id: str) -> list[str]:
        """Files of a snapshot, relative to it; none that leads out of it."""
        fs, root = self._opened
        base = f"{root}/snapshots/{run_id}/"
        found = [path.lstrip("/").removeprefix(base.lstrip("/")) for path in fs.find(base)]
        return [name for name in found if name and not {"..", "."} & {*PurePosixPath(name).parts} and name[0] != "/"]

    def _have(self, name: str, incoming: Path) -> bool:
        """Share a part that another snapshot of the working folder has under the name of its content."""
        if "~" not in name:
            return False
        for other in (self.folder / "snapshots").iterdir():
            if other != incoming and (other / name).is_file():
                (incoming / name).parent.mkdir(parents=True, exist_ok=True)
                try:
                    os.link(other / name, incoming / name)
                except OSError:
                    return False
                return True
        return False

    # --- writing

    def push(self, folder: Path, run_id: str, parent: str | None) -> None:
        """Write a snapshot to the store, its manifest last; nobody sees it yet.

        Args:
            folder: of the snapshot on this machine.
            run_id: of the snapshot.
            parent: the snapshot before, whose parts are copied within the store.

        Raises:
            StoreError: the store refused; what was written has no manifest.
        """
        _, root = self._opened
        with self._said("write to"):
            there = {*self._files(parent)} if parent is not None else set()
            names = [path.relative_to(folder).as_posix() for path in sorted(folder.rglob("*")) if path.is_file()]
            for name in sorted(names, key=lambda n: n == MANIFEST):
                target = f"{root}/snapshots/{run_id}/{name}"
                if not (name in there and "~" in name and self._copied(f"{root}/snapshots/{parent}/{name}", target)):
                    self._put(folder / name, target)

    def push_kept(self) -> None:
        """Write what people have decided to the store, where it is another than there."""
        fs, root = self._opened
        for name in KEPT:
            if (self.folder / name).is_file():
                with self._said("write to"):
                    there = fs.cat_file(f"{root}/{name}") if fs.exists(f"{root}/{name}") else None
                    if there != (self.folder / name).read_bytes():
                        self._put(self.folder / name, f"{root}/{name}")

    def _copied(self, source: str, target: str) -> bool:
        fs, _ = self._opened
        try:
            fs.makedirs(target.rpartition("/")[0], exist_ok=True)
            fs.cp_file(source, target)
        except Exception:  # noqa: BLE001 - a store that cannot copy is written to
            return False
        return True

    def _put(self, source: Path, target: str) -> None:
        fs, _ = self._opened
        fs.makedirs(target.rpartition("/")[0], exist_ok=True)
        fs.put_file(str(source), target)

    def put(self, source: Path, name: str) -> None:
        """Write one more file beside the tables of a snapshot, by its name relative to the place."""
        with self._said("write to"):
            self._put(source, f"{self._opened[1]}/{name}")

    def point(self, run_id: str, before: str | None) -> None:
        """Let latest.json name this run, in one step.

        Raises:
            OutputError: another machine has published since `before`.
            StoreError: the store refused.
        """
        found = self.latest()
        if found not in {before, run_id}:
            raise OutputError(
                f"another machine has published {found} to {self.shown} meanwhile: run again, finished translations are remembered"
            )
        fs, root = self._opened
        with self._said("write to"):
            fs.pipe_file(f"{root}/{LATEST}", json.dumps({"run_id": run_id, "snapshot": f"snapshots/{run_id}"}).encode())

    def remove(self, run_id: str) -> None:
        """Remove a snapshot from the store, its manifest first: what a kill leaves is half a snapshot, which nobody reads."""
        fs, root = self._opened
        with self._said("write to"):
            base = f"{root}/snapshots/{run_id}"
            if fs.exists(f"{base}/{MANIFEST}"):
                fs.rm_file(f"{base}/{MANIFEST}")
            if fs.exists(base):
                fs.rm(base, recursive=True)
