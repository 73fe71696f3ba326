"""Outputs in an object store: what is there and when, what another machine sees, what goes wrong and is said."""

import json
import shutil
import sys
import uuid
from pathlib import Path

import fsspec
import pytest
from fsspec.implementations.memory import MemoryFileSystem
from small_snapshot import publish_small, small_rows

from flows.errors import OutputError, StoreError
from flows.tables import parquet as tables
from flows.tables.integrity import MANIFEST
from flows.tables.remote import Remote, check, folder_of, named
from flows.tables.retention import Retention
from flows.tables.schemas import TABLES
from flows.tables.snapshots import Output

FIRST, SECOND, THIRD = (f"2026030{n}T120000Z-00000abc" for n in (1, 2, 3))


@pytest.fixture
def store():
    """The address of a place in fsspec's memory, its file system, its path there."""
    name = uuid.uuid4().hex
    fs = fsspec.filesystem("memory")
    yield f"memory://{name}/news", fs, f"/{name}/news"
    if fs.exists(f"/{name}"):
        fs.rm(f"/{name}", recursive=True)


@pytest.fixture(autouse=True)
def machine(tmp_path, monkeypatch):
    """Work as a machine of this name: each has a working folder of its own."""

    def be(name):
        monkeypatch.setenv("TOLMACH_WORK_DIR", str(tmp_path / name))

    be("here")
    return be


def files(fs, root, run=""):
    return {path.removeprefix(f"{root}/") for path in fs.find(f"{root}/snapshots/{run}" if run else root)}


def changed():
    """Rows in which one entity has another name."""
    entities = small_rows()["entities"]
    entities[0]["name"] = "Yelena Kuzmina"
    return {"entities": entities}


def test_a_snapshot_is_there_whole_and_named_last(store, monkeypatch):
    address, fs, root = store
    order = []
    put, pipe = MemoryFileSystem.put_file, MemoryFileSystem.pipe_file
    monkeypatch.setattr(MemoryFileSystem, "put_file", lambda s, a, b, **k: (order.append(b), put(s, a, b, **k))[1])
    monkeypatch.setattr(MemoryFileSystem, "pipe_file", lambda s, p, v, **k: (order.append(p), pipe(s, p, v, **k))[1])
    snapshot = publish_small(address, FIRST)
    assert json.loads(fs.cat(f"{root}/latest.json")) == {"run_id": FIRST, "snapshot": f"snapshots/{FIRST}"}
    here = {f"snapshots/{FIRST}/{p.relative_to(snapshot.path)}" for p in snapshot.path.rglob("*") if p.is_file()}
    assert files(fs, root) == {*here, "latest.json"}, "no probe, no staging, no memory is left in the store"
    assert [path.rpartition("/")[2] for path in order[-2:]] == [MANIFEST, "latest.json"]
    assert f"'{address}/snapshots/{FIRST}'" in fs.cat(f"{root}/snapshots/{FIRST}/views.sql").decode()


def test_another_machine_goes_on_from_there(store, machine, monkeypatch):
    address = store[0]
    publish_small(address, FIRST)
    machine("there")
    output = Output(address)
    assert output.current().run_id == FIRST
    assert output.current().read("entities").height == 6
    written = []
    put = MemoryFileSystem.put_file
    monkeypatch.setattr(MemoryFileSystem, "put_file", lambda s, a, b, **k: (written.append(b), put(s, a, b, **k))[1])
    publish_small(address, SECOND, changed())
    parts = [path for path in written if path.endswith(".parquet")]
    assert len(parts) == 1, "unchanged parts are copied within the store"
    assert "/entities/" in parts[0]
    machine("here")
    assert Output(address).current().run_id == SECOND
    assert "Yelena Kuzmina" in Output(address).current().read("entities")["name"].to_list()
    shared = Output(address).current().parts("spans")[0]
    assert shared.stat().st_nlink == 2, "parts that are here already are not fetched again"


def test_two_machines_at_once_lose_nothing(store, machine):
    address, fs, root = store
    publish_small(address, FIRST)
    ours = Output(address)
    ours.prepare()
    machine("there")
    publish_small(address, SECOND, changed())
    machine("here")
    with pytest.raises(OutputError, match=f"another machine has published {SECOND}"):
        ours.show(ours.current())
    assert json.loads(fs.cat(f"{root}/latest.json"))["run_id"] == SECOND
    assert ours.current().run_id == FIRST


