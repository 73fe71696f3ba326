"""What sources say of documents, in columns of their own; nothing is lost."""

import json

import pytest

from flows.config import SourceOptions
from flows.read.about import LONGEST_EXTRA, about_columns, domain
from flows.read.sources import read_sources
from flows.read.types import About


def read(path, **options):
    return list(read_sources([str(path)], SourceOptions(**options)))


def test_a_record_keeps_its_columns(tmp_path):
    (tmp_path / "a.csv").write_text(
        "id,text,url,author,source,views,date\n1,Порт.,https://www.example.org/1,О. Жмыхова,Вести,7,вчера\n"
    )
    (document,) = read(tmp_path / "a.csv")
    columns = about_columns(document.about, document.source_uri)
    assert columns["url"] == "https://www.example.org/1"
    assert (columns["author"], columns["site"], columns["domain"]) == ("О. Жмыхова", "Вести", "example.org")
    assert json.loads(columns["extra"]) == {
        "id": "1",
        "views": "7",
        "date": "вчера",
    }  # a date that cannot be read is kept


def test_a_page_says_it_itself(tmp_path):
    (tmp_path / "a.html").write_text(
        '<html><head><link rel="canonical" href="https://example.org/1"><meta name="author" content="О. Жмыхова">'
        '<meta property="og:site_name" content="Вести"></head><body><p>Порт открыт.</p></body></html>'
    )
    (document,) = read(tmp_path / "a.html")
    assert document.about == About(None, None, "https://example.org/1", "О. Жмыхова", "Вести", {})


def test_tables_without_a_header_titles_above_it_and_sep_lines(tmp_path):
    (tmp_path / "a.csv").write_text("sep=;\nОтчёт порта\n\nдата;текст\n04.03.2021;Порт открыт.\n")
    (document,) = read(tmp_path / "a.csv")
    assert (document.text, document.published_at.day) == ("Порт открыт.", 4)
    (tmp_path / "b.csv").write_text("1;04.03.2021;Порт принял больше грузов.\n2;05.03.2021;Погода.\n")
    assert [d.text for d in read(tmp_path / "b.csv", columns=3)] == ["Порт принял больше грузов.", "Погода."]
    first, _ = read(tmp_path / "b.csv", columns=("id", "date", "text"))
    assert (first.record, first.text) == ("1", "Порт принял больше грузов.")


def test_parts_of_saved_pages_and_own_tables_are_passed_over(tmp_path):
    (tmp_path / "page.html").write_text("<p>Порт открыт.</p>")
    for folder, name in (("page_files", "x.html"), ("output/snapshots/r", "y.txt"), ("other_files", "z.txt")):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / name).write_text("<p>Часть.</p>")
    (tmp_path / "output" / ".lock").touch()
    assert sorted(d.source_uri.rpartition("/")[2] for d in read(tmp_path)) == ["page.html", "z.txt"]


def test_a_link_that_leads_outside_is_told_and_not_read(tmp_path):
    (tmp_path / "secret.txt").write_text("Тайна.")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "b.txt").write_text("Тайна.")
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (inbox / "a.txt").write_text("Порт.")
    (inbox / "again.txt").symlink_to(inbox / "a.txt")  # inside: the same file, read once
    (inbox / "link.txt").symlink_to(tmp_path / "secret.txt")
    (inbox / "folder").symlink_to(tmp_path / "elsewhere")
    results = read(inbox)
    assert sorted(getattr(r, "error", "") for r in results) == ["", "link_outside", "link_outside"]
    assert len(read(inbox, follow_links=True)) == 3


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://user:pw@example.org:81/a?b=1#c", "https://example.org:81/a?b=1"),
        ("http://[::1]:80/", "http://[::1]:80/"),
        ("http://a:b:c@x:y/", None),
        ("https://example.org/a?token=t&b=1", "https://example.org/a?b=1"),
        ("", None),
    ],
)
def test_addresses_without_secrets(url, shown):
    assert about_columns(About(url=url), "x")["url"] == shown


def test_domains():
    assert domain("https://www.example.org/a") == "example.org"
    assert domain("https://localhost/") is None
    assert domain("stdin") is None


def test_extra_has_a_limit():
    columns = about_columns(About(extra={"a": 1, "b": "x" * LONGEST_EXTRA}), "x")
    assert columns["extra"] == '{"a": 1}'
