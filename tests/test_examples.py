"""The example corpus is what its README says: every file listed, in the encoding claimed, still holding its peculiarities."""

import csv
import io
import json
import re
from datetime import datetime
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parents[1] / "examples"
README = (EXAMPLES / "README.md").read_text(encoding="utf-8")
CODECS = {"UTF-8": "utf-8", "UTF-8 with BOM": "utf-8-sig", "windows-1251": "cp1251", "KOI8-R": "koi8-r"}
# | `file` | encoding | what it shows |
DOCUMENTED = dict(re.findall(r"^\| `([^`]+)` \| ([^|]+?) \|", README, flags=re.MULTILINE))
RUSSIAN_WORDS = range(1_000, 2_001)  # enough for a demo to show something, little enough to run in seconds
DECOYS = ("09_ukrainian_decoy.txt", "10_bulgarian_decoy.txt")


def read(name: str) -> str:
    return (EXAMPLES / name).read_bytes().decode(CODECS[DOCUMENTED[name]])


def test_every_file_is_documented_and_every_documented_file_exists() -> None:
    files = {path.name for path in EXAMPLES.iterdir() if not path.name.startswith(".")} - {"README.md"}
    assert files == set(DOCUMENTED)


@pytest.mark.parametrize("name", sorted(DOCUMENTED))
def test_encoding_and_size_are_as_documented(name: str) -> None:
    data = (EXAMPLES / name).read_bytes()
    codec = CODECS[DOCUMENTED[name]]
    assert data.decode(codec).encode(codec) == data  # a BOM only where the README says so
    if codec not in {"utf-8", "utf-8-sig"}:
        with pytest.raises(UnicodeDecodeError):
            data.decode("utf-8")
    assert b"\r" not in data
    assert len(data) <= 6_000


def test_volume_of_russian() -> None:
    words = sum(len(re.findall(r"[А-Яа-яЁё]+", read(name))) for name in DOCUMENTED if name not in DECOYS)
    assert words in RUSSIAN_WORDS


@pytest.mark.parametrize(
    ("name", "pattern"),
    [
        ("02_article_with_comments.txt", "РЎРї"),  # UTF-8 read as windows-1251
        ("02_article_with_comments.txt", "Рoгoзин"),  # Latin o
        ("02_article_with_comments.txt", r"(?:да ){8}"),
        ("02_article_with_comments.txt", "privet vsem"),
        ("03_museum_cp1251.txt", "\u00ad"),
        ("03_museum_cp1251.txt", "\u00a0"),
        ("05_energy_portal_windows1251.html", "charset=windows-1251"),
        ("05_energy_portal_windows1251.html", "&shy;"),
        ("06_analyst_notes.md", "Rogosin.*Rogozine"),
        ("09_ukrainian_decoy.txt", "[іїєґ]"),
    ],
)
def test_peculiarity_survives_editing(name: str, pattern: str) -> None:
    assert re.search(pattern, read(name))


def test_bulgarian_decoy_has_no_letter_that_gives_it_away() -> None:
    assert not re.search(r"[^\sа-яА-Я\d„“.,]", read("10_bulgarian_decoy.txt"))


def test_english_page_has_no_cyrillic() -> None:
    assert not re.search(r"[\u0400-\u04ff]", read("11_english_only.txt"))


def test_feed_records_have_unique_ids_and_iso_dates() -> None:
    records = [json.loads(line) for line in read("07_feed.jsonl").splitlines()]
    assert len(records) == 12
    assert len({record["id"] for record in records}) == len(records)
    assert all(datetime.fromisoformat(record["date"]).tzinfo for record in records)


def test_register_has_the_columns_of_the_feed() -> None:
    rows = list(csv.DictReader(io.StringIO(read("08_ship_register.csv"))))
    assert [row["id"] for row in rows] == ["1", "2", "3", "4", "5", "6"]
    assert all(row["title"] and row["text"] and datetime.fromisoformat(row["date"]) for row in rows)
