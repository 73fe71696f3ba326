"""What analysts do with the tables: DuckDB, Polars, pandas and Arrow read them without help."""

import duckdb
import pandas as pd
import polars as pl
import pyarrow.dataset as ds
import pytest

from flows.tables.parquet import arrow_schema
from flows.tables.schemas import SCHEMA_VERSION, TABLES

pytestmark = pytest.mark.slow


@pytest.fixture
def latest(corpus, run, tmp_path):
    run(corpus, batch_documents=2)
    return tmp_path / "out" / "latest"


def test_duckdb_joins_the_tables(latest):
    found = duckdb.sql(f"""
        SELECT s.text, t.text_en, substring(d.text, s.start_char + 1, s.end_char - s.start_char) AS cut
        FROM '{latest}/spans/*.parquet' s
        JOIN '{latest}/translations/*.parquet' t USING (span_id)
        JOIN '{latest}/documents/*.parquet' d ON d.document_id = s.document_id
        WHERE t.status = 'glossary'
    """).fetchall()
    assert ("Войти", "Sign in", "Войти") in found


def test_duckdb_answers_who_is_mentioned(latest):
    (name, surface), *_ = duckdb.sql(f"""
        SELECT e.name, m.surface FROM '{latest}/entities/*.parquet' e
        JOIN '{latest}/mentions/*.parquet' m USING (entity_id) WHERE e.kind = 'person'
    """).fetchall()
    assert (name, surface) == ("Dmitry Rogozin", "Дмитрий Рогозин")


@pytest.mark.parametrize("table", sorted(TABLES))
def test_every_reader_sees_the_same_rows(latest, table):
    lazy = pl.scan_parquet(f"{latest}/{table}/*.parquet").collect()
    arrow = ds.dataset(latest / table).to_table()
    assert arrow.schema.remove_metadata().equals(arrow_schema(table))
    assert arrow.schema.metadata[b"tolmach.schema_version"].decode() == SCHEMA_VERSION
    assert lazy.height == arrow.num_rows == len(pd.read_parquet(latest / table))
    assert lazy.columns == arrow.column_names
