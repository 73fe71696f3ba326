"""The explorer in a browser: every view, search, filters, keys, phone, downloads, accessibility."""

import csv
import io
import json
from importlib import resources

import pytest

from flows.review import parse_review

VIEWS = {
    "#/docs": "Documents", "#/names": "Names", "#/doubtful": "Doubtful", "#/timeline": "Timeline", "#/network": "Network",
    "#/rejects": "Not processed", "#/run": "Run", "#/legend": "Legend", "#/review": "Your review", "#/search": "Search",
    "#/search?q=верфь": "Search: верфь", "#/doc/000000000000000000000000": "Осмотр верфи", "#/name/p-kos": "Anna Kosareva",
}  # fmt: skip


@pytest.mark.parametrize("address", VIEWS)
def test_every_view_opens_at_its_address(explorer, page, address):
    explorer.open(page, address)
    assert explorer.text("h1").replace("“", "").replace("”", "").removesuffix(" person") == VIEWS[address]
    assert VIEWS[address].split(":")[0] in explorer.driver.title


@pytest.mark.parametrize("address", VIEWS)
@pytest.mark.parametrize("dark", [False, True])
def test_axe_finds_nothing(explorer, page, address, dark):
    explorer.open(page, address, dark=dark)
    explorer.js(resources.files("axe_core_python").joinpath("axe.min.js").read_text(encoding="utf-8"))
    found = explorer.driver.execute_async_script(
        "axe.run(document).then(r => arguments[0](r.violations.map(v => [v.id, v.nodes.map(n => n.html.slice(0, 200))])))"
    )
    assert found == []


@pytest.mark.parametrize("address", VIEWS)
def test_a_phone_needs_no_sideways_scroll(explorer, page, address):
    explorer.open(page, address, width=390)
    assert explorer.js("return document.documentElement.scrollWidth") <= 390


def test_tables_are_cards_on_a_phone(explorer, page):
    explorer.open(page, "#/docs", width=390)
    row, cell = explorer.js(
        "return ['tbody tr', 'tbody td'].map(q => getComputedStyle(document.querySelector(q)).display)"
    )
    assert (row, cell) == ("block", "grid")
    assert explorer.js("return getComputedStyle(document.querySelector('tbody td'), '::before').content") == '"Date"'


def test_an_unknown_address_says_so(explorer, page):
    assert "no document nothing" in explorer.open(page, "#/doc/nothing").text()
    assert "no page nowhere" in explorer.go("#/nowhere").text()


def test_a_document_is_read_in_both_languages(explorer, page):
    explorer.open(page, "#/doc/000000000000000000000000")
    assert explorer.texts(".block .src")[1] == "Анна Косарева осмотрела верфь «Заря» в Омске."
    assert explorer.texts(".block .en")[1] == "Anna Kosareva inspected the Zarya Shipyard in Omsk."
    kinds = explorer.js(
        "return [...document.querySelectorAll('.block .name')].map(e => [e.innerText, e.dataset.kind, e.hash])"
    )
    assert kinds[:6] == [
        ["Анна Косарева", "person", "#/name/p-kos"],
        ["верфь «Заря»", "organisation", "#/name/o-ver"],
        ["Омске", "place", "#/name/l-omsk"],
        ["Anna Kosareva", "person", "#/name/p-kos"],
        ["Zarya Shipyard", "organisation", "#/name/o-ver"],
        ["Omsk", "place", "#/name/l-omsk"],
    ]
    assert ["Анны Косаревой", "person", "#/name/p-kos"] in kinds  # after a character of two UTF-16 units
    assert explorer.js("return [...document.querySelectorAll('.block')].map(b => b.querySelector('.s').lang)") == [
        "ru",
        "ru",
        "ru",
        "en",
    ]
    assert explorer.texts(".repairs .chip") == ["wrong encoding", "fixed spaces"]


def test_hovering_one_language_marks_the_other(explorer, page):
    explorer.open(page, "#/doc/000000000000000000000000")
    explorer.js(
        "document.querySelector('.block:nth-child(2) .src .s').dispatchEvent(new MouseEvent('mouseover', {bubbles: true}))"
    )
    assert explorer.texts(".hot") == [explorer.texts(".block .src")[1], explorer.texts(".block .en")[1]]


def test_a_sentence_tells_how_it_came_about(explorer, page):
    explorer.open(page, "#/doc/000000000000000000000000?span=2")
    about = explorer.text("#inspector")
    assert "Sentence 3 of 4" in about
    assert "second try" in about
    assert "name put right" in about
    assert "98 % sure" in about.replace("\u00a0", " ")


