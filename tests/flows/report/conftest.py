"""A headless Chromium for the tests of the explorer, and the snapshots they look at."""

import json
import os
import shutil
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from made_snapshot import Line, Name, Page, Tables, made, write_snapshot
from selenium import webdriver

from flows.report import write_report

FLAGS = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]


def _program(*names: str) -> str | None:
    return next((path for name in names if (path := shutil.which(name))), None)


class Explorer:
    """The explorer in a browser."""

    def __init__(self, driver: webdriver.Chrome) -> None:
        self.driver = driver
        self.page = ""

    def open(self, page: Path, address: str = "#/docs", *, width: int = 1280, dark: bool = False) -> "Explorer":
        """Load a page afresh and wait until it shows what the address says."""
        self.driver.execute_cdp_cmd(
            "Emulation.setDeviceMetricsOverride",
            {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 600},
        )
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [scheme]})
        self.driver.get("about:blank")
        self.page = page.resolve().as_uri()
        self.driver.get(self.page + address)
        self.settled()
        return self

    def go(self, address: str) -> "Explorer":
        """Follow an address within the page."""
        self.js(
            """delete document.documentElement.dataset.ready;
            const before = location.href;
            location.hash = arguments[0];
            if (location.href === before) dispatchEvent(new HashChangeEvent("hashchange"))""",
            address,
        )
        self.settled()
        return self

    def settled(self) -> None:
        """Wait until the view is complete."""
        self.until("return document.documentElement.dataset.ready !== undefined")

    def until(self, script: str, *args: Any, seconds: float = 10) -> Any:
        """Wait until a script returns something true, and return that."""
        end = time.monotonic() + seconds
        while not (found := self.js(script, *args)):
            assert time.monotonic() < end, f"never true: {script}; {self.errors()}"
            time.sleep(0.02)
        return found

    def js(self, script: str, *args: Any) -> Any:
        return self.driver.execute_script(script, *args)

    def texts(self, selector: str) -> list[str]:
        """Visible texts of elements."""
        found = self.js(
            "return [...document.querySelectorAll(arguments[0])].map(e => (e.innerText ?? e.textContent).trim())",
            selector,
        )
        return [" ".join(text.split()) for text in found]

    def text(self, selector: str = "#main") -> str:
        (found, *_) = self.texts(selector)
        return found

    def press(self, *keys: str) -> None:
        """Press keys wherever the focus is."""
        for key in keys:
            self.driver.switch_to.active_element.send_keys(key)

    def click(self, selector: str, text: str | None = None) -> None:
        """Click the first element with a selector, and a text if given."""
        script = """
            const found = [...document.querySelectorAll(arguments[0])].filter(e => !arguments[1] || e.innerText.includes(arguments[1]));
            if (!found.length) throw new Error(`nothing to click: ${arguments[0]} ${arguments[1]}`);
            found[0].scrollIntoView({block: "center"}); found[0].click()"""
        self.js(script, selector, text)

    def focused(self) -> str:
        return " ".join((self.js("return document.activeElement.innerText ?? ''")).split())

    def errors(self) -> list[str]:
        """Console messages since the last call."""
        return [entry["message"] for entry in self.driver.get_log("browser")]

    def requests(self) -> list[str]:
        """Addresses asked for since the last call."""
        events = [json.loads(entry["message"])["message"] for entry in self.driver.get_log("performance")]
        return [e["params"]["request"]["url"] for e in events if e["method"] == "Network.requestWillBeSent"]

    def csv(self, view: str | None = None) -> str:
        """What the download button of the view gives, without saving it."""
        self.js("""
            window.saved = null;
            const make = URL.createObjectURL;
            URL.createObjectURL = (blob) => { blob.text().then((text) => { window.saved = text; }); return make.call(URL, blob); };""")
        self.click(view or "button.csv")
        return str(self.until("return window.saved"))


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Explorer]:
    binary, driver = _program("chromium", "chromium-browser", "google-chrome"), _program("chromedriver")
    if not (binary and driver):
        if os.environ.get("TOLMACH_NEEDS_CHROMIUM"):
            pytest.fail("no Chromium although .ci/run installs it: apt-get install chromium chromium-driver")
        pytest.skip("no Chromium to open the explorer in: apt-get install chromium chromium-driver")
    options = webdriver.ChromeOptions()
    options.binary_location = binary
    for flag in FLAGS:
        options.add_argument(flag)
    options.add_argument(f"--user-data-dir={tmp_path_factory.mktemp('chromium')}")
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    chrome = webdriver.Chrome(options=options, service=webdriver.ChromeService(driver))
    yield Explorer(chrome)
    chrome.quit()


