"""Hostile documents of every format keep all invariants of the tables, and each is there or told; bench/hostile.py does it with 10,000."""

import pytest
from hostile_documents import Maker
from invariants import broken

from flows.config import RunConfig, SourceOptions
from flows.read.sources import read_sources
from flows.read.types import Document
from flows.run.direct import run_direct
from flows.tables.snapshots import Snapshot


@pytest.mark.parametrize("seed", range(4))
def test_every_file_gives_documents_or_rejects_and_never_a_defect(tmp_path, seed):
    maker = Maker(seed)
    for _ in range(60):
        name, content = maker.document()
        path = tmp_path / name
        path.write_bytes(content)
        results = list(read_sources([str(path)], SourceOptions()))
        assert results, name
        for result in results:
            assert getattr(result, "error", "") != "internal_error", (name, result)
            if isinstance(result, Document):
                result.text.encode()
                assert result.text.strip()
                assert "\x00" not in result.text
        path.unlink()


@pytest.mark.slow
def test_tables_of_hostile_documents_keep_their_promises(tmp_path):
    maker = Maker(99)
    (tmp_path / "in").mkdir()
    for number in range(40):
        name, content = maker.document()
        (tmp_path / "in" / f"{number}-{name}").write_bytes(content)
    summary = run_direct([str(tmp_path / "in")], str(tmp_path / "out"), RunConfig(beam=1))
    assert broken(Snapshot(summary.snapshot)) == []
