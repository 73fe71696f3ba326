"""A published snapshot with doubtful translations and names."""

from pathlib import Path

import pytest
from made_snapshot import Line, Name, Page, made, write_snapshot

from flows.tables.snapshots import Output

BELOV = (("Белов", "Cyrl", "ru", 3, "exact"),)


@pytest.fixture
def output(tmp_path: Path) -> Output:
    pages = [
        Page(
            f"inbox/{n}.txt",
            [
                [Line("Показать ещё", en="pokazat yeshchyo", status="romanized", score=None)],
                [Line("Белов молчал.", en="Belov was silent.", names=(("Белов", "p-belov"),))],
            ],
        )
        for n in range(3)
    ]
    pages += [
        Page("inbox/x.txt", [[Line("Дальше.", en="Дальше.", status="failed", score=None)]]),
        Page("inbox/y.txt", [[Line("Игорь Белов и Олег Белов.", en="Igor Belov and Oleg Belov.", names=(("Игорь Белов", "p-igor"), ("Олег Белов", "p-oleg")))]]),
        Page("inbox/z.txt", [[Line("Сети встали.", en="Set rose.", names=(("Сети", "o-set"),)), Line("Сетями.", en="Set.", names=(("Сетями", "o-set"),))]]),
    ]  # fmt: skip
    names = [
        Name("p-belov", "Belov", name_ru="Белов", family="Belov", note="short name that fits several", spellings=BELOV),
        Name("p-igor", "Igor Belov", name_ru="Игорь Белов", family="Belov", spellings=(("Игорь Белов", "Cyrl", "ru", 1, "exact"), ("Igor Belov", "Latn", "en", 0, "exact"))),
        Name("p-oleg", "Oleg Belov", name_ru="Олег Белов", family="Belov", spellings=(("Олег Белов", "Cyrl", "ru", 1, "exact"), ("Белов", "Cyrl", "ru", 0, "bare_name"), ("p-gone", "Latn", "und", 0, "redirect"))),
        Name("o-set", "Set", kind="organisation", spellings=(("Сети", "Cyrl", "ru", 1, "exact"), ("Сетями", "Cyrl", "ru", 1, "inflected"))),
    ]  # fmt: skip
    tables = made(pages, names)
    for row in tables.rows["mentions"]:
        if row["surface"] == "Сетями":
            row["lemma"] = "Сети"
    write_snapshot(tmp_path / "out", tables)
    return Output(tmp_path / "out")