def test_a_store_that_fails_midway_shows_the_old_snapshot(store, monkeypatch):
    address, fs, root = store
    publish_small(address, FIRST)
    put = MemoryFileSystem.put_file

    def fails(self, local, remote, **more):
        if "views.sql" in str(remote):
            raise RuntimeError(f"boom at {remote}?token=abcdef123456")
        return put(self, local, remote, **more)

    monkeypatch.setattr(MemoryFileSystem, "put_file", fails)
    with pytest.raises(StoreError, match="cannot write to memory://") as caught:
        publish_small(address, SECOND, changed())
    assert "abcdef123456" not in str(caught.value)
    monkeypatch.undo()
    assert json.loads(fs.cat(f"{root}/latest.json"))["run_id"] == FIRST
    assert f"snapshots/{SECOND}/{MANIFEST}" not in files(fs, root)


def test_half_a_snapshot_is_none_and_pruning_removes_it_everywhere(store, machine):
    address, fs, root = store
    for run in (FIRST, SECOND, THIRD):
        publish_small(address, run)
    fs.rm_file(f"{root}/snapshots/{SECOND}/{MANIFEST}")
    machine("there")
    output = Output(address)
    assert [s.run_id for s in output.snapshots()] == [FIRST, THIRD]
    assert [s.run_id for s in output.prune(Retention(1))] == [FIRST]
    assert not files(fs, root, FIRST)
    assert [s.run_id for s in output.snapshots()] == [THIRD]
    machine("here")
    output = Output(address)
    output.sync()
    assert FIRST not in {s.run_id for s in output.snapshots()}


def test_going_back(store, machine):
    address, _, _ = store
    publish_small(address, FIRST)
    publish_small(address, SECOND, changed())
    output = Output(address)
    output.show(output.snapshots()[0])
    machine("there")
    assert Output(address).current().run_id == FIRST


def test_what_people_have_decided_outlives_the_machine(store, machine):
    address, _, _ = store
    publish_small(address, FIRST)
    with Output(address).locked():
        Output(address).overrides_path.write_text("same: []\n")
    machine("there")
    output = Output(address)
    output.sync()
    assert output.overrides_path.read_text() == "same: []\n"


def test_an_older_snapshot_that_is_exchanged_is_another_in_the_store(store, machine):
    address, fs, root = store
    publish_small(address, FIRST)
    publish_small(address, SECOND)
    machine("there")
    output = Output(address)
    output.current()
    older = output.fetch(output.snapshots()[0])
    rows = changed()["entities"]
    for table in TABLES:
        data = tables.frame(table, rows) if table == "entities" else older.read(table)
        tables.write_part(table, data, output.staging(FIRST) / table / "made.parquet")
    output.exchange(FIRST)
    machine("elsewhere")
    again = Output(address)
    assert again.current().run_id == SECOND
    names = again.fetch(again.snapshots()[0]).read("entities")["name"].to_list()
    assert "Yelena Kuzmina" in names
    assert "Elena Kuzmina" not in names
    assert len([path for path in files(fs, root, FIRST) if "/entities/" in path]) == 1


def test_damage_in_the_store_is_noticed(store, machine):
    address, fs, root = store
    publish_small(address, FIRST)
    (part,) = fs.find(f"{root}/snapshots/{FIRST}/spans")
    fs.pipe_file(part, fs.cat_file(part)[:-1] + b"?")
    machine("there")
    with pytest.raises(OutputError, match=f"{FIRST} is damaged: spans/"):
        Output(address).current()
    assert not list((folder_of(address) / "snapshots").iterdir()), "nothing half fetched is left"


