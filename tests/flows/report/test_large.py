"""Large snapshots: ten thousand sentences open at once, and above a limit the texts are loaded when they are needed."""

import random
import shutil
import time

import pytest
from made_snapshot import Line, Name, Page, made, write_snapshot

from flows.report import shards, write_report

WORDS = ["порт", "корабль", "запуск", "договор", "погода", "двигатель", "завод", "причал", "проект", "закон"]
ENGLISH = ["port", "ship", "launch", "treaty", "weather", "engine", "plant", "pier", "project", "law"]
NAME = Name("p-x", "Pyotr Lesnov", name_ru="Пётр Леснов", spellings=(("Пётр Леснов", "Cyrl", "ru", 9, "exact"),))
OPEN = 5  # seconds: a machine busy with other tests; bench/explorer.py measures


def pages(documents: int, each: int) -> list[Page]:
    chance = random.Random(documents)
    found = []
    for number in range(documents):
        lines = []
        for i in range(each):
            words = [chance.randrange(len(WORDS)) for _ in range(9)]
            text, english = " ".join(WORDS[w] for w in words), " ".join(ENGLISH[w] for w in words)
            lines.append([Line(f"{text} {number}-{i}.", en=f"{english} {number}-{i}.")])
        lines.append([Line("Пётр Леснов приехал.", en="Pyotr Lesnov arrived.", names=(("Пётр Леснов", "p-x"),))])
        found.append(Page(f"feed.jsonl#{number:05}", lines, title=f"Page {number}"))
    return found


@pytest.fixture(scope="module")
def long_page(tmp_path_factory):
    return write_report(write_snapshot(tmp_path_factory.mktemp("long"), made(pages(1, 10_000), [NAME])))


@pytest.fixture(scope="module")
def many_pages(tmp_path_factory):
    return write_report(write_snapshot(tmp_path_factory.mktemp("many"), made(pages(500, 19), [NAME])))


@pytest.fixture
def sharded(tmp_path, monkeypatch):
    monkeypatch.setattr(shards, "SINGLE", 30)
    monkeypatch.setattr(shards, "PER_SHARD", 10)
    return write_report(write_snapshot(tmp_path, made(pages(35, 3), [NAME])))


@pytest.mark.parametrize("address", ["#/docs", "#/doc/000000000000000000000000", "#/search?q=корабль"])
def test_ten_thousand_sentences_open_quickly(explorer, long_page, many_pages, address):
    for page in (long_page, many_pages):
        start = time.monotonic()
        explorer.open(page, address)
        assert time.monotonic() - start < OPEN


def test_a_long_document_scrolls_to_its_end_and_to_any_sentence(explorer, long_page):
    explorer.open(long_page, "#/doc/000000000000000000000000?span=9000")
    assert "Sentence 9,001".replace(",", "") in explorer.text("#inspector")
    assert explorer.js(
        "const box = document.querySelector('.s.selected').getBoundingClientRect(); return box.top > 0 && box.bottom < innerHeight"
    )
    explorer.until("return document.querySelectorAll('.block').length === 10001")
    frames = explorer.driver.execute_async_script("""
        const done = arguments[0], times = [];
        let last = performance.now(), n = 0;
        const step = (now) => {
            times.push(now - last); last = now; scrollBy(0, 900);
            if (++n < 60) requestAnimationFrame(step); else done(times.sort((a, b) => a - b));
        };
        requestAnimationFrame(step)""")
    assert frames[len(frames) // 2] < 100  # milliseconds for the usual frame


def test_lists_grow_while_one_scrolls(explorer, many_pages):
    explorer.open(many_pages, "#/docs")
    assert len(explorer.texts("tbody tr")) < 200
    explorer.js("scrollTo(0, document.body.scrollHeight)")
    explorer.until(
        "scrollTo(0, document.body.scrollHeight); return document.querySelectorAll('tbody tr').length === 500"
    )


def test_search_is_quick(explorer, many_pages):
    explorer.open(many_pages, "#/search?q=Lesnow")
    assert float(explorer.js("return document.documentElement.dataset.searched")) < 2_000  # milliseconds
    assert explorer.text(".count") == "500 sentences"


def test_shards_are_loaded_when_they_are_needed(explorer, sharded):
    files = sorted(path.name for path in (sharded.parent / "report-data").iterdir())
    assert files == ["0000.js", "0001.js", "0002.js", "0003.js"]
    explorer.open(sharded, "#/docs")
    loaded = "return [...document.querySelectorAll('script[src]')].map(e => e.src.split('/').at(-1))"
    assert explorer.js(loaded) == []
    explorer.go(f"#/doc/{33:024x}")
    assert explorer.text("h1") == "Page 33"
    assert explorer.texts(".block .en")[3] == "Pyotr Lesnov arrived."
    assert explorer.js(loaded) == ["0003.js"]
    explorer.go("#/search?q=Леснов")
    explorer.until("return document.querySelectorAll('.pair').length === 35")
    assert sorted(explorer.js(loaded)) == files
    explorer.go("#/name/p-x")
    explorer.until("return document.querySelectorAll('.pair').length >= 30")


def test_a_missing_shard_is_named(browser, sharded):
    shutil.rmtree(sharded.parent / "report-data")
    browser.open(sharded, f"#/doc/{33:024x}")
    assert "report-data/0003.js is missing" in browser.text("#main")
    browser.errors()


def test_a_smaller_snapshot_leaves_no_shards_behind(tmp_path, monkeypatch):
    snapshot = write_snapshot(tmp_path, made(pages(35, 3), [NAME]))
    with monkeypatch.context() as patch:
        patch.setattr(shards, "SINGLE", 30)
        patch.setattr(shards, "PER_SHARD", 10)
        write_report(snapshot)
    assert (snapshot.path / "report-data").is_dir()
    write_report(snapshot)
    assert not (snapshot.path / "report-data").exists()
