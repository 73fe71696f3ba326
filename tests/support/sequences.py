"""Random histories of an inbox and its output folder, and what must hold at their end: for a test and a benchmark.

Whatever was added, changed, renamed, removed, pruned and killed on the way, the tables of the last run are those of one full run
over what is there now. Ids of entities are what the past decides; who is one with whom is not.
"""

import json
import random
from collections.abc import Iterator
from pathlib import Path

import polars as pl

from flows.tables.schemas import TABLES
from flows.tables.snapshots import Snapshot

SENTENCES = [
    "Тимофей Заречный приехал в Казань.",
    "Заречный вернулся домой.",
    "Слова Тимофея Петровича Заречного повторили газеты.",
    "Ольга Петрова осталась в Самаре.",
    "О. Петрова не ответила.",
    "Олег Петров спорит с Ольгой Петровой.",
    "The port of Samara handled more cargo.",
    "Timofey Zarechny met Olga Petrova in Kazan.",
    "Погода задержала корабль.",
    "Завод «Звезда» получил заказ.",
    "МИД отказался от комментариев.",
    "No one was hurt.",
]
NAMES = ("a.txt", "b.txt", "sub/a.txt", "c.html", "feed.jsonl", "other.jsonl", "bad.pdf")


class Inbox:
    """A folder that changes at random; the same seed, the same changes."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.folder = folder
        self.chance = random.Random(seed)
        folder.mkdir(parents=True)
        self.write("a.txt")

    def write(self, name: str) -> None:
        """Give a file new content."""
        path = self.folder / name
        path.parent.mkdir(exist_ok=True)
        texts = [" ".join(self.chance.sample(SENTENCES, self.chance.randint(1, 3))) for _ in range(3)]
        if name.endswith(".jsonl"):
            # the same records each time: those that leave a feed stay in the tables, and no full run could find them
            lines = [json.dumps({"id": i, "text": t}, ensure_ascii=False) for i, t in zip("pqr", texts, strict=True)]
            path.write_text("\n".join([*lines, *self.chance.choice([[], ["{bad"]])]) + "\n", encoding="utf-8")
        elif name.endswith(".pdf"):
            path.write_bytes(b"%PDF broken" + str(self.chance.random()).encode())
        else:
            path.write_text(texts[0] if name.endswith(".txt") else f"<p>{texts[0]}<p>{texts[1]}", encoding="utf-8")

    def files(self) -> list[Path]:
        """What is there."""
        return sorted(path for path in self.folder.rglob("*") if path.is_file())

    def change(self) -> tuple[str, Path | None]:
        """Do something; return what, and the file that is to be forgotten."""
        what = self.chance.choice(["write", "write", "write", "rename", "remove", "nothing"])
        files = self.files()
        if what == "write" or len(files) < 2:
            self.write(self.chance.choice(NAMES))
        elif what == "rename":
            path = self.chance.choice(files)
            target = path.with_name(f"{self.chance.randrange(100)}-{path.name}")
            if not target.exists():
                path.rename(target)
        elif what == "remove":
            path = self.chance.choice(files)
            path.unlink()
            return what, path
        return what, None


def gone(snapshot: Snapshot) -> list[str]:
    """Sources of a snapshot whose files are not there any more: runs keep them until they are forgotten."""
    uris = [*snapshot.read("documents")["source_uri"], *snapshot.read("rejects")["source_uri"]]
    return sorted({path for uri in uris if not Path(path := uri.partition("#")[0]).exists()})


def contents(snapshot: Snapshot) -> Iterator[tuple[str, pl.DataFrame]]:
    """Every table as it must be, whatever the past: ids of entities replaced by their first mention, redirects left out."""
    mentions = snapshot.read("mentions")
    of_entity = mentions.group_by("entity_id").agg(who=pl.col("mention_id").min())
    for table, schema in TABLES.items():
        if table == "runs":
            continue
        rows = snapshot.read(table).drop("run_id", "cached", "first_run_id", strict=False)
        if table == "aliases":
            rows = rows.filter(pl.col("rule") != "redirect")
        if "entity_id" in rows.columns:
            rows = rows.join(of_entity, on="entity_id", how="left").drop("entity_id")
        yield table, rows.sort([c for c in [*schema.primary_key(), "who"] if c in rows.columns] or rows.columns)


def differing(one: Snapshot, other: Snapshot) -> list[str]:
    """Names of the tables that differ, with the first rows that do."""
    found = []
    for (table, left), (_, right) in zip(contents(one), contents(other), strict=True):
        if not left.equals(right):
            rows = [set(map(str, frame.rows())) for frame in (left, right)]
            found.append(
                f"{table}: only left {sorted(rows[0] - rows[1])[:3]}, only right {sorted(rows[1] - rows[0])[:3]}"
            )
    return found