@pytest.mark.parametrize("content", [b"", b"[]", b'{"run_id": "../../etc"}', b'{"run_id": 5}', b"\xff"])
def test_a_latest_json_of_somebody_else_is_not_touched(store, content):
    address, fs, root = store
    fs.pipe_file(f"{root}/latest.json", content)
    for act in (lambda: Output(address).current(), lambda: publish_small(address, FIRST)):
        with pytest.raises(OutputError, match=r"latest\.json names no run"):
            act()
    assert fs.cat_file(f"{root}/latest.json") == content


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("http://me:secret123@x.example/out", "a web server takes no tables"),
        ("https://x.example/out?token=secret123", "a web server takes no tables"),
        ("zip://a.zip", "an archive"),
        ("zip://x::s3://bucket/a.zip", "an archive"),
        ("dir::memory://x", "addresses in addresses"),
        ("simplecache::memory://x", "it is a cache"),
        ("nope://x", "Protocol not known"),
        ("ftp://me:secret123@127.0.0.1:1/x", "cannot open ftp://127.0.0.1:1/x"),
        ("memory://${TOLMACH_NOT_SET}@x", "no variable TOLMACH_NOT_SET"),
    ],
)
def test_what_cannot_be_written_is_refused_in_one_line(address, said):
    with pytest.raises(OutputError) as caught:
        check(address)
    assert said in str(caught.value)
    assert "secret123" not in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_store_that_only_reads_is_refused(store, monkeypatch):
    def refuses(*_, **__):
        raise NotImplementedError

    monkeypatch.setattr(MemoryFileSystem, "pipe_file", refuses)
    with pytest.raises(OutputError, match="cannot be written: name an object store"):
        Output(store[0]).prepare()


def test_a_missing_package_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "s3fs", None)
    with pytest.raises(OutputError, match=r"needs a package that is not installed: pip install 'tolmach\[s3\]'"):
        check("s3://bucket/news")


def test_file_addresses_are_folders(tmp_path):
    assert folder_of(f"file://{tmp_path}/with space") == tmp_path / "with space"
    assert folder_of(f"file://localhost{tmp_path}/with%20space") == tmp_path / "with space"
    assert folder_of("~/out") == Path.home() / "out"
    assert folder_of("plain/folder").as_posix() == "plain/folder"
    snapshot = publish_small(f"file://{tmp_path}/out")
    assert (tmp_path / "out" / "latest").resolve() == snapshot.path
    check(f"file://{tmp_path}/out")


def test_one_place_has_one_working_folder_whatever_its_secrets(tmp_path):
    one, other = Remote("s3://KEY:secret123@bucket/news/"), Remote("s3://bucket/news")
    assert one.folder == other.folder
    assert one.shown == other.shown == "s3://bucket/news"
    folder = folder_of("s3://KEY:secret123@bucket/news/")
    assert named(f"nothing in {folder}") == "nothing in s3://bucket/news"
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def s3(monkeypatch):
    """A store under s3:// that keeps what it was opened with."""
    opened = []

    class Store(MemoryFileSystem):
        protocol = "s3"
        cachable = False

        def __init__(self, **options):
            opened.append(options)
            super().__init__(**options)

        @classmethod
        def _strip_protocol(cls, path):
            return super()._strip_protocol(path.replace("s3a://", "memory://").replace("s3://", "memory://"))

    for scheme in ("s3", "s3a"):
        monkeypatch.setitem(sys.modules["fsspec.registry"]._registry, scheme, Store)
    return opened


@pytest.mark.parametrize(
    "address", ["s3://KEY123:SE/CR%2BET99@bucket{}/news", "s3://${{TOLMACH_LOGIN}}@bucket{}/news", "s3a://KEY123:SE/CR%2BET99@bucket{}"]
)  # fmt: skip
def test_keys_in_an_address_open_the_store_and_are_written_nowhere(s3, monkeypatch, address):
    monkeypatch.setenv("TOLMACH_LOGIN", "KEY123:SE/CR+ET99")
    address = address.format(uuid.uuid4().hex)
    snapshot = publish_small(address, FIRST)
    assert s3[0] == {"key": "KEY123", "secret": "SE/CR+ET99"}
    written = [p for p in folder_of(address).rglob("*") if p.is_file()]
    assert snapshot.path / "views.sql" in written
    assert not [p for p in written if b"ET99" in p.read_bytes() or b"KEY123" in p.read_bytes() or "KEY123" in str(p)]


def test_a_store_that_refuses_says_nothing_of_keys(s3, monkeypatch):
    def refuses(self, path, value, **_):
        raise PermissionError(f"AccessDenied for {path} with SE/CRET99 of KEY123:SE/CRET99")

    monkeypatch.setattr(MemoryFileSystem, "pipe_file", refuses)
    with pytest.raises(OutputError, match="AccessDenied") as caught:
        check(f"s3://KEY123:SE/CRET99@bucket{uuid.uuid4().hex}/news")
    assert "CRET99" not in str(caught.value)
