"""The translation memory: content-addressed, shared, bounded, and never a reason to crash."""

import logging
import multiprocessing
import os
import shutil
import sqlite3
import threading
import time
from contextlib import ExitStack

import pytest
from memory_worker import PAIR, SIGNATURE, made, put_some

from translate import memory as memory_module
from translate.memory import Memory


def test_what_was_put_is_got_marked_as_cached(tmp_path):
    with Memory(tmp_path / "sub" / "memory.sqlite") as memory:
        memory.put_many(
            PAIR, SIGNATURE, {"Да": made("Yes", status="mended", reason="numbers"), "Нет": made("No", score=None)}
        )
        got = memory.get_many(PAIR, SIGNATURE, ["Нет", "Да", "Да", "Может быть"])
    assert got == {
        "Да": made("Yes", status="mended", reason="numbers", cached=True),
        "Нет": made("No", score=None, cached=True),
    }


def test_it_outlives_the_process_that_wrote_it(tmp_path):
    path = tmp_path / "memory.sqlite"
    with Memory(path) as memory:
        memory.put_many(PAIR, SIGNATURE, {"Да": made("Yes")})
    with Memory(path) as memory:
        assert memory.get_many(PAIR, SIGNATURE, ["Да"])["Да"].text == "Yes"


def test_another_signature_or_pair_never_hits(tmp_path):
    with Memory(tmp_path / "memory.sqlite") as memory:
        memory.put_many(PAIR, SIGNATURE, {"Да": made("Yes")})
        assert memory.get_many(PAIR, "other", ["Да"]) == {}
        assert memory.get_many("uk-en", SIGNATURE, ["Да"]) == {}
        assert memory.get_many(PAIR, SIGNATURE, ["да", "Да ", " Да"]) == {}


def test_putting_again_replaces(tmp_path):
    with Memory(tmp_path / "memory.sqlite") as memory:
        memory.put_many(PAIR, SIGNATURE, {"Да": made("Yes")})
        memory.put_many(PAIR, SIGNATURE, {"Да": made("Yeah")})
        assert memory.get_many(PAIR, SIGNATURE, ["Да"])["Да"].text == "Yeah"
        assert len(memory) == 1


def test_source_texts_are_not_stored(tmp_path):
    path = tmp_path / "memory.sqlite"
    with Memory(path) as memory:
        memory.put_many(PAIR, SIGNATURE, {"совершенно секретно": made("top secret")})
    assert "секретно".encode() not in path.read_bytes()


def test_empty_calls(tmp_path):
    with Memory(tmp_path / "memory.sqlite") as memory:
        memory.put_many(PAIR, SIGNATURE, {})
        assert memory.get_many(PAIR, SIGNATURE, []) == {}


def test_lone_surrogates_do_no_harm(tmp_path):
    with Memory(tmp_path / "memory.sqlite") as memory:
        memory.put_many(PAIR, SIGNATURE, {"\ud800": made("\ud800"), "Да": made("Yes")})
        assert memory.get_many(PAIR, SIGNATURE, ["\ud800", "Да"]).keys() == {"Да"}


def test_it_stays_within_its_bounds_and_forgets_the_longest_unused(tmp_path, monkeypatch):
    day = 1_000_000
    monkeypatch.setattr(memory_module, "_today", lambda: day)
    with Memory(tmp_path / "memory.sqlite", max_bytes=400_000) as memory:
        memory.put_many(PAIR, SIGNATURE, {"старое": made("old"), "нужное": made("needed")})
        day += 1
        assert memory.get_many(PAIR, SIGNATURE, ["нужное"])  # used again today
        for batch in range(20):
            memory.put_many(PAIR, SIGNATURE, {f"{batch} {i}": made("x" * 200) for i in range(200)})
        size = sum(f.stat().st_size for f in tmp_path.iterdir() if not f.name.endswith(("-wal", "-shm")))
        assert size < 800_000
        assert 500 < len(memory) < 4_000
        assert "старое" not in memory.get_many(PAIR, SIGNATURE, ["старое"])
        assert memory.get_many(PAIR, SIGNATURE, ["19 199"])


@pytest.mark.parametrize(
    "content",
    [b"this is no database at all, but long enough to look like one" * 20, b"SQLite format 3\x00" + b"\xff" * 5000],
)
def test_a_corrupt_file_is_moved_aside(tmp_path, caplog, content):
    path = tmp_path / "memory.sqlite"
    path.write_bytes(content)
    with caplog.at_level(logging.WARNING), Memory(path) as memory:
        memory.put_many(PAIR, SIGNATURE, {"Да": made("Yes")})
        assert memory.get_many(PAIR, SIGNATURE, ["Да"])["Да"].text == "Yes"
    assert next(f for f in tmp_path.iterdir() if ".corrupt-" in f.name).read_bytes() == content
    assert "was corrupt" in caplog.text


