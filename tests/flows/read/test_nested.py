"""Records inside JSON objects: exports of Telegram, answers of web services, FollowTheMoney."""

import json

import pytest

from flows.config import SourceOptions
from flows.read.sources import read_sources
from flows.read.types import Document, Reject

TELEGRAM = {
    "name": "Вести порта",
    "type": "public_channel",
    "id": 1,
    "messages": [
        {"id": 1, "type": "service", "action": "create_channel", "text": ""},
        {
            "id": 2,
            "type": "message",
            "date": "2021-03-04T10:15:00",
            "date_unixtime": "1614842100",
            "from": "Ольга Жмыхова",
            "forwarded_from": "Погода",
            "text": [
                "Порт ",
                {"type": "bold", "text": "принял"},
                " больше грузов: ",
                {"type": "link", "text": "https://example.org"},
            ],
            "text_entities": [{"type": "plain", "text": "Порт "}],
        },
        {"id": 3, "type": "message", "date": "2021-03-04T10:20:00", "text": "Погода задержала корабль."},
    ],
}


def read(path, **options) -> list[Document | Reject]:
    return list(read_sources([str(path)], SourceOptions(**options)))


@pytest.mark.parametrize("indent", [None, 1])
def test_telegram(tmp_path, indent):
    (tmp_path / "result.json").write_text(json.dumps(TELEGRAM, ensure_ascii=False, indent=indent))
    first, second = read(tmp_path / "result.json")
    assert first.text == "Порт принял больше грузов: https://example.org"
    assert (first.record, first.about.author, first.about.site) == ("2", "Ольга Жмыхова", "Вести порта")
    assert first.about.extra["forwarded_from"] == "Погода"
    assert first.published_at.isoformat() == "2021-03-04T10:15:00+00:00"
    assert (second.record, second.text) == ("3", "Погода задержала корабль.")


def test_records_are_found_however_deep_and_can_be_named(tmp_path):
    answer = {
        "status": "ok",
        "data": {"posts": [{"id": 7, "inner": {"words": "Порт открыт."}}], "tags": [{"name": "x"}]},
    }
    (tmp_path / "a.json").write_text(json.dumps(answer))
    (reject,) = read(tmp_path / "a.json")
    assert reject.error == "missing_column"
    (document,) = read(tmp_path / "a.json", text_columns=("data.posts[].inner.words",))
    assert (document.text, document.record) == ("Порт открыт.", "7")
    (tmp_path / "b.json").write_text(json.dumps({"a": {"b": [{"body": "Порт закрыт."}] * 2}}))
    assert [d.record for d in read(tmp_path / "b.json")] == ["L1.1", "L1.2"]


def test_follow_the_money(tmp_path):
    entity = {
        "id": "d1",
        "schema": "Article",
        "properties": {
            "title": ["Порт"],
            "bodyText": ["Порт принял больше грузов.", "Подробно."],
            "publishedAt": ["2021-03-04"],
            "sourceUrl": ["https://example.org/1"],
            "author": ["О. Жмыхова"],
        },
    }
    (tmp_path / "a.ftm.json").write_text(json.dumps(entity, ensure_ascii=False))
    (document,) = read(tmp_path / "a.ftm.json")
    assert document.text == "Порт принял больше грузов.\nПодробно."
    assert (document.title, document.about.url, document.about.author) == (
        "Порт",
        "https://example.org/1",
        "О. Жмыхова",
    )


def test_a_plain_record_is_itself(tmp_path):
    (tmp_path / "a.jsonl").write_text('{"text": "Порт.", "comments": [{"text": "Да."}, {"text": "Нет."}]}\n')
    (document,) = read(tmp_path / "a.jsonl")
    assert document.text == "Порт."
    assert document.about.extra == {"comments": [{"text": "Да."}, {"text": "Нет."}]}
