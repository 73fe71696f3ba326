"""The language that a page or a record says it is in decides where its text says nothing."""

import json

import pytest

from flows.run.batches import BatchResult, parse_documents
from flows.run.document_spans import DECLARED, declared_language


@pytest.mark.parametrize(
    ("extra", "lang"),
    [
        ({"lang": "uk"}, "uk"),
        ({"lang": "ru-RU"}, "ru"),
        ({"language": "BG_bg"}, "bg"),
        ({"lang": ""}, None),
        ({"lang": ["ru", "en"]}, None),
        ({}, None),
    ],
)
def test_what_is_declared(extra, lang):
    assert declared_language({"extra": json.dumps(extra)}) == lang


def test_the_sender_is_asked_first_and_nothing_needs_to_be_said():
    assert declared_language({DECLARED: "ru", "extra": '{"lang": "uk"}'}) == "ru"
    assert declared_language({"extra": None}) is None


@pytest.mark.parametrize(
    ("declared", "text", "lang"),
    [
        ("bg", "Новини", "bg"),
        ("uk-UA", "Новини", "uk"),
        ("en", "Погода", "ru"),  # templates say English of everything: other letters are believed more
        ("uk", "Вчера в порту разгрузили три корабля с зерном, сегодня ждут ещё два.", "ru"),
    ],
)
def test_the_language_of_a_page_decides_where_its_text_says_nothing(declared, text, lang):
    [parsed] = parse_documents(
        [{"document_id": "d", "text": text, "extra": json.dumps({"lang": declared})}], BatchResult("test")
    )
    assert parsed.detections[0].lang == lang