@pytest.fixture
def explorer(browser: Explorer) -> Iterator[Explorer]:
    """The browser; whatever a test did, the page complained of nothing and asked for nothing but itself."""
    browser.errors(), browser.requests()
    yield browser
    assert browser.errors() == []
    strange = [url for url in browser.requests() if not url.startswith(("file:", "data:", "blob:", "about:"))]
    assert strange == []
    browser.js("localStorage.clear()")


def day(month: int, number: int = 1) -> datetime:
    return datetime(2026, month, number, tzinfo=UTC)


NAMES = (
    Name(
        "p-kos", "Anna Kosareva", name_ru="Анна Косарева", family="Kosareva",
        spellings=(("Анна Косарева", "Cyrl", "ru", 2, "exact"), ("Анны Косаревой", "Cyrl", "ru", 1, "inflected"), ("Anna Kosarewa", "Latn", "en", 1, "romanized:german_press")),
    ),
    Name("p-bel", "Belov", name_ru="Белов", family="Belov", note="short name that fits several entities", spellings=(("Белов", "Cyrl", "ru", 1, "exact"),)),
    Name("p-igor", "Igor Belov", name_ru="Игорь Белов", family="Belov", spellings=(("Игорь Белов", "Cyrl", "ru", 1, "exact"), ("Белов", "Cyrl", "ru", 0, "bare_name"))),
    Name("o-ver", "Zarya Shipyard", kind="organisation", name_ru="верфь «Заря»", spellings=(("верфь «Заря»", "Cyrl", "ru", 2, "exact"),)),
    Name("l-omsk", "Omsk", kind="place", name_ru="Омск", spellings=(("Омске", "Cyrl", "ru", 1, "inflected"),)),
)  # fmt: skip

PAGES = (
    Page(
        "https://www.news.example/a?x=1&y=2",
        [
            [Line("Войти", en="Sign in", status="glossary", score=None)],
            [Line("Анна Косарева осмотрела верфь «Заря» в Омске.", en="Anna Kosareva inspected the Zarya Shipyard in Omsk.", names=(("Анна Косарева", "p-kos"), ("верфь «Заря»", "o-ver"), ("Омске", "l-omsk")))],
            [Line("Ёлка 🎄 стоит у дома Анны Косаревой.", en="The fir tree stands by the house of Anna Kosareva.", status="retried", reason="name_fixed", names=(("Анны Косаревой", "p-kos"),))],
            [Line("The yard is old.", lang="en")],
        ],
        title="Осмотр верфи", date=day(1, 5), repairs=("mojibake", "nbsp"), url="https://www.news.example/a?x=1&y=2",
    ),
    Page("https://other.example/b", [[Line("Anna Kosarewa visited the yard.", lang="en", names=(("Anna Kosarewa", "p-kos"),))], [Line("Показать ещё", en="pokazat yeshchyo", status="romanized", score=None)]], title="Visit", date=day(2, 7), lang="en"),
    Page("inbox/c.txt", [[Line("Белов и Игорь Белов молчали.", en="Belov and Belov Belov.", status="retried", reason="split+still_looped", score=-2.0, names=(("Белов", "p-bel"), ("Игорь Белов", "p-igor")))], [Line("Показать ещё", en="pokazat yeshchyo", status="romanized", score=None)]], date=day(3, 9)),
    Page("inbox/d.txt", [[Line("Дальше.", en="", status="failed", score=None)], [Line("Верно.", en="Faithful.", score=-1.9)]]),
    Page("inbox/e.txt", [[Line("На верфь «Заря» пришёл новый заказ.", en="A new order came to Zarya Shipyard.", names=(("верфь «Заря»", "o-ver"),))]], date=day(3, 20)),
)  # fmt: skip
REJECTS = (
    {"source_uri": "inbox/x.pdf", "error": "unsupported", "detail": "inbox/x.pdf: pdf is not read"},
    {"source_uri": "feed.jsonl#L3", "error": "bad_record", "detail": "feed.jsonl line 3: no JSON"},
)


@pytest.fixture(scope="session")
def small() -> Tables:
    return made(PAGES, NAMES, REJECTS)


@pytest.fixture(scope="session")
def page(tmp_path_factory: pytest.TempPathFactory, small: Tables) -> Path:
    """The explorer of a handful of documents."""
    return write_report(write_snapshot(tmp_path_factory.mktemp("small"), small))