def test_a_file_that_goes_bad_later_is_moved_aside(tmp_path, caplog):
    path = tmp_path / "memory.sqlite"
    with Memory(path) as memory:
        memory.put_many(PAIR, SIGNATURE, {f"текст {i}": made("text" * 20) for i in range(2_000)})
    data = bytearray(path.read_bytes())
    data[4096:] = b"\xa5" * (len(data) - 4096)
    path.write_bytes(data)
    with caplog.at_level(logging.WARNING), Memory(path) as memory:
        assert memory.get_many(PAIR, SIGNATURE, ["текст 1"]) == {}
        memory.put_many(PAIR, SIGNATURE, {"Да": made("Yes")})
        assert memory.get_many(PAIR, SIGNATURE, ["Да"])
    assert any(".corrupt-" in f.name for f in tmp_path.iterdir())


@pytest.mark.parametrize("again", [False, True], ids=["deleted", "replaced by another process"])
def test_a_folder_that_is_deleted_while_the_memory_is_open_is_made_anew(tmp_path, again):
    path = tmp_path / "cache" / "memory.sqlite"
    with Memory(path) as memory, ExitStack() as stack:
        memory.put_many(PAIR, SIGNATURE, {"Да": made("Yes")})
        shutil.rmtree(path.parent)
        if again:
            other = stack.enter_context(Memory(path))
            other.put_many(PAIR, SIGNATURE, {"Ну": made("Well")})
        assert memory.get_many(PAIR, SIGNATURE, ["Да"]) == {}
        memory.put_many(PAIR, SIGNATURE, {"Нет": made("No")})
    with Memory(path) as memory:
        assert memory.get_many(PAIR, SIGNATURE, ["Да", "Нет", "Ну"]).keys() == {"Нет"} | ({"Ну"} if again else set())


def test_a_closed_memory_stays_closed(tmp_path):
    memory = Memory(tmp_path / "cache" / "memory.sqlite")
    memory.close()
    shutil.rmtree(tmp_path / "cache")
    memory.put_many(PAIR, SIGNATURE, {"Да": made("Yes")})
    assert memory.get_many(PAIR, SIGNATURE, ["Да"]) == {}
    assert not (tmp_path / "cache").exists()


def test_an_empty_file_is_a_new_memory(tmp_path):
    path = tmp_path / "memory.sqlite"
    path.touch()
    with Memory(path) as memory:
        assert memory.writable


def test_a_folder_that_cannot_be_made_is_no_reason_to_stop(tmp_path, caplog):
    (tmp_path / "file").write_text("in the way")
    with caplog.at_level(logging.WARNING), Memory(tmp_path / "file" / "memory.sqlite") as memory:
        memory.put_many(PAIR, SIGNATURE, {"Да": made("Yes")})
        assert memory.get_many(PAIR, SIGNATURE, ["Да"]) == {}
        assert not memory.writable
    assert "working without it" in caplog.text


def test_a_read_only_file_is_read(tmp_path, caplog, monkeypatch):
    path = tmp_path / "memory.sqlite"
    with Memory(path) as memory:
        memory.put_many(PAIR, SIGNATURE, {"Да": made("Yes")})

    def refuse(_self):
        raise sqlite3.OperationalError("attempt to write a readonly database")

    monkeypatch.setattr(Memory, "_connect", refuse)  # permissions do not stop root, under which tests may run
    with caplog.at_level(logging.WARNING), Memory(path) as memory:
        memory.put_many(PAIR, SIGNATURE, {"Нет": made("No")})
        assert memory.get_many(PAIR, SIGNATURE, ["Да", "Нет"]).keys() == {"Да"}
        assert not memory.writable
    assert "cannot be written" in caplog.text


def test_a_full_disk_stops_writing_with_one_warning(tmp_path, caplog):
    with Memory(tmp_path / "memory.sqlite") as memory:
        memory.put_many(PAIR, SIGNATURE, {"Да": made("Yes")})
        pages = memory._connection.execute("PRAGMA page_count").fetchone()[0]
        memory._connection.execute(f"PRAGMA max_page_count = {pages}")  # what SQLite says then is "disk is full"
        with caplog.at_level(logging.WARNING):
            for batch in range(3):
                memory.put_many(PAIR, SIGNATURE, {f"{batch} {i}": made("x" * 500) for i in range(100)})
        assert memory.get_many(PAIR, SIGNATURE, ["Да"])["Да"].text == "Yes"
        assert not memory.writable
    assert caplog.text.count("is full") == 1


