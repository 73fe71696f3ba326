"""views.sql: written with each snapshot, and what its views say of a small one."""

import shutil

import duckdb
import pytest
from small_snapshot import KUZMINA, LAZAREV, LAZAREV_ALONE, MURMANSK, publish_small

from flows.tables.schemas import TABLES


@pytest.fixture
def output(tmp_path):
    publish_small(tmp_path / "it's out")
    return tmp_path / "it's out"


@pytest.fixture
def database(output):
    connection = duckdb.connect()
    connection.execute((output / "latest" / "views.sql").read_text(encoding="utf-8"))
    yield connection
    connection.close()


def rows(connection, sql):
    found = connection.execute(sql)
    names = [column[0] for column in found.description]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def test_every_table_is_a_view(database):
    assert {row["view_name"] for row in rows(database, "SELECT view_name FROM duckdb_views() WHERE NOT internal")} == {
        *TABLES, "span_en", "mention_full", "entity_timeline", "cooccurrence",
    }  # fmt: skip
    assert rows(database, "SELECT count(*) AS n FROM rejects") == [{"n": 1}]


def test_spans_with_their_english(database):
    found = rows(database, "SELECT text, text_en, status FROM span_en ORDER BY document_id, ordinal")
    assert len(found) == 5
    assert {"text": "12345", "text_en": "12345", "status": None} in found
    assert {
        "text": "Лазарев поздравил её в Мурманске.", "text_en": "Lazarev congratulated her in Murmansk.", "status": "ok",
    } in found  # fmt: skip


def test_mentions_with_sentence_and_document(database):
    (found,) = rows(database, "SELECT * FROM mention_full WHERE surface = 'Елену Кузьмину'")
    wanted = {
        "name": "Elena Kuzmina", "sentence_en": "Yelena Kuzmina was appointed director of Kola Port.", "title": "Порт Мурманск",
        "url": "https://port.example/news/1", "source_uri": "inbox/port.html",
    }  # fmt: skip
    assert wanted.items() <= found.items()
    assert found["published_at"].isoformat().startswith("2026-02-03T")
    assert rows(database, "SELECT count(*) AS n FROM mention_full") == rows(
        database, "SELECT count(*) AS n FROM mentions"
    )


def test_days_do_not_depend_on_the_zone_of_the_session(database):
    database.execute("SET TimeZone = 'Pacific/Kiritimati'")
    found = rows(
        database,
        f"SELECT day::VARCHAR AS day, n_mentions, n_documents FROM entity_timeline WHERE entity_id = '{MURMANSK}' ORDER BY day",
    )
    assert found == [
        {"day": "2026-02-03", "n_mentions": 1, "n_documents": 1},
        {"day": "2026-02-05", "n_mentions": 1, "n_documents": 1},
    ]


def test_pairs_stand_once_with_documents_and_sentences(database):
    found = rows(database, "SELECT entity_id, other_id, n_documents, n_sentences FROM cooccurrence")
    pairs = {(row["entity_id"], row["other_id"]): (row["n_documents"], row["n_sentences"]) for row in found}
    assert len(pairs) == len(found)
    assert all(one < other for one, other in pairs)
    assert pairs[tuple(sorted((KUZMINA, MURMANSK)))] == (2, 1)
    assert pairs[tuple(sorted((KUZMINA, LAZAREV_ALONE)))] == (1, 0)
    assert pairs[tuple(sorted((KUZMINA, LAZAREV)))] == (1, 1)


def test_a_moved_snapshot_is_read_where_it_is(output, tmp_path):
    shutil.copytree(output / "latest", tmp_path / "moved")
    text = (tmp_path / "moved" / "views.sql").read_text(encoding="utf-8")
    shutil.rmtree(output)
    with duckdb.connect() as connection:
        connection.execute(f"SET VARIABLE tolmach = '{tmp_path}/moved'")
        connection.execute(text)
        assert rows(connection, "SELECT count(*) AS n FROM span_en") == [{"n": 5}]
