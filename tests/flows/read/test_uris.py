"""One file has one name, however it is spelled."""

from pathlib import Path

import pytest

from flows.config import SourceOptions
from flows.paths import plain_path
from flows.read.sources import read_sources
from flows.read.uris import absolute, shown


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a file, a link to the folder, a link to the file; the present folder."""
    real = tmp_path.resolve()
    (real / "in put").mkdir()
    (real / "in put" / "ё#1%20.txt").write_text("Раз", encoding="utf-8")
    (real / "linked").symlink_to("in put")
    (real / "in put" / "link.txt").symlink_to("ё#1%20.txt")
    monkeypatch.chdir(real)
    return real


@pytest.mark.parametrize(
    "spelling",
    [
        "in put/ё#1%20.txt",
        "./in put//ё#1%20.txt",
        "in put/../in put/ё#1%20.txt",
        "linked/ё#1%20.txt",
        "{home}/in put/ё#1%20.txt",
        "file://{home}/in put/ё#1%20.txt",
        "file://{home}/in%20put/%D1%91%231%2520.txt",
        "file://localhost{home}/in%20put/%D1%91%231%2520.txt",
        "FILE:{home}/in%20put/%D1%91%231%2520.txt",
    ],
)
def test_every_spelling_of_a_file_is_one_origin(home: Path, spelling: str) -> None:
    (document,) = read_sources([spelling.format(home=home)])
    assert document.origin == f"{home}/in put/ё#1%20.txt"


def test_a_link_to_a_file_keeps_its_own_name(home: Path) -> None:
    (document,) = read_sources(["linked/link.txt"])
    assert document.origin == f"{home}/in put/link.txt"
    assert document.source_uri == "linked/link.txt"  # what messages show


def test_of_a_file_that_is_named_twice_one_is_read(home: Path) -> None:
    assert len(list(read_sources(["in put", "linked", f"file://{home}/in%20put"]))) == 1


def test_what_is_in_a_source_has_its_origin(home: Path) -> None:
    (home / "feed.jsonl").write_text('{"id": "a", "text": "Раз"}\n{bad\n', encoding="utf-8")
    document, reject = read_sources(["feed.jsonl"])
    assert (document.origin, document.record) == (f"{home}/feed.jsonl", "a")
    assert (reject.source_uri, reject.origin) == ("feed.jsonl#L2", f"{home}/feed.jsonl#L2")


@pytest.mark.parametrize("name", ["none.txt", "none/*.txt", "linked/none.txt"])
def test_what_is_not_there_has_an_origin_too(home: Path, name: str) -> None:
    (reject,) = read_sources([name])
    assert reject.origin == f"{home}/{name.replace('linked', 'in put')}"


def test_urls_and_streams_are_their_own_origin(home: Path) -> None:
    import fsspec

    with fsspec.open("memory://box/a.txt", "wb") as file:
        file.write("Раз".encode())
    (document,) = read_sources(["memory://box/a.txt"], SourceOptions())
    assert "://" in document.origin
    assert document.origin == document.source_uri
    fsspec.filesystem("memory").rm("/box", recursive=True)


def test_shown_is_relative_to_the_present_folder(home: Path) -> None:
    assert shown(f"{home}/in put/a.txt#3") == "in put/a.txt#3"
    assert shown("/elsewhere/a.txt") == "/elsewhere/a.txt"
    assert shown("https://example.org/a") == "https://example.org/a"
    assert shown(str(home)) == str(home)


def test_absolute_of_the_folder_itself(home: Path) -> None:
    assert {absolute("."), absolute(""), absolute("linked/..")} == {str(home)}
    assert absolute("linked") == f"{home}/linked"
    assert plain_path("~/a") == str(Path.home() / "a")
