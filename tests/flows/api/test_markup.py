"""HTML comes back with every tag, the text in English, and the tags around the words they were around."""

import itertools

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from flows.api.markup import Page, Span, located
from flows.api.tokens import tokens


def rendered(markup, translations):
    """The page with each text of `translations` in English; what is in links and emphasis is found by the same list."""
    page = Page(markup)
    spans = []
    for source, english in translations.items():
        if (at := page.text.find(source)) >= 0:
            spans.append(Span(at, at + len(source), english))
    spans.sort(key=lambda s: s.start)
    outer = [
        s for i, s in enumerate(spans) if not any(o.start <= s.start and s.end <= o.end for o in spans if o is not s)
    ]
    return page.render(outer, located(translations))


@pytest.mark.parametrize(
    ("markup", "translations", "expected"),
    [
        pytest.param("<p>Да</p>", {"Да": "Yes"}, "<p>Yes</p>", id="a line"),
        pytest.param(
            "<p>Глава <b>НАСА</b> <a href='/x?a=1&b=2'>Иван Рябов</a> ушёл.</p>",
            {"Глава НАСА Иван Рябов ушёл.": "Ivan Ryabov, the head of NASA, left.", "НАСА": "NASA", "Иван Рябов": "Ivan Ryabov"},
            "<p><a href='/x?a=1&b=2'>Ivan Ryabov</a>, the head of <b>NASA</b>, left.</p>",
            id="words that change places take their tags along",
        ),
        pytest.param(
            "<p>Он <i>очень <b>быстро</b></i> ушёл</p>",
            {"Он очень быстро ушёл": "He left very quickly", "очень быстро": "very quickly", "быстро": "quickly"},
            "<p>He left <i>very <b>quickly</b></i></p>",
            id="tags inside tags",
        ),
        pytest.param(
            "<p>Вышел <a href=x>годовой отчёт</a> порта</p>",
            {"Вышел годовой отчёт порта": "The port's review is out", "годовой отчёт": "annual report"},
            None,
            id="a link whose words are not found keeps some",
        ),
        pytest.param(
            "<p><a href=x>Отчёт</a> за год <b>вышел</b></p>",
            {"Отчёт за год вышел": "The year's report is out", "Отчёт": "report", "вышел": "is out"},
            "<p>The year's <a href=x>report</a> <b>is out</b></p>",
            id="tags where the sentence begins and ends",
        ),
        pytest.param(
            "<p><a href=x><img src=y>Отчёт</a> вышел</p>", {"Отчёт вышел": "Out is the report", "Отчёт": "report"},
            "<p>Out is the <a href=x><img src=y>report</a></p>", id="a picture stays in its link",
        ),
        pytest.param("<p><b><i>Да</i>!</b></p>", {"Да!": "Yes!", "Да": "Yes"}, "<p><b><i>Yes</i>!</b></p>", id="around all of it"),
        pytest.param("<p>ко&shy;тель&shy;ная</p>", {"котельная": "boiler house"}, "<p>boiler house</p>", id="soft hyphens"),
        pytest.param("<b>Раз</b> два<br>три", {"Раз": "One", "два": "two", "три": "three"}, "<b>One</b> two<br>three", id="edges"),
        pytest.param(
            "<script>var a='Да'</script><style>Да</style><!-- Да --><code>Да</code><p>Нет</p>", {"Нет": "No"},
            "<script>var a='Да'</script><style>Да</style><!-- Да --><code>Да</code><p>No</p>",
            id="programs and comments stay",
        ),
        pytest.param("<p>5 &lt; 7 &amp; Да&nbsp;</p>", {"Да": "<i>Yes</i>"}, "<p>5 &lt; 7 &amp; &lt;i&gt;Yes&lt;/i&gt;&nbsp;</p>", id="what looks like a tag is none"),
        pytest.param("<p>&#1044;&#1072;</p>", {"Да": "Yes"}, "<p>Yes</p>", id="character references"),
        pytest.param("<p>Ничего &copy;</p><p>Да</p>", {"Да": "Yes"}, "<p>Ничего &copy;</p><p>Yes</p>", id="an untranslated line stays letter by letter"),
        pytest.param("<pre>Да\n  Нет</pre>", {"Да": "Yes", "Нет": "No"}, "<pre>Yes\n  No</pre>", id="verbatim"),
        pytest.param("<p>Да<img src=a><b", {"Да": "Yes"}, "<p>Yes<img src=a><b", id="broken at the end"),
        pytest.param("<b>Да</b> нет<!-- до", {"Да нет": "No yes", "Да": "yes"}, "No <b>yes</b><!-- до", id="a comment never closed"),
        pytest.param("a < b <3 Да", {"Да": "Yes"}, "a &lt; b &lt;3 Yes", id="lone <"),
    ],
)  # fmt: skip
def test_rendered(markup, translations, expected):
    found = rendered(markup, translations)
    if expected is None:
        assert [t.raw for t in tokens(found) if t.kind != "text"] == [t.raw for t in tokens(markup) if t.kind != "text"]
        assert "<a href=x></a>" not in found
    else:
        assert found == expected


