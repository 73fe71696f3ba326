"""Parts are sorted and tell their pages; many parts of one run become few, and no row is lost or changed."""

import polars as pl
import pyarrow.parquet as pq
import pytest
from small_snapshot import publish_small, small_rows

from flows.tables import compaction
from flows.tables import parquet as tables
from flows.tables.compaction import compact
from flows.tables.history import BATCH_TABLES
from flows.tables.schemas import ORDER, TABLES
from flows.tables.snapshots import Snapshot

RUN = "20260302T120000Z-00000abc"
SMALL_PARTS = 8


@pytest.fixture(autouse=True)
def few_are_many(monkeypatch):
    monkeypatch.setattr(compaction, "SMALL_PARTS", SMALL_PARTS)


@pytest.fixture
def staged(tmp_path):
    """Many batches with the small snapshot's rows under other document ids, the last ones first."""

    def stage(batches):
        for batch in range(batches):
            for table in BATCH_TABLES:
                rows = [
                    row | {"document_id": f"{batches - batch:04}{row['document_id']}"} for row in small_rows()[table]
                ]
                if table != "mentions" or batch % 2:
                    tables.write_part(
                        table, tables.frame(table, rows), tmp_path / table / f"b{batch:04}.parquet", "sig"
                    )
        return tmp_path

    return stage


def all_rows(folder):
    return {table: Snapshot(folder).read(table).sort(pl.all()) for table in BATCH_TABLES}


def test_parts_are_sorted_and_indexed(tmp_path):
    snapshot = publish_small(tmp_path / "out")
    for table in TABLES:
        (part,) = snapshot.parts(table)
        data = pl.read_parquet(part)
        assert data.equals(data.sort(ORDER[table], maintain_order=True))
        group = pq.read_metadata(part).row_group(0) if data.height else None
        if group is not None:
            names = [pq.read_schema(part).names[column.column_index] for column in group.sorting_columns]
            assert tuple(names) == ORDER[table]
            assert all(
                group.column(n).has_column_index and group.column(n).has_offset_index for n in range(group.num_columns)
            )


def test_many_parts_become_few(staged):
    folder = staged(SMALL_PARTS)
    before = all_rows(folder)
    compact(folder, RUN)
    after = all_rows(folder)
    for table in BATCH_TABLES:
        (part,) = Snapshot(folder).parts(table)
        assert part.name == f"{RUN}-0000.parquet"
        assert after[table].equals(before[table])
        assert tables.signature_of(part) == "sig"
        assert pl.read_parquet(part)["document_id"].is_sorted()


def test_a_merged_file_is_no_larger_than_wanted_and_batches_stay_together(staged, monkeypatch):
    folder = staged(SMALL_PARTS)
    before = all_rows(folder)
    largest = max(p.stat().st_size for table in BATCH_TABLES for p in (folder / table).iterdir())
    monkeypatch.setattr(compaction, "TARGET_BYTES", 2 * largest)
    compact(folder, RUN)
    assert 1 < len(Snapshot(folder).parts("documents")) < SMALL_PARTS
    for part in Snapshot(folder).parts("documents"):
        spans = pl.read_parquet(folder / "spans" / part.name, columns=["document_id"])["document_id"]
        assert set(spans) == set(pl.read_parquet(part)["document_id"])
    assert all(frame.equals(before[table]) for table, frame in all_rows(folder).items())


def test_row_groups_are_bounded_in_memory(staged, monkeypatch):
    folder = staged(SMALL_PARTS)
    before = all_rows(folder)
    monkeypatch.setattr(compaction, "_GROUP_BYTES", 3_000)
    compact(folder, RUN)
    (part,) = Snapshot(folder).parts("spans")
    metadata = pq.read_metadata(part)
    assert 1 < metadata.num_row_groups < SMALL_PARTS
    assert all_rows(folder)["spans"].equals(before["spans"])


def test_few_parts_and_those_of_earlier_runs_stay(staged):
    folder = staged(SMALL_PARTS - 1)
    (folder / "documents" / "b0000.parquet").rename(folder / "documents" / "b0000~0123456789abcdef.parquet")
    names = {p.name for p in (folder / "documents").iterdir()}
    compact(folder, RUN)
    assert {p.name for p in (folder / "documents").iterdir()} == names
