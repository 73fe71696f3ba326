"""Corrections from and to TMX, tab-separated text and Excel workbooks; wrong files are one clear line."""

import io
import zipfile
from xml.etree import ElementTree as ET

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.corrections import Correction, CorrectionsError, files
from flows.corrections.files import read_corrections, write_corrections
from flows.corrections.tmx import write_tmx

ROWS = [
    (Correction('Он сказал: "Да" & ушёл <b>', 'He said "Yes" & left <b>', author="Анна <a&b>"), "human"),
    (Correction("=СУММ(А1)", "=SUM(A1)"), "human"),
    (Correction("Кіт", "Cat", "uk"), "human"),
]
HEAD = '<header creationtool="x" creationtoolversion="1" segtype="sentence" o-tmf="x" adminlang="en" srclang="{}" datatype="plaintext"/>'


def tmx(*units: str, srclang: str = "ru", before: str = "") -> str:
    head = HEAD.format(srclang)
    return f'<?xml version="1.0"?>\n{before}<tmx version="1.4">{head}<body>\n' + "\n".join(units) + "\n</body></tmx>"


def unit(source: str, english: str, *, lang: str = "ru", attributes: str = "") -> str:
    return (
        f'<tu{attributes}><tuv xml:lang="{lang}"><seg>{source}</seg></tuv>'
        f'<tuv xml:lang="en"><seg>{english}</seg></tuv></tu>'
    )


@pytest.fixture
def given_file(tmp_path):
    def make(name: str, content: str | bytes):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return make


def read(path):
    return [located.correction for located in read_corrections(path).corrections]


@pytest.mark.parametrize("name", ["out.tmx", "out.tsv", "out.xlsx", "OUT.TMX"])
def test_what_is_written_is_read(tmp_path, name):
    assert write_corrections(tmp_path / name, ROWS) == 3
    assert read(tmp_path / name) == [one for one, _ in ROWS]
    assert [path.name for path in tmp_path.iterdir()] == [name]


@pytest.mark.parametrize("name", ["memory.tmx", "memory.tsv", "memory.xlsx"])
def test_rows_of_a_model_do_not_become_corrections(tmp_path, name):
    rows = [*ROWS, (Correction("Пёс лает.", "The dog barks."), "ok")]
    assert write_corrections(tmp_path / name, rows) == 4
    content = read_corrections(tmp_path / name)
    assert (len(content.corrections), content.by_model) == (3, 1)


def test_written_tmx_is_what_the_standard_asks():
    sink = io.StringIO()
    write_tmx(sink, ROWS)
    root = ET.fromstring(sink.getvalue())
    assert (root.tag, root.get("version")) == ("tmx", "1.4")
    wanted = {"creationtool", "creationtoolversion", "segtype", "o-tmf", "adminlang", "srclang", "datatype"}
    assert wanted <= set(root.find("header").keys())
    tu = root.find("body/tu")
    assert [tuv.get("{http://www.w3.org/XML/1998/namespace}lang") for tuv in tu.findall("tuv")] == ["ru", "en"]


@settings(max_examples=50, deadline=None)
@given(st.text(), st.text())
def test_any_texts_come_back_from_tmx(tmp_path_factory, source, english):
    one = Correction(source, english)
    if not one.source or not one.english:
        return
    path = tmp_path_factory.mktemp("any") / "any.tmx"
    write_corrections(path, [(one, "human")])
    (got,) = read(path)
    assert got.source == one.source.replace("\ufffe", "").replace("\uffff", "").strip()


@pytest.mark.parametrize(
    ("units", "expected"),
    [
        pytest.param([unit("Дом", "House", lang="ru-RU")], [("Дом", "House", "ru")], id="region"),
        pytest.param([unit("Дом", "House", lang="RU")], [("Дом", "House", "ru")], id="capitals"),
        pytest.param(
            ['<tu><tuv xml:lang="en-GB"><seg>House</seg></tuv><tuv xml:lang="ru"><seg>Дом</seg></tuv></tu>'],
            [("Дом", "House", "ru")],
            id="english-first",
        ),
        pytest.param(
            [unit('Он <bpt i="1">&lt;b&gt;</bpt>тут<ept i="1">&lt;/b&gt;</ept> <hi>был</hi>', "He <ph>x</ph>was here")],
            [("Он тут был", "He was here", "ru")],
            id="inline-codes",
        ),
        pytest.param([unit("A &amp; Б &#x410;", "A &amp; B")], [("A & Б А", "A & B", "ru")], id="predefined-entities"),
        pytest.param([unit("Дом", "House"), unit("", "x"), unit("Кот", "")], [("Дом", "House", "ru")], id="gaps"),
    ],
)
def test_tmx_of_other_programs(given_file, units, expected):
    got = read(given_file("a.tmx", tmx(*units)))
    assert [(c.source, c.english, c.lang) for c in got] == expected


