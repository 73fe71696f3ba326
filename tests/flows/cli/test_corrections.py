"""`tolmach corrections`: the next run shows what people wrote; wrong files end with 2 and change nothing."""

import polars as pl
import pytest


@pytest.fixture
def page(tmp_path):
    path = tmp_path / "page.txt"
    path.write_text("Кот спит на окне.\nВойти\nTanaka оценил проект.\n", encoding="utf-8")
    return path


def published(tmp_path) -> dict[str, tuple[str, str]]:
    folder = tmp_path / "output" / "latest"
    spans = pl.read_parquet(folder / "spans").join(pl.read_parquet(folder / "translations"), on="span_id")
    return {row["text"]: (row["text_en"], row["status"]) for row in spans.iter_rows(named=True)}


def test_the_next_run_shows_corrections_and_the_memory_can_be_exported(tolmach, tmp_path, page):
    assert tolmach("run", page, "--direct", "--quiet").returncode == 0
    assert published(tmp_path)["Войти"][1] == "glossary"
    sheet = tmp_path / "ours.tsv"
    sheet.write_text("Кот спит на окне.\tThe cat is asleep on the window sill.\nВойти\tLog in\n", encoding="utf-8")
    done = tolmach("corrections", "import", sheet)
    assert (done.returncode, done.stdout) == (0, "2 new, 0 replaced, 0 known already, in output/corrections.tsv\n")

    assert tolmach("run", page, "--direct", "--quiet").returncode == 0
    after = published(tmp_path)
    assert after["Кот спит на окне."] == ("The cat is asleep on the window sill.", "human")
    assert after["Войти"] == ("Log in", "human")
    assert after["Tanaka оценил проект."][1] != "human"
    shown = tolmach("translate", "Кот спит на окне.")
    assert shown.stdout == "The cat is asleep on the window sill.\n"

    assert tolmach("corrections", "export", "c.tmx").stdout == "2 written to c.tmx\n"
    assert tolmach("corrections", "export", "m.tmx", "--memory").stdout == "3 written to m.tmx\n"
    again = tolmach("corrections", "import", "m.tmx", "-o", "elsewhere")
    assert again.stdout.startswith("2 new")
    assert "1 left out" in again.stdout
    stored = tmp_path / "output" / "corrections.tsv"
    assert (tmp_path / "elsewhere" / "corrections.tsv").read_bytes() == stored.read_bytes()

    before = stored.read_bytes()
    (tmp_path / "b.tsv").write_text("Войти\tEnter\n", encoding="utf-8")
    (tmp_path / "dtd.tmx").write_text('<!DOCTYPE tmx SYSTEM "x"><tmx/>', encoding="utf-8")
    for wrong, told in (("b.tsv", "output/corrections.tsv:4 and b.tsv:1"), ("dtd.tmx", "DTD"), ("none.tsv", "cannot")):
        done = tolmach("corrections", "import", wrong)
        assert done.returncode == 2
        assert told in done.stderr
        assert done.stderr.count("\n") == 1
        assert stored.read_bytes() == before
    assert tolmach("corrections", "import", "b.tsv", "--replace").stdout.startswith("0 new, 1 replaced")


def test_a_file_that_contradicts_itself_makes_nothing(tolmach, tmp_path):
    (tmp_path / "c.tsv").write_text("Кот\tCat\nКот\tTomcat\n", encoding="utf-8")
    done = tolmach("corrections", "import", "c.tsv")
    assert done.returncode == 2
    assert "c.tsv:1 and c.tsv:2" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["c.tsv"]


def test_exporting_nothing_is_a_usage_error(tolmach):
    for arguments in (("c.tsv",), ("m.tsv", "--memory"), ("c.pdf",)):
        done = tolmach("corrections", "export", *arguments)
        assert done.returncode == 2
        assert done.stderr.count("\n") == 1


def test_a_span_taken_for_another_language_is_corrected_too(tolmach, tmp_path):
    """A person says what language it is in: the correction is of Russian."""
    (tmp_path / "p.txt").write_text("NASA\n", encoding="utf-8")
    (tmp_path / "c.tsv").write_text("NASA\tthe US space agency\n", encoding="utf-8")
    assert tolmach("corrections", "import", "c.tsv").returncode == 0
    assert tolmach("run", "p.txt", "--direct", "--quiet").returncode == 0
    assert published(tmp_path) == {"NASA": ("the US space agency", "human")}
