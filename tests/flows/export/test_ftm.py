"""FollowTheMoney entities: what is in them, and that the library's own validator has nothing to say."""

import json
from pathlib import Path

import pytest
from small_snapshot import ADMIRAL, KUZMINA, LAZAREV_ALONE, MURMANSK, ROSATOM, publish_small, small_rows

from flows.export.ftm import ftm_entities


@pytest.fixture
def entities(tmp_path):
    return list(ftm_entities(publish_small(tmp_path / "out")))


def by_schema(entities, schema):
    return [entity for entity in entities if entity["schema"] == schema]


def one(entities, entity_id):
    (found,) = [entity for entity in entities if entity["id"] == entity_id]
    return found["properties"]


def document(entities, name):
    return next(e["properties"] for e in entities if e["properties"].get("fileName") == [name])


def test_documents_carry_both_texts(entities):
    page = document(entities, "port.html")
    assert page["fileName"] == ["port.html"]
    assert page["title"] == ["Порт Мурманск"]
    assert page["sourceUrl"] == ["https://port.example/news/1"]
    assert page["publishedAt"] == ["2026-02-03T09:30:00"]
    assert page["language"] == ["rus"]
    assert page["bodyText"][0].startswith("Елену Кузьмину назначили")
    assert page["translatedText"][0].startswith("Yelena Kuzmina was appointed")
    assert page["translatedLanguage"] == ["eng"]
    untranslated = document(entities, "feed.jsonl#2")
    assert "translatedText" not in untranslated


def test_entities_carry_their_spellings(entities):
    assert one(entities, KUZMINA) == {
        "name": ["Elena Kuzmina"], "alias": ["Елена Кузьмина"], "firstName": ["Elena"], "lastName": ["Kuzmina"],
    }  # fmt: skip
    assert one(entities, ROSATOM)["wikidataId"] == ["Q1141123"]
    assert one(entities, MURMANSK)["full"] == ["Murmansk"]
    assert one(entities, LAZAREV_ALONE)["notes"] == ["kept apart"]
    assert ADMIRAL not in {entity["id"] for entity in entities}


def test_mentions_name_what_they_were_resolved_to(entities):
    mentions = by_schema(entities, "Mention")
    ids = {entity["id"] for entity in entities}
    assert len(mentions) == len({entity["id"] for entity in mentions}) == 8
    assert {m for e in mentions for key in ("document", "resolved") for m in e["properties"][key]} <= ids
    (kuzmina,) = [
        e["properties"]
        for e in mentions
        if e["properties"]["resolved"] == [KUZMINA] and "Елену Кузьмину" in e["properties"]["name"]
    ]
    assert kuzmina["detectedSchema"] == ["Person"]
    assert kuzmina["name"] == ["Елена Кузьмина", "Елену Кузьмину"]


def hostile(tmp_path: Path):
    rows = small_rows()
    documents = rows["documents"]
    long = "".join(f"слово{n} " for n in range(30_000))
    documents[0] |= {
        "text": "нуль \x00\x0b\x1b\ufffe " + long,
        "text_en": long.replace("слово", "word"),
        "title": "t" * 5_000,
        "url": "https://x.example/" + "u" * 9_000,
    }
    documents[1] |= {"lang": "xx", "media_type": "application/pdf", "url": "javascript:alert(1)"}
    rows["entities"][0] |= {"name": "И" * 300, "note": "n" * 70_000}
    rows["entities"][-1] |= {"name": "Мурманск " * 40}
    return publish_small(tmp_path / "out", changes=rows)


def test_values_keep_the_limits_and_lose_nothing(tmp_path):
    snapshot = hostile(tmp_path)
    found = list(ftm_entities(snapshot))
    page = document(found, "port.html")
    assert len(page["bodyText"]) > 4
    assert max(map(len, page["bodyText"])) <= 65_000
    assert "".join(page["bodyText"]).count("слово") == 30_000
    assert "".join(page["translatedText"]).count("word") == 30_000
    assert not {"\x00", "\x0b", "\x1b", "\ufffe"} & {*page["bodyText"][0]}
    pdf = by_schema(found, "Document")[0]["properties"]
    assert "language" not in pdf
    assert "sourceUrl" not in pdf
    assert all(json.loads(json.dumps(entity)) == entity for entity in found)


@pytest.mark.parametrize("make", [lambda path: publish_small(path / "out"), hostile], ids=["small", "hostile"])
def test_the_validator_has_nothing_to_say(tmp_path, make):
    followthemoney = pytest.importorskip("followthemoney", reason="its extra needs a compiler and ICU")
    for entity in ftm_entities(make(tmp_path)):
        schema = followthemoney.model.get(entity["schema"])
        assert set(entity["properties"]) <= set(schema.properties)
        assert set(schema.required) <= set(entity["properties"])
        schema.validate(entity)
        proxy = followthemoney.model.get_proxy(entity, cleaned=False)
        kept = {name: set(values) for name, values in proxy.to_dict()["properties"].items()}
        assert kept == {name: set(values) for name, values in entity["properties"].items()}, (
            "cleaning would change nothing"
        )
