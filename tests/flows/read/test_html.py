"""HTML: what a reader sees, in order, each block on a line; title and date; no markup is too broken."""

import time
from datetime import UTC, datetime

import pytest
from cases import read_cases
from hypothesis import given
from hypothesis import strategies as st

from flows.config import SourceOptions
from flows.read.documents import clean_title, with_title
from flows.read.html import declared_charset, read_html
from flows.read.sources import read_sources


@pytest.mark.parametrize(("markup", "expected"), read_cases(__file__, "html.tsv"))
def test_cases(markup, expected):
    assert read_html(markup.replace("\\n", "\n")).text == expected.replace("\\n", "\n")


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("<title>Из заголовка окна</title>", "Из заголовка окна"),
        ("<title>Окно — Сайт</title><h1>Из текста</h1>", "Из текста"),
        ('<meta property="og:title" content="Из меты"><title>Окно</title><h1>Из текста</h1>', "Из меты"),
        ("<p>Нет", None),
    ],
)
def test_title(head, title):
    assert read_html(head).title == title


@pytest.mark.parametrize(
    "markup",
    [
        '<meta property="article:published_time" content="2021-03-04T10:00:00+03:00">',
        '<script type="application/ld+json">{"datePublished": "2021-03-04T07:00:00Z"}</script>',
        '<time datetime="2021-03-04T07:00Z">4 марта</time>',
    ],
)
def test_date(markup):
    assert read_html(markup).published_at == datetime(2021, 3, 4, 7, tzinfo=UTC)


def test_charset():
    assert declared_charset(b'<meta charset="windows-1251">') == "windows-1251"
    assert declared_charset(b'<meta http-equiv="Content-Type" content="text/html; charset=koi8-r">') == "koi8-r"
    assert declared_charset(b'<?xml version="1.0" encoding="cp1251"?>') == "cp1251"
    assert declared_charset(b"<p>charset=no") is None


def test_a_page_in_its_declared_charset(tmp_path):
    path = tmp_path / "x.html"
    path.write_bytes("<meta charset=windows-1251><title>Т</title><p>Да".encode("cp1251"))
    [document] = read_sources([str(path)])
    assert (document.text, document.encoding, document.title) == ("Т\n\nДа", "cp1251", "Т")


def test_the_title_is_put_first_unless_it_stands_there():
    options = SourceOptions()
    assert with_title("Текст новости.", "Новость", options) == "Новость\n\nТекст новости."
    assert with_title("Пуск  ракеты\nТекст.", "Пуск ракеты", options) == "Пуск  ракеты\nТекст."
    assert with_title("Онлайн-трансляция", "Он", options) == "Он\n\nОнлайн-трансляция"  # part of a word is not it
    assert with_title("Текст", "Новость", SourceOptions(title_in_text=False)) == "Текст"
    assert clean_title("<b>Пуск</b>\n &laquo;Союза&raquo;\u00ad ") == "Пуск «Союза»"
    assert clean_title(" \u200b") is None


HOSTILE = {
    "deep div": "<div>" * 200_000,
    "deep inline": "<b>" * 200_000,
    "deep lists": "<li><ul>" * 100_000,
    "deep tables": "<table><tr><td>" * 50_000,
    "attributes": "<p " + " ".join(f"a{n}=1" for n in range(60_000)) + ">",
    "attributes without spaces": "<p " + "".join(f'a{n}="1"' for n in range(60_000)) + ">",
    "attributes with slashes": "<p/" + "/".join(f"a{n}" for n in range(60_000)) + ">",
    "open quotes": '<a href="' * 100_000,
    "open comments": "<!--" * 200_000,
    "brackets": "<" * 500_000,
    "entities": "&amp" * 200_000,
    "formatting": "<a><p>" * 30_000,
    "json": '<script type="application/ld+json">' + "[" * 100_000 + "</script>",
    "one word of links": "<a>x</a>" * 100_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_markup_takes_seconds_at_most(name):
    started = time.process_time()
    read_html("<p>начало</p>" + HOSTILE[name])
    assert time.process_time() - started < 6


@given(st.text("<>/abdiprt =\"'&;!-\nпр", max_size=300))
def test_never_raises(markup):
    page = read_html(markup)
    assert all(line.strip() for line in page.text.split("\n")) or "<pre" in markup or page.text == ""


@pytest.mark.parametrize(
    ("markup", "kept"),
    [
        pytest.param(
            '<p>Газета <b translate="no">Заря</b> и <i class="x notranslate">Труд</i></p>',
            ("Заря", "Труд"),
            id="inline",
        ),
        pytest.param('<div translate=no>Код <b translate="yes">вход</b> и ещё</div>', ("Код", "и ещё"), id="nested"),
        pytest.param('<ul translate="NO"><li>Один<li>Два</ul>', ("Один", "Два"), id="blocks"),
        pytest.param('<pre translate="no">раз\n два</pre>', ("раз", "два"), id="pre"),
        pytest.param('<html translate="no"><body class="notranslate"><p>Текст', (), id="whole pages are not meant"),
        pytest.param('<p translate="">Текст <b translate>тут</b>', (), id="empty means yes"),
        pytest.param('<b translate="no"><script>x</script>Заря', ("Заря",), id="unclosed"),
        pytest.param("<p>Текст", (), id="none"),
    ],
)
def test_what_is_not_to_be_translated(markup, kept):
    assert read_html(markup).kept == kept


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("Мак<b>Дональдс</b> открыт", "МакДональдс открыт"),
        ("i<b>Phone</b>", "iPhone"),
        ("H<sub>2</sub>O", "H2O"),
        ("пре<b>зи</b>дент", "президент"),
        ("сло<a href=x>во</a>м", "словом"),
        ("а<wbr>б", "аб"),
        ("Рос<div style='display: inline'>космос</div>", "Роскосмос"),
        ("<span>Войти</span><span>Регистрация</span>", "Войти\nРегистрация"),
        ("<a href=x>Войти</a><a href=y>Щыуаа</a>", "Войти\nЩыуаа"),
        ("<span style='display:block'>первая</span><span style='display:block'>вторая</span>", "первая\nвторая"),
        ("раз<br>два", "раз\nдва"),
        ("<table><tr><td>раз</td><td>два</td></tr></table>", "раз\nдва"),
    ],
)
def test_inline_elements_break_no_word_and_blocks_do(markup, text):
    assert read_html(markup).text == text


@pytest.mark.parametrize(
    ("markup", "lang"),
    [
        ('<html lang="ru-RU"><p>Новости</p>', "ru-RU"),
        ('<html xml:lang="bg"><p>Новини</p></html>', "bg"),
        ('<html lang=""><body lang="uk"><p>Новини</p></body></html>', "uk"),
        ('<p lang="uk">Новини</p>', None),
    ],
)
def test_the_language_of_a_page_is_read(markup, lang):
    assert read_html(markup).lang == lang
