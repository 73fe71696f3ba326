"""`tolmach review` as people use it: the terminal, a file, a workbook; and the next run shows what they said."""

import json
import os
import pty
import subprocess

import openpyxl
import polars as pl
import pytest
from flow_corpus import command
from small_snapshot import publish_small

pytestmark = pytest.mark.slow


@pytest.fixture
def published(corpus, run, tmp_path):
    run(corpus)
    return tmp_path / "out"


def rows(output, table):
    return pl.read_parquet(output / "latest" / table)


def entity(output, name):
    return rows(output, "entities").row(by_predicate=pl.col("name") == name, named=True)["entity_id"]


def write_review(path, translations=(), names=()):
    content = {"tolmach_review": 1, "translations": list(translations), "names": list(names)}
    path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")


def test_what_a_review_says_is_in_the_next_run(published, corpus, run, tolmach, tmp_path):
    text = "Ракета стартовала утром."
    write_review(
        tmp_path / "review.json",
        [{"source": text, "source_lang": "ru", "english": "x", "verdict": "corrected", "corrected": "The rocket rose at dawn."}],
        [{"verdict": "renamed", "entity_id": entity(published, "Dmitry Rogozin"), "name": "Dmitry Rogozin", "to": "Dmitri Rogozin"}],
    )  # fmt: skip
    dry = tolmach("review", "import", "review.json", "-o", "out", "--dry-run")
    assert "'The rocket rose at dawn.' instead of 'x'" in dry.stdout
    assert "Dmitry Rogozin is called Dmitri Rogozin" in dry.stdout
    assert not (published / "overrides.yaml").exists()
    done = tolmach("review", "import", "review.json", "-o", "out")
    assert (done.returncode, done.stderr) == (0, "")
    assert "the next `tolmach run` shows it" in done.stdout
    run(corpus)
    found = rows(published, "translations").join(rows(published, "spans").select("span_id", "text"), on="span_id")
    assert found.filter(pl.col("text") == text).select("text_en", "status").rows() == [
        ("The rocket rose at dawn.", "human")
    ]
    assert "Dmitri Rogozin" in rows(published, "entities")["name"]
    run(corpus, full=True)  # and from nothing
    assert "Dmitri Rogozin" in rows(published, "entities")["name"]


@pytest.mark.parametrize(
    ("marks", "asked", "told"), [(0, False, "nothing changes\n"), (1, True, "would be written: 1 corrections")]
)
def test_a_person_is_asked_only_where_something_changes(tmp_path, marks, asked, told):
    publish_small(tmp_path / "out")
    mark = {"source": "Порт", "source_lang": "ru", "english": "x", "verdict": "corrected", "corrected": "Port"}
    write_review(tmp_path / "review.json", [mark] * marks)
    ours, terminal = pty.openpty()
    os.write(ours, b"n\n")
    call = command("review", "import", "review.json", "-o", "out")
    done = subprocess.run(call, cwd=tmp_path, stdin=terminal, capture_output=True, text=True, check=True, timeout=60)
    os.close(ours)
    os.close(terminal)
    assert ("Do it?" in done.stdout) is asked
    assert done.stdout.count(told) == 1
    assert not (tmp_path / "out" / "corrections.tsv").exists()


def test_the_overrides_of_the_configuration_are_the_ones_added_to(published, tolmach, tmp_path):
    (tmp_path / "people.yaml").write_text("# ours\nkind: {}\n", encoding="utf-8")
    (tmp_path / "tolmach.toml").write_text('overrides = "people.yaml"\n', encoding="utf-8")
    write_review(
        tmp_path / "r.json", names=[{"verdict": "not_a_name", "entity_id": entity(published, "Dmitry Rogozin")}]
    )
    done = tolmach("review", "import", "r.json", "-o", "out")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "people.yaml").read_text(encoding="utf-8") == "# ours\nkind: {}\nignore:\n  - Дмитрий Рогозин\n"


def test_cases_are_answered_with_single_keys(published, tolmach, tmp_path):
    (part,) = list((published / "latest" / "translations").resolve().glob("*.parquet"))[:1]
    table = pl.read_parquet(part).with_columns(status=pl.lit("failed"), quality=pl.lit(None, pl.Float64))
    part.unlink()
    table.write_parquet(part)
    n = table.height
    shown = tolmach("review", "next", "-o", "out", stdin="q")
    assert "r right   c correct   s skip" in shown.stdout
    kept = tolmach("review", "next", "-o", "out", stdin="r\nsucA better one.\nqn")
    assert kept.returncode == 0, kept.stderr
    marks = json.loads((published / "review.json").read_text(encoding="utf-8"))["translations"]
    assert [mark["verdict"] for mark in marks] == ["right", "corrected"]
    assert marks[1]["corrected"] == "A better one."
    done = tolmach("review", "next", "-o", "out", stdin="qy")  # goes on where it ended
    assert f"1 of {n - 2} " in done.stdout
    assert "2 corrections in" in done.stdout
    assert "A better one." in (published / "corrections.tsv").read_text(encoding="utf-8")
    assert not (published / "review.json").exists()


def test_a_workbook_goes_out_and_comes_back(published, tolmach, tmp_path):
    (part,) = list((published / "latest" / "translations").resolve().glob("*.parquet"))[:1]
    table = pl.read_parquet(part).with_columns(status=pl.lit("romanized"))
    part.unlink()
    table.write_parquet(part)
    assert tolmach("review", "export", "--xlsx", "-o", "out").returncode == 0
    book = openpyxl.load_workbook(tmp_path / "review.xlsx")
    column = {cell.value: cell.column for cell in book["Translations"][1]}["corrected"]
    book["Translations"].cell(2, column).value = "Better"
    book.save(tmp_path / "review.xlsx")
    done = tolmach("review", "import", "review.xlsx", "-o", "out", "--yes", "--author", "Vera")
    assert "→ 'Better' instead of" in done.stdout
    assert "\tBetter\tVera" in (published / "corrections.tsv").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["import", "absent.json", "-o", "out"], "absent.json: no such file"),
        (["import", "bad.json", "-o", "out"], "bad.json: no JSON"),
        (["import", "latin.json", "-o", "out"], "latin.json: not UTF-8"),
        (["import", "bad.json", "-o", "nowhere"], "no JSON"),
        (["export", "review.csv", "-o", "out"], "review.csv: a review is exported as .xlsx"),
        (["next", "-o", "nowhere"], "nothing published in nowhere"),
    ],
)
def test_wrong_usage_ends_with_2(published, tolmach, tmp_path, arguments, message):
    (tmp_path / "bad.json").write_text("{", encoding="utf-8")
    (tmp_path / "latin.json").write_bytes(b'{"\xe9": 1}')
    done = tolmach("review", *arguments)
    assert done.returncode == 2
    assert message in done.stderr
    assert "Traceback" not in done.stderr