def test_status_is_a_button_with_words(explorer, page):
    explorer.open(page, "#/doc/000000000000000000000000")
    labels = explorer.js("return [...document.querySelectorAll('button.dot')].map(e => e.getAttribute('aria-label'))")
    assert labels == ["Sentence 1: glossary", "Sentence 2: translated", "Sentence 3: second try: name put right"]


@pytest.mark.parametrize(
    ("query", "sentences"),
    [
        ("Косарева", 3),  # all spellings of the name, in both scripts
        ("Kosarewa", 3),
        ("kosareva", 3),
        ("Косаревой", 3),
        ("елка", 1),  # ё aside
        ("ELKA", 0),
        ("Показать ещё", 2),
        ("shipyard", 2),
        ("Zarya", 2),
        ("заря", 2),
        ("zzz", 0),
    ],
)
def test_search_finds_any_spelling(explorer, page, query, sentences):
    explorer.open(page, "#/docs").go(f"#/search?q={query}")
    assert len(explorer.texts(".pair")) == sentences


@pytest.mark.parametrize(
    ("query", "sentences"),
    [
        ("Косарева", 1),
        ("Косаревой", 1),
        ("Kosareva", 2),
        ("косарева", 1),
        ("Елка", 0),
        ("Ёлка", 1),
        ("ЁЛКА", 0),
        ("Anna Kosarewa", 1),
    ],
)
def test_search_finds_what_is_written_exactly(explorer, page, query, sentences):
    explorer.open(page, f"#/search?q={query}&as=written")
    assert len(explorer.texts(".pair")) == sentences


def test_hits_are_marked(explorer, page):
    explorer.open(page, "#/search?q=елка")
    assert explorer.texts(".pair mark") == ["Ёлка"]


def test_typing_searches(explorer, page):
    explorer.open(page, "#/docs")
    explorer.press("/")
    explorer.press("верфь")
    explorer.until("return location.hash.startsWith('#/search') && document.querySelectorAll('.pair').length === 2")
    assert explorer.js("return document.activeElement.id") == "search"
    explorer.press("\ue00c")  # Escape leaves the field
    assert explorer.js("return document.activeElement.id") == "main"


def facet(explorer, name):
    return dict(
        explorer.js(
            "return [...document.querySelectorAll(`[data-facet=${arguments[0]}] label`)].map(l => [l.querySelector('.value').innerText, Number(l.querySelector('.n').innerText)])",
            name,
        )
    )


def tick(explorer, name, value):
    explorer.click(f'[data-facet="{name}"] input[data-key="{name}={value}"]')


def test_filters_count_what_would_be_shown(explorer, page):
    explorer.open(page, "#/docs")
    assert facet(explorer, "lang") == {"Russian": 4, "English": 1}
    assert facet(explorer, "source") == {"inbox": 3, "news.example": 1, "other.example": 1}
    assert facet(explorer, "kind") == {"People": 3, "Organisations": 2, "Places": 1}
    assert facet(explorer, "status") == {
        "translated": 3,
        "letters only": 2,
        "second try": 2,
        "failed": 1,
        "glossary": 1,
    }
    tick(explorer, "source", "inbox")
    assert explorer.text(".count") == "3 of 5 documents"
    assert facet(explorer, "source") == {
        "inbox": 3,
        "news.example": 1,
        "other.example": 1,
    }  # a filter does not narrow itself
    assert facet(explorer, "kind") == {"People": 1, "Organisations": 1}
    tick(explorer, "kind", "person")
    assert explorer.texts("tbody th a") == ["c.txt"]
    assert explorer.js("return location.hash") == "#/docs?source=inbox&kind=person"
    explorer.open(page, "#/docs?source=inbox&kind=person")  # the address brings them back
    assert explorer.texts("tbody th a") == ["c.txt"]
    explorer.click("button", "Clear filters")
    assert len(explorer.texts("tbody tr")) == 5


def test_every_count_is_the_number_of_rows_behind_it(explorer, page):
    for view, rows in (
        ("#/docs", "tbody tr"),
        ("#/names", "tbody tr"),
        ("#/doubtful", ".pair"),
        ("#/search?q=е", ".pair"),
        ("#/rejects", "tbody tr"),
    ):
        explorer.open(page, view)
        boxes = explorer.js(
            "return [...document.querySelectorAll('[data-facet] label input[type=checkbox]')].map(e => [e.dataset.key, Number(e.closest('label').querySelector('.n').innerText)])"
        )
        assert boxes, view
        for key, n in boxes:
            explorer.click(f'input[data-key="{key}"]')
            assert len(explorer.texts(rows)) == n, (view, key)
            explorer.click(f'input[data-key="{key}"]')


def test_dates_filter(explorer, page):
    explorer.open(page, "#/docs?from=2026-02-01&to=2026-03-10")
    assert explorer.texts("tbody th a") == ["c.txt", "Visit"]
    assert "1 undated" in explorer.text(".facets")