def test_tmx_in_utf16(given_file):
    text = tmx(unit("Дом", "House")).replace('version="1.0"', 'version="1.0" encoding="UTF-16"', 1)
    assert read(given_file("a.tmx", text.encode("utf-16"))) == [Correction("Дом", "House")]


def test_author_and_line_are_kept(given_file):
    path = given_file("a.tmx", tmx(unit("Дом", "House", attributes=' creationid="anna" changeid="boris"')))
    (located,) = read_corrections(path).corrections
    assert (located.correction.author, located.where) == ("boris", f"{path}:3")


def test_headings_choose_the_columns(given_file):
    path = given_file("a.tsv", "id\tEnglish\tnote\tSource\n1\tHouse\t\tДом\n2\t\t\tКот\n")
    content = read_corrections(path)
    assert [c.correction for c in content.corrections] == [Correction("Дом", "House")]
    assert content.skipped == 1


def test_a_workbook_with_numbers_formulas_and_empty_rows(tmp_path):
    book = openpyxl.Workbook()
    for row in (["Дом", "House"], [None, None], ["Кот", 5], [None, "x"]):
        book.active.append(row)
    book.save(tmp_path / "a.xlsx")
    assert read(tmp_path / "a.xlsx") == [Correction("Дом", "House"), Correction("Кот", "5")]


BOMB = '<!DOCTYPE tmx [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;">]>\n'
BAD = [
    pytest.param("a.tmx", tmx(unit("&b;", "x"), before=BOMB), r"a\.tmx:2: .*\(DTD\).*remove", id="entities"),
    pytest.param("a.tmx", tmx(unit("Дом", "House"), before='<!DOCTYPE tmx SYSTEM "tmx14.dtd">\n'), "DTD", id="dtd"),
    pytest.param("a.tmx", tmx(unit("&nope;", "House")), r"a\.tmx:3: not well-formed", id="undefined-entity"),
    pytest.param("a.tmx", tmx(unit("Дом", "House"))[:-9], r"not well-formed", id="truncated"),
    pytest.param("a.tmx", "", r"not well-formed", id="empty-file"),
    pytest.param("a.tmx", "<xliff/>", r"not TMX, the first element is <xliff>", id="other-xml"),
    pytest.param("a.tmx", tmx(unit("Дом", "")), r"no pair", id="no-english"),
    pytest.param("a.tsv", "Дом House\n", r"a\.tsv:1: expected source TAB English", id="no-tab"),
    pytest.param("a.tsv", "Дом\tHouse\nКот Cat\n", r"a\.tsv:2: expected", id="no-tab-later"),
    pytest.param("a.tsv", "", r"no pair", id="empty-table"),
    pytest.param("a.tsv", "Дом\tHouse".encode("cp1251"), r"not UTF-8", id="cp1251"),
    pytest.param("a.xlsx", b"no workbook", r"not a readable Excel workbook", id="no-workbook"),
    pytest.param("a.docx", b"", r"unknown format '.docx'", id="unknown"),
]


@pytest.mark.parametrize(("name", "content", "told"), BAD)
def test_a_wrong_file_is_one_clear_line(given_file, name, content, told):
    with pytest.raises(CorrectionsError, match=told) as error:
        read_corrections(given_file(name, content))
    assert "\n" not in str(error.value)


def test_a_huge_file_is_refused_unread(tmp_path):
    path = tmp_path / "huge.tmx"
    with path.open("wb") as file:
        file.truncate(200_000_000)
    with pytest.raises(CorrectionsError, match=r"200 MB, more than 100 MB"):
        read_corrections(path)


def test_a_workbook_that_unpacks_to_more_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(files, "MAX_BYTES", 50_000)
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b" " * 1_000_000)
    with pytest.raises(CorrectionsError, match="unpacked"):
        read_corrections(path)


def test_a_file_that_is_not_there_is_told(tmp_path):
    with pytest.raises(CorrectionsError, match="cannot be read"):
        read_corrections(tmp_path / "none.tmx")
    with pytest.raises(CorrectionsError, match="cannot be written"):
        write_corrections(tmp_path / "no" / "a.tsv", ROWS)
