"""The explorer (`tolmach report`): size of the page, time to write it, to open it, to search, to scroll; in headless Chromium.

    python bench/explorer.py                     # 600 documents of 17 sentences; one of 10,000; 6,000 documents in shards

Documents are made here from word lists. Open: from the click until the view is complete, a fresh browser each time, median
of five. Search: all sentences. Frame: the median while scrolling through all of it. Needs Debian's chromium and chromium-driver.
"""

import argparse
import random
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

sys.path[0] = str(Path(__file__).parents[1])  # not this folder: bench/translate.py is not the package
sys.path.append(str(Path(__file__).parents[1] / "tests" / "support"))

from made_snapshot import Line, Name, Page, made, write_snapshot  # noqa: E402
from selenium import webdriver  # noqa: E402

from flows.report import write_report  # noqa: E402

WORDS = [
    "порт",
    "корабль",
    "запуск",
    "договор",
    "погода",
    "двигатель",
    "завод",
    "причал",
    "проект",
    "закон",
    "спутник",
    "комиссия",
    "ракета",
    "экипаж",
]
ENGLISH = [
    "port",
    "ship",
    "launch",
    "treaty",
    "weather",
    "engine",
    "plant",
    "pier",
    "project",
    "law",
    "satellite",
    "commission",
    "rocket",
    "crew",
]
NAMES = 300
CHROMIUM, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")
FLAGS = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
]
SCROLL = """
    const done = arguments[0], times = [];
    let last = performance.now(), n = 0;
    const step = (now) => {
        times.push(now - last); last = now; scrollBy(0, 700);
        if (++n < 120) requestAnimationFrame(step); else done(times.sort((a, b) => a - b)[60]);
    };
    requestAnimationFrame(step)"""


def sentence(chance: random.Random) -> Line:
    words = [chance.randrange(len(WORDS)) for _ in range(chance.randrange(4, 16))]
    text, english = " ".join(WORDS[w] for w in words), " ".join(ENGLISH[w] for w in words)
    if chance.random() < 0.6:
        return Line(f"{text}.", en=f"{english}.", score=-chance.random() * 1.5)
    who = chance.randrange(NAMES)
    return Line(f"Фамилия{who} {text}.", en=f"Surname{who} {english}.", names=((f"Фамилия{who}", f"p-{who}"),))


def page_of(documents: int, sentences: int, folder: Path) -> tuple[Path, float]:
    chance = random.Random(documents)
    pages = [
        Page(f"feed.jsonl#{n}", [[sentence(chance)] for _ in range(sentences)], title=f"Page {n}")
        for n in range(documents)
    ]
    names = [
        Name(f"p-{n}", f"Surname{n}", spellings=((f"Фамилия{n}", "Cyrl", "ru", 9, "exact"),)) for n in range(NAMES)
    ]
    snapshot = write_snapshot(folder, made(pages, names))
    start = time.perf_counter()
    return write_report(snapshot), time.perf_counter() - start


def opened(page: Path, address: str, *, scroll: bool = False) -> dict[str, Any]:
    options = webdriver.ChromeOptions()
    options.binary_location = str(CHROMIUM)
    with tempfile.TemporaryDirectory() as profile:
        for flag in (*FLAGS, f"--user-data-dir={profile}"):
            options.add_argument(flag)
        browser = webdriver.Chrome(options=options, service=webdriver.ChromeService(DRIVER))
        try:
            browser.get(page.resolve().as_uri() + address)
            while not browser.execute_script("return document.documentElement.dataset.ready"):
                time.sleep(0.01)
            found = dict(browser.execute_script("return {...document.documentElement.dataset}"))
            if scroll:
                found["frame"] = browser.execute_async_script(SCROLL)
        finally:
            browser.quit()
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bench", help="not used: documents are made here")
    parser.add_argument("--repeat", type=int, default=5)
    options = parser.parse_args()
    if not (CHROMIUM and DRIVER):
        print("left out: no Chromium; apt-get install chromium chromium-driver")
        return
    print(
        f"{'documents x sentences':24}{'kB':>8}{'write s':>9}{'list ms':>9}{'read ms':>9}{'search ms':>11}{'frame ms':>10}"
    )
    for documents, sentences in ((600, 17), (1, 10_000), (6_000, 17)):
        with tempfile.TemporaryDirectory() as folder:
            page, seconds = page_of(documents, sentences, Path(folder))
            address = f"#/doc/{0:024x}"
            lists = [float(opened(page, "#/docs")["opened"]) for _ in range(options.repeat)]
            reads = [float(opened(page, address)["opened"]) for _ in range(options.repeat)]
            search = [float(opened(page, "#/search?q=двигатель")["searched"]) for _ in range(options.repeat)]
            frame = opened(page, address if documents == 1 else "#/docs", scroll=True)["frame"]
            print(
                f"{documents:>10,} x {sentences:<11,}{page.stat().st_size / 1000:8,.0f}{seconds:9.1f}"
                f"{statistics.median(lists):9.0f}{statistics.median(reads):9.0f}{statistics.median(search):11.0f}{frame:10.0f}"
            )


if __name__ == "__main__":
    main()