def test_threads_share_one_memory(tmp_path):
    errors = []
    with Memory(tmp_path / "memory.sqlite") as memory:

        def work(name):
            try:
                for i in range(20):
                    memory.put_many(PAIR, SIGNATURE, {f"{name} {i} {j}": made(f"{name}") for j in range(20)})
                    assert len(memory.get_many(PAIR, SIGNATURE, [f"{name} {i} {j}" for j in range(20)])) == 20
            except Exception as error:  # noqa: BLE001 - reported in the main thread
                errors.append(error)

        threads = [threading.Thread(target=work, args=(n,)) for n in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert errors == []
        assert len(memory) == 4 * 20 * 20


def test_processes_share_one_file(tmp_path):
    path = tmp_path / "memory.sqlite"
    context = multiprocessing.get_context("spawn")
    processes = [context.Process(target=put_some, args=(path, n)) for n in range(3)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    assert [process.exitcode for process in processes] == [0, 0, 0]
    with Memory(path) as memory:
        assert len(memory) == 3 * 10 * 20


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork on this system")
@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_a_forked_child_opens_its_own_connection(tmp_path):
    with Memory(tmp_path / "memory.sqlite") as memory:
        memory.put_many(PAIR, SIGNATURE, {"Да": made("Yes")})
        process = multiprocessing.get_context("fork").Process(
            target=memory.put_many, args=(PAIR, SIGNATURE, {"Нет": made("No")})
        )
        process.start()
        process.join()
        assert memory.get_many(PAIR, SIGNATURE, ["Да", "Нет"]).keys() == {"Да", "Нет"}


def test_lookups_are_fast(tmp_path):
    """50,000 a second are promised; a tenth of it is asked for here, on whatever machine the tests run."""
    texts = [f"Текст номер {i}, и ещё немного слов для длины" for i in range(10_000)]
    with Memory(tmp_path / "memory.sqlite") as memory:
        memory.put_many(PAIR, SIGNATURE, {text: made("Text number and some words for length") for text in texts})
        started = time.process_time()
        assert len(memory.get_many(PAIR, SIGNATURE, texts)) == len(texts)
        assert time.process_time() - started < 2.0


def poisoned(path, statement, *values):
    with sqlite3.connect(path) as connection:
        connection.execute(statement, values)


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("text", b"\xff\xfe"),
        ("text", ""),
        ("text", "Y\x00es"),
        ("status", "owned"),
        ("status", 7),
        ("status", b"ok"),
        ("reason", b"x"),
        ("reason", "\x1b[31m"),
        ("reason", 3),
        ("score", "high"),
        ("score", float("inf")),
        ("used", "yesterday"),
        ("used", b"x"),
    ],
)
def test_a_poisoned_row_is_left_out_once_told_and_costs_no_other(tmp_path, caplog, column, value):
    path = tmp_path / "memory.sqlite"
    with Memory(path) as memory:
        memory.put_many(PAIR, SIGNATURE, {"Да": made("Yes"), "Нет": made("No")})
    poisoned(path, f"UPDATE memory SET {column} = ? WHERE text = 'Yes'", value)
    with Memory(path) as memory:
        for _ in range(3):
            assert memory.get_many(PAIR, SIGNATURE, ["Да", "Нет"]) == {"Нет": made("No", cached=True)}
        memory.put_many(PAIR, SIGNATURE, {"Да": made("Yes")})  # a translation of our own heals it
        assert memory.get_many(PAIR, SIGNATURE, ["Да"])["Да"].text == "Yes"
    assert caplog.text.count("no translation wrote") == 1


def test_text_that_is_no_utf8_is_left_out(tmp_path):
    path = tmp_path / "memory.sqlite"
    with Memory(path) as memory:
        memory.put_many(PAIR, SIGNATURE, {"Да": made("Yes"), "Нет": made("No")})
    poisoned(path, "UPDATE memory SET text = CAST(x'ff41' AS TEXT) WHERE text = 'Yes'")
    with Memory(path) as memory:
        assert memory.get_many(PAIR, SIGNATURE, ["Да", "Нет"]) == {"Нет": made("No", cached=True)}
        assert memory.writable


@pytest.mark.parametrize(
    "statement",
    ["CREATE TABLE memory (a, b)", "CREATE TABLE diary (day, entry)", "CREATE VIEW memory AS SELECT 1 AS key"],
)
def test_a_database_of_another_shape_is_told_and_not_touched(tmp_path, caplog, statement):
    path = tmp_path / "memory.sqlite"
    poisoned(path, statement)
    before = path.read_bytes()
    with Memory(path) as memory:
        memory.put_many(PAIR, SIGNATURE, {"Да": made("Yes")})
        assert memory.get_many(PAIR, SIGNATURE, ["Да"]) == {}
        assert not memory.writable
        assert len(memory) == 0
    with sqlite3.connect(path) as connection:
        assert [sql for (sql,) in connection.execute("SELECT sql FROM sqlite_master")] == [statement]
    assert before[:16] == path.read_bytes()[:16]
    assert caplog.text.count("working without it") == 1


@pytest.mark.parametrize("kind", ["pipe", "folder"])
def test_a_pipe_or_a_folder_in_its_place(tmp_path, caplog, kind):
    path = tmp_path / "memory.sqlite"
    if kind == "pipe":
        os.mkfifo(path)
    else:
        path.mkdir()
    with Memory(path) as memory:
        memory.put_many(PAIR, SIGNATURE, {"Да": made("Yes")})
        assert memory.get_many(PAIR, SIGNATURE, ["Да"]) == {}
    assert caplog.text.count("working without it") == 1
