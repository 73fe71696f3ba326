"""The pictures of README and tutorials, taken of the explorer in headless Chromium (Debian's chromium and chromium-driver).

    python bench/build_pictures.py                 # all of them; or: python bench/build_pictures.py telegram correct

Each is what its page describes: `examples/` for the README, the tutorial itself for a tutorial.
"""

import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
sys.path[0] = str(ROOT)  # not this folder: bench/translate.py is not the package
sys.path.append(str(ROOT / "tests" / "support"))

import polars as pl  # noqa: E402
from selenium import webdriver  # noqa: E402
from tutorials import follow  # noqa: E402

from flows.config import DEFAULTS  # noqa: E402
from flows.report import write_report  # noqa: E402
from flows.run.direct import run_direct  # noqa: E402
from flows.tables.snapshots import Output, Snapshot  # noqa: E402

FLAGS = ["--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", "--hide-scrollbars"]


class Picture(NamedTuple):
    """Where it goes, what it shows, and its height in pixels (it is 1360 wide)."""

    file: str
    address: Callable[[Snapshot], str]
    height: int


def name(english: str) -> Callable[[Snapshot], str]:
    """The page of a name."""
    return lambda s: f"#/name/{s.read('entities').filter(pl.col('name') == english)['entity_id'][0]}"


def sentence(part: str) -> Callable[[Snapshot], str]:
    """A document at the sentence that holds some words, which is explained beside it."""

    def address(snapshot: Snapshot) -> str:
        row = snapshot.read("spans").filter(pl.col("text").str.contains(part, literal=True)).row(0, named=True)
        return f"#/doc/{row['document_id']}?span={row['ordinal']}"

    return address


PICTURES = {
    "examples": [
        Picture("docs/explorer-read.png", sentence("Каждую зиму у нас стоят"), 850),
        Picture("docs/explorer-name.png", name("Dmitry Rogozin"), 850),
    ],
    "telegram": [Picture("docs/tutorials/telegram.png", name("Olga Ryabinina"), 720)],
    "screening": [Picture("docs/tutorials/screening.png", name("Victor Somov"), 720)],
    "correct": [Picture("docs/tutorials/correct.png", sentence("выйдет на промысел"), 620)],
}


def snapshot_of(source: str, folder: Path) -> Snapshot:
    if source == "examples":
        run_direct([str(ROOT / "examples")], str(folder / "output"), DEFAULTS)
    else:
        follow(source, folder)
        folder = folder / source
    snapshot = Output(folder / "output").current()
    assert snapshot is not None
    return snapshot


def take(page: Path, address: str, height: int, to: Path) -> None:
    options = webdriver.ChromeOptions()
    options.binary_location = str(shutil.which("chromium"))
    with tempfile.TemporaryDirectory() as profile:
        for flag in (*FLAGS, f"--user-data-dir={profile}"):
            options.add_argument(flag)
        browser = webdriver.Chrome(options=options, service=webdriver.ChromeService(shutil.which("chromedriver")))
        try:
            metrics = {"width": 1360, "height": height, "deviceScaleFactor": 1, "mobile": False}
            browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
            browser.get(page.resolve().as_uri() + address)
            while not browser.execute_script("return document.documentElement.dataset.ready"):
                time.sleep(0.05)
            time.sleep(0.5)  # scrolled to its place
            browser.save_screenshot(str(to))
        finally:
            browser.quit()


def main() -> None:
    for source in sys.argv[1:] or PICTURES:
        with tempfile.TemporaryDirectory() as folder:
            snapshot = snapshot_of(source, Path(folder))
            page = write_report(snapshot)
            for picture in PICTURES[source]:
                take(page, picture.address(snapshot), picture.height, ROOT / picture.file)
                print(picture.file)


if __name__ == "__main__":
    main()