def test_what_is_not_to_be_translated():
    page = Page(
        '<p translate="no">раз</p><div class="a notranslate b">два <i translate=yes>три</i></div>'
        '<html class="notranslate"><p title="no">четыре <kbd>пять</kbd></p>'
    )
    assert page.kept == ["раз", "два", "пять"]


def test_fragments_are_the_insides_of_tags_within_a_sentence():
    page = Page("<p><b>Глава</b> <i>НАСА <u>США</u></i> ушёл.</p>")
    assert page.fragments([Span(0, len(page.text), "The head of NASA left.")]) == ["Глава", "НАСА США", "США"]


markups = st.lists(
    st.sampled_from(
        ["<b>", "</b>", "<i class='x'>", "</i>", "<p>", "</p>", "<br>", '<a href="?a=1&b=2">', "</a>", "<", ">", '"', "'",
         "&lt;", "&amp;", "&#0;", "&nbsp;", "да ", "нет. ", "Yes ", "<!--", "-->", "<script>", "</script>", "<pre>", "\n", "<img/>", "</", "<b", "translate=no>"]
    ), max_size=40,
).map("".join)  # fmt: skip


@given(markups)
def test_the_pieces_are_the_whole(markup):
    assert "".join(token.raw for token in tokens(markup)) == markup


@given(markups)
def test_untranslated_it_stays_letter_by_letter(markup):
    page = Page(markup)
    assert page.render([], located({})) == markup


@example("<</b><b><<!--")
@given(markups)
def test_translated_every_tag_comes_through(markup):
    page = Page(markup)
    spans, at = [], 0
    for line in page.text.split("\n"):
        if line.strip():
            spans.append(Span(at, at + len(line), f"x {line[::-1]} <y>"))
        at += len(line) + 1
    assert all(isinstance(f, str) for f in page.fragments(spans))
    found = page.render(spans, located({"да": "yes", "нет.": "no"}))
    before, after = ([t.raw for t in tokens(m) if t.kind in ("open", "close", "void")] for m in (markup, found))
    assert sorted(before) == sorted(after)


@pytest.mark.parametrize(
    "markup",
    ["<" * 50_000, "<a " * 20_000, '<a "' * 12_000, "<b>" * 16_000, "<b>да" * 10_000, "</b>" * 12_000, "<div>" * 10_000,
     "<!--" * 12_000, "<script>" * 6_000, "<i>да</i> " * 5_000, '<p class="class="' * 3_000, "&" * 50_000],
    ids=lambda m: m[:8],
)  # fmt: skip
@pytest.mark.timeout(20)
def test_hostile_markup_is_read_in_time(markup):
    page = Page(markup)
    spans = [Span(0, len(page.text), "yes " * (len(page.text) // 4))] if page.text else []
    page.fragments(spans)
    page.render(spans, located({}))


trees = st.recursive(
    st.sampled_from(["да ", "нет. ", "порт ", "<img>", ""]),
    lambda inner: st.tuples(st.sampled_from(["b", "i", "a"]), st.lists(inner, max_size=4)).map(
        lambda t: f"<{t[0]}>{''.join(t[1])}</{t[0]}>"
    ),
    max_leaves=12,
)


@given(st.lists(trees, max_size=5).map("".join), st.lists(st.integers(0, 60), max_size=6))
def test_tags_stay_within_each_other_however_the_line_is_cut(markup, cuts):
    page = Page(markup)
    edges = sorted({0, len(page.text), *(c for c in cuts if c < len(page.text))})
    spans = [Span(a, b, f"x {page.text[a:b]} yes") for a, b in itertools.pairwise(edges)]
    found = page.render(spans, located({"да": "yes", "нет.": "no", "порт": "x"}))
    before, after = ([t for t in tokens(m) if t.kind in ("open", "close", "void")] for m in (markup, found))
    assert sorted(t.raw for t in before) == sorted(t.raw for t in after)
    open_ = []
    for tag in after:
        if tag.kind == "open":
            open_.append(tag.name)
        elif tag.kind == "close":
            assert open_.pop() == tag.name
    assert not open_