def test_a_column_sorts(explorer, page):
    explorer.open(page, "#/names")
    assert explorer.texts("tbody th a")[0] == "Anna Kosareva"
    explorer.click("button.sort", "Name")
    assert explorer.texts("tbody th a") == ["Anna Kosareva", "Belov", "Igor Belov", "Omsk", "Zarya Shipyard"]
    explorer.click("button.sort", "Name")
    assert explorer.texts("tbody th a")[0] == "Zarya Shipyard"
    assert explorer.js("return document.querySelector('[aria-sort]').getAttribute('aria-sort')") == "descending"


def test_a_name_has_its_spellings_sentences_company_and_doubts(explorer, page):
    explorer.open(page, "#/name/p-kos")
    spellings = explorer.text("section[aria-labelledby=spellings]")
    assert "3 spellings" in spellings
    assert "case form" in spellings
    assert "romanised, German press" in spellings
    assert "Анны Косаревой is read as a case form of Анна Косарева" in spellings
    explorer.until("return document.querySelectorAll('.pair').length === 3")
    assert "5 Jan 2026 to 7 Feb 2026" in explorer.text(".facts")
    assert explorer.texts(".companions a") == ["Zarya Shipyard", "Omsk"]
    assert len(explorer.texts(".bars li a")) == 0 or explorer.texts(".bars")
    assert "May be: Igor Belov" in explorer.go("#/name/p-bel").text(".doubts")
    assert "Belov" in explorer.go("#/name/p-igor").text(".doubts")


def test_the_timeline_has_a_bar_for_each_period_that_leads_to_its_documents(explorer, page):
    explorer.open(page, "#/timeline")
    bars = explorer.js(
        "return [...document.querySelectorAll('.bars a')].map(a => [a.getAttribute('aria-label'), a.hash])"
    )
    assert bars == [
        ["Jan 2026: 1 document", "#/docs?from=2026-01-01&to=2026-01-31"],
        ["Feb 2026: 1 document", "#/docs?from=2026-02-01&to=2026-02-28"],
        ["Mar 2026: 2 documents", "#/docs?from=2026-03-01&to=2026-03-31"],
    ]
    assert len(explorer.go(bars[2][1]).texts("tbody tr")) == 2


def test_the_network_shows_who_appears_with_whom(explorer, page):
    explorer.open(page, "#/network")
    assert sorted(explorer.texts(".network text")) == ["Anna Kosareva", "Belov", "Igor Belov", "Omsk", "Zarya Shipyard"]
    assert (
        len(explorer.texts("tbody tr"))
        == len(explorer.js("return [...document.querySelectorAll('.network line')]"))
        == 4
    )
    assert sorted(explorer.go("#/network?name=p-igor").texts(".network text")) == ["Belov", "Igor Belov"]


def test_doubtful_texts_are_grouped_worst_first(explorer, page):
    explorer.open(page, "#/doubtful")
    assert [text.split(" ×")[0] for text in explorer.texts(".pair header")] == [
        "failed",
        "still wrong",
        "letters only",
        "unsure",
    ]
    assert explorer.texts(".times") == ["×1", "×1", "×2", "×1"]
    explorer.click(".modes button", "Most gain first")
    explorer.settled()
    explorer.until("return document.querySelector('.times').innerText === '×2'")


def test_rejects_say_why_and_what_to_do(explorer, page):
    text = explorer.open(page, "#/rejects").text(".tablebox")
    assert "inbox/x.pdf: pdf is not read" in text
    assert "convert it to text" in text


def test_keys_move_open_and_go_back(explorer, page):
    explorer.open(page, "#/docs")
    explorer.press("j")
    assert explorer.focused() == "e.txt"
    explorer.press("j", "k", "j", "j")
    assert explorer.focused() == "Visit"
    explorer.press("\ue007")  # Enter
    explorer.until("return document.querySelector('h1').innerText === 'Visit'")
    explorer.press("j")
    assert "Sentence 1 of 2" in explorer.text("#inspector")
    explorer.press("j")
    assert "Sentence 2 of 2" in explorer.text("#inspector")
    explorer.press("\ue007")
    assert explorer.focused() == "✓ Right"
    explorer.press("\ue00c")  # Escape: the panel, then back to the list
    assert explorer.js("return document.getElementById('inspector').hidden")
    explorer.press("\ue00c")
    explorer.until("return location.hash === '#/docs'")
    explorer.press("?")
    assert "next, previous" in explorer.text("dialog")
    explorer.press("\ue00c")
    assert not explorer.js("return document.querySelector('dialog[open]')")


