"""Documents that try to break out of the page do nothing: no script runs, no markup appears, nothing is asked for."""

import csv
import io

import pytest
from made_snapshot import Line, Name, Page, made, write_snapshot

from flows.report import write_report

ATTACKS = [
    "<script>window.broken = 1</script>",
    "</script><script>window.broken = 2</script>",
    "<!--<script>",
    '"><img src=x onerror="window.broken = 3">',
    "' onmouseover='window.broken = 4",
    "<svg onload=window.broken=5>",
    "javascript:window.broken=6",
    "data:text/html,<script>parent.broken=7</script>",
    "{{7*7}} ${window.broken=8} `${window.broken=9}`",
    "</style><style>*{display:none}</style>",
    "<base href=//evil.example/><meta http-equiv=refresh content=0;url=//evil.example>",
    "\u202egnp.exe \u2066left\u2069 \u200fright",
    "nul\x00 bell\x07 \x1b[31mred \x85 \x9b2J",
    "lone \ufffd surrogate \U000e0041 tag",
    "__proto__",
    "constructor",
    '=HYPERLINK("http://evil.example","x")',
    '<a href="https://evil.example/" target=_blank>x</a>',
    "&lt;b&gt; &amp;amp; %3Cscript%3E",
    "{{main}} {{script}}",
    "#/doc/../../etc/passwd?span=1&q=<b>",
]  # fmt: skip


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    pages = [
        Page(
            f"{text}#{number}",
            [[Line(text, en=text, status=text, reason=text, lang="ru", names=((text, text),))], [Line(text, lang=text)], [Line(f"№ {text}", en=f"No {text}", score=-3.0, names=((text, text),))]],
            title=text, repairs=(text,), lang=text, url=text,
        )
        for number, text in enumerate(ATTACKS)
    ]  # fmt: skip
    names = [
        Name(text, text, kind=kind, name_ru=text, family=text, note=text, spellings=((text, text, text, 2, text), (text + "x", "Latn", "en", 1, f"romanized:{text}")))
        for text, kind in zip(ATTACKS, ["person", "organisation", "place"] * 7, strict=True)
    ]  # fmt: skip
    rejects = [{"source_uri": text, "stage": text, "error": text, "detail": text} for text in ATTACKS]
    tables = made(pages, names, rejects)
    run = tables.rows["runs"][0]
    run |= {
        "signature": ATTACKS[1],
        "config": '{"</script><script>window.broken=10</script>": "<b>"}',
        "versions": "no json",
    }
    return write_report(write_snapshot(tmp_path_factory.mktemp("hostile"), tables))


STRANGE = """
    const own = new Set(["script", "style", "svg", "base", "meta", "img", "iframe", "object", "embed"]);
    const found = [...document.querySelectorAll("#main *, #top *")].filter(e => own.has(e.localName) && !e.matches("svg.network"));
    const links = [...document.querySelectorAll("a")].map(a => a.getAttribute("href")).filter(h => !/^(#|https?:)/.test(h));
    const handlers = [...document.querySelectorAll("*")].filter(e => [...e.attributes].some(a => a.name.startsWith("on")));
    return [found.map(e => e.outerHTML), links, handlers.map(e => e.outerHTML), window.broken ?? null, getComputedStyle(document.body).display]"""


def calm(explorer):
    assert explorer.js(STRANGE) == [[], [], [], None, "block"]
    shown = explorer.js(
        "return document.body.innerText + document.title + [...document.querySelectorAll('[title], [aria-label]')].map(e => e.title + e.ariaLabel).join()"
    )
    assert not set(shown) & set("\u202e\u2066\u2069\u200f\x00\x07\x1b\x85\x9b")


@pytest.mark.parametrize(
    "view", ["docs", "names", "doubtful", "timeline", "network", "rejects", "run", "legend", "review"]
)
def test_lists_show_hostile_texts_as_text(explorer, hostile, view):
    explorer.open(hostile, f"#/{view}")
    calm(explorer)


def test_documents_and_names_show_hostile_texts_as_text(explorer, hostile):
    explorer.open(hostile)
    for selector, views in (("tbody th a", "#/docs"), ("tbody th a.item", "#/names")):
        for address in explorer.go(views).js(
            "return [...document.querySelectorAll(arguments[0])].map(a => a.getAttribute('href'))", selector
        ):
            explorer.go(address)
            calm(explorer)
    for number in range(len(ATTACKS)):
        explorer.go(f"#/doc/{number:024x}?span=2")
        calm(explorer)
        assert explorer.js("return document.querySelectorAll('.block').length") == 3


@pytest.mark.parametrize("text", ATTACKS)
def test_searching_for_hostile_text_does_nothing_but_find_it(explorer, hostile, text):
    address = explorer.open(hostile).js("return '#/search?q=' + encodeURIComponent(arguments[0])", text)
    explorer.go(address)
    calm(explorer)
    explorer.go("#/search?q=" + text.replace("#", ""))
    calm(explorer)


def test_text_stays_what_it_is(explorer, hostile):
    explorer.open(hostile, f"#/doc/{ATTACKS.index('&lt;b&gt; &amp;amp; %3Cscript%3E'):024x}")
    assert explorer.texts(".block .src")[0] == "&lt;b&gt; &amp;amp; %3Cscript%3E"


def test_links_that_leave_the_page_are_web_links_without_a_referrer(explorer, hostile, page):
    for where in (hostile, page):
        explorer.open(where, "#/doc/000000000000000000000000")
        for rel, href in explorer.js("return [...document.querySelectorAll('a[target]')].map(a => [a.rel, a.href])"):
            assert {"noopener", "noreferrer"} <= set(rel.split())
            assert href.startswith("https://www.news.example/")


def test_a_spreadsheet_runs_nothing_from_a_download(explorer, hostile):
    for view in ("#/docs", "#/names", "#/doubtful", "#/rejects"):
        rows = csv.reader(io.StringIO(explorer.open(hostile, view).csv().removeprefix("\ufeff")))
        assert not [
            cell
            for row in rows
            for cell in row
            if cell[:1] in set("=+@-\t") and not cell[1:].replace(".", "").isdigit()
        ]


def test_nothing_but_the_page_itself_may_run_or_load(explorer, page):
    explorer.open(page)
    explorer.js("""
        window.blocked = [];
        document.addEventListener("securitypolicyviolation", (event) => window.blocked.push(event.effectiveDirective));
        const script = document.createElement("script");
        try { script.textContent = "window.broken = 1"; } catch { window.blocked.push("trusted types"); }
        try { document.body.innerHTML += "<img src=x onerror=window.broken=2>"; } catch { window.blocked.push("trusted types"); }
        document.body.append(Object.assign(new Image(), {src: "https://evil.example/x.png"}));
        fetch("https://evil.example/").catch(() => {});""")
    explorer.until("return window.blocked.includes('img-src') && window.blocked.includes('connect-src')")
    assert explorer.js("return [window.broken ?? null, window.blocked.filter(b => b === 'trusted types').length]") == [
        None,
        2,
    ]
    explorer.errors()  # the browser reports what it blocked
    assert not [url for url in explorer.requests() if "evil" in url and url.startswith("data:")]