def test_the_theme_can_be_chosen_and_stays(explorer, page):
    explorer.open(page, "#/docs")
    paper = "return getComputedStyle(document.body).backgroundColor"
    light = explorer.js(paper)
    explorer.click("button[aria-label='Colours: auto']")
    explorer.click("button[aria-label='Colours: light']")
    assert explorer.js(paper) != light
    explorer.open(page, "#/docs")
    assert explorer.js(paper) != light


CSV = {
    "#/docs": (5, "document_id"), "#/names": (5, "entity_id"), "#/doubtful": (4, "times"), "#/timeline": (3, "period"),
    "#/network": (4, "name_1"), "#/rejects": (2, "source_uri"), "#/run": (4, "run_id"), "#/search?q=Косарева": (3, "document_id"),
    "#/doc/000000000000000000000000": (4, "document_id"), "#/name/p-kos": (3, "entity_id"), "#/review": (0, "what"),
}  # fmt: skip


@pytest.mark.parametrize("address", CSV)
def test_every_view_can_be_downloaded(explorer, page, address):
    header, *rows = csv.reader(io.StringIO(explorer.open(page, address).csv().removeprefix("\ufeff")))
    assert (len(rows), header[0]) == CSV[address]
    assert {len(row) for row in rows} <= {len(header)}


def test_only_what_passes_the_filters_is_downloaded(explorer, page):
    explorer.open(page, "#/docs?source=inbox")
    rows = list(csv.DictReader(io.StringIO(explorer.csv().removeprefix("\ufeff"))))
    assert [row["source"] for row in rows] == ["inbox/e.txt", "inbox/c.txt", "inbox/d.txt"]


def test_headings_landmarks_and_languages(explorer, page):
    explorer.open(page, "#/name/p-kos")
    assert explorer.js("return ['header', 'nav', 'main', '[role=search]'].every(q => document.querySelector(q))")
    assert explorer.js("return [...document.querySelectorAll('th')].every(th => th.scope)")
    assert explorer.js("return document.querySelectorAll('h1').length") == 1
    explorer.until("return document.querySelector('.pair .src bdi')")
    assert explorer.js("return [...document.querySelectorAll('.pair .src bdi')].map(e => e.lang)") == ["en", "ru", "ru"]


def test_marks_on_sentences_are_kept_and_downloaded(explorer, page):
    explorer.open(page, "#/doubtful")
    explorer.click(".pair[data-doubt=unsure] button", "Right")
    explorer.click(".pair[data-doubt=romanized] button", "Correct")
    field = explorer.driver.switch_to.active_element
    field.clear()
    field.send_keys("Show more")
    explorer.click(".pair[data-doubt=romanized] button", "Save")
    assert "Your English: Show more" in explorer.text(".pair[data-doubt=romanized]")
    explorer.open(page, "#/review")  # the browser keeps them
    assert explorer.text("#marks") == "2"
    review = json.loads(explorer.csv("button.primary"))
    assert review["tolmach_review"] == 1
    assert [(m["source"], m["verdict"], m.get("corrected")) for m in review["translations"]] == [
        ("Верно.", "right", None),
        ("Показать ещё", "corrected", "Show more"),
    ]
    assert len(parse_review(json.dumps(review))) == 2
    explorer.open(page, "#/doc/000000000000000000000001")
    assert explorer.js("return document.querySelector('.s[data-mark]').innerText").startswith("pokazat")
    explorer.go("#/review").click("#main button.quiet", "Undo")
    assert explorer.text("#marks") == "1"


def test_marks_on_names_become_a_review(explorer, page):
    def say(button, text=None):
        explorer.click(".marks button", button)
        if text is not None:
            field = explorer.driver.switch_to.active_element
            field.clear()
            field.send_keys(text)
            explorer.click(".marks button", "Save")

    explorer.open(page, "#/name/p-bel")
    say("Same as", "Igor Belov")
    assert "Same as Igor Belov" in explorer.text(".own")
    say("Different from", "Анны Косаревой")
    say("Rename", "Boris Belov")
    explorer.go("#/name/l-omsk")
    say("Not a name")
    review = parse_review(explorer.go("#/review").csv("button.primary"))
    assert [(m.verdict, m.entity_id, m.other_id or m.to) for m in review.names] == [
        ("same", "p-bel", "p-igor"),
        ("different", "p-bel", "p-kos"),
        ("renamed", "p-bel", "Boris Belov"),
        ("not_a_name", "l-omsk", ""),
    ]
    explorer.go("#/name/p-bel")
    say("Different from", "Igor Belov")  # takes the place of the opposite
    assert "Same as" not in explorer.text(".own")
    say("Same as", "Nobody Known")
    assert "No other name here is written like that" in explorer.text(".problem")
