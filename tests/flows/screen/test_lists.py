"""Lists of every shape are read whole or refused with the line that is wrong."""

import gzip
import json

import pytest

from flows.errors import ListError
from flows.screen.lists import NameList

ENTITY = {"id": "NK-1", "schema": "Person", "properties": {"name": ["Igor Lazarev"]}}


@pytest.fixture
def entries(tmp_path):
    def read(content, name="list.csv"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return list(NameList(path).entries())

    return read


def lines(*entities):
    return "".join(json.dumps(entity, ensure_ascii=False) + "\n" for entity in entities)


def test_nested_targets(entries):
    nested = {
        "id": "NK-7", "caption": "Anna Zimina", "schema": "Person", "target": True, "datasets": ["x"], "referents": ["Q77"],
        "properties": {
            "name": ["ZIMINA Anna", "Зимина Анна"], "alias": ["Anya Zimina"], "weakAlias": ["Anya"], "gender": ["female"],
            "topics": ["sanction"], "country": ["ru"], "birthDate": ["1980-02-03"],
            "addressEntity": [{"id": "addr", "schema": "Address", "properties": {"full": ["Murmansk"]}}],
        },
    }  # fmt: skip
    (entry,) = entries(lines(nested), "targets.nested.json")
    party = entry.party
    assert (party.id, party.kinds, party.gender) == ("NK-7", ("person",), "f")
    assert party.names == ("ZIMINA Anna", "Зимина Анна", "Anya Zimina")
    assert party.weak == ("Anya",)
    assert party.ids == {"wikidata": frozenset({"Q77"})}
    shown = (entry.caption, entry.schema, entry.topics, entry.countries, entry.birth_date)
    assert shown == ("Anna Zimina", "Person", "sanction", "ru", "1980-02-03")


def test_a_name_in_parts_is_put_together(entries):
    parts = {"firstName": ["Anna"], "fatherName": ["Petrovna"], "lastName": ["Zimina"]}
    (entry,) = entries(lines({"id": "1", "schema": "Person", "properties": parts}), "e.ftm.json")
    assert entry.party.names == ("Anna Petrovna Zimina",)


def test_what_no_entity_can_be_is_counted(tmp_path):
    path = tmp_path / "list.json"
    ship = {"id": "v", "schema": "Vessel", "properties": {"name": ["Arctic Sea"]}}
    sanction = {"id": "s", "schema": "Sanction", "properties": {"program": ["x"]}}
    nameless = {"id": "p", "schema": "Person", "properties": {}}
    path.write_text(lines(ship, sanction, nameless, ENTITY))
    names = NameList(path)
    assert [entry.party.id for entry in names.entries()] == ["NK-1"]
    assert names.passed_over == 3


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("id,schema,name,aliases\nA,Company,Kola Port,Port of Kola;Кольский порт\n", [("A", "organisation", 3)]),
        ("Name;Type\nIgor Lazarev;person\n\nAnna Zimina;физлицо\n", [("L2", "person", 1), ("L4", "person", 1)]),
        ("ФИО\tПол\nАнна Зимина\tж\n", [("L2", "person", 1)]),
        ('id,name\n7,Igor Lazarev\n7,"Lazarev, Igor"\n', [("7", "person", 2)]),
        ("# our list\nIgor Lazarev\nLazarev, Oleg\n\n", [("L2", "person", 1), ("L3", "person", 1)]),
    ],
    ids=["simple csv of OpenSanctions", "semicolons", "tabs, Russian header", "rows of one id", "a name a line"],
)
def test_tables_of_names(entries, content, expected):
    found = [(e.party.id, e.party.kinds[0], len(e.party.names)) for e in entries(content)]
    assert found == expected


def test_encodings_and_gzip(entries):
    assert entries("name\nАнна Зимина\n".encode("cp1251"))[0].caption == "Анна Зимина"
    assert entries("name\nАнна Зимина\n".encode("utf-16"))[0].caption == "Анна Зимина"
    assert entries(gzip.compress(lines(ENTITY).encode()), "list.json.gz")[0].caption == "Igor Lazarev"
    assert entries(b"\xef\xbb\xbf" + lines(ENTITY).encode())[0].caption == "Igor Lazarev"
    assert entries(json.dumps([ENTITY, ENTITY]).encode())[1].party.id == "NK-1"
    assert entries(json.dumps([ENTITY, ENTITY], indent=1).encode())[1].party.id == "NK-1"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "is empty"),
        ("   \n\n", "is empty"),
        ("name\n", "has nobody to screen for"),
        (lines(ENTITY) + '{"id": "x", "sch', "line 2 is not JSON"),
        (lines(ENTITY, ["no"]), "line 2, entity 1 is no FollowTheMoney entity"),
        (
            lines({"id": "x", "name": "Igor Lazarev"}),
            "line 1 is no FollowTheMoney entity: it needs id, schema and properties",
        ),
        ("[" * 100_000, "is not JSON"),
        (lines({"id": "v", "schema": "Vessel", "properties": {"name": ["A"]}}), "has nobody to screen for: 1 entries"),
        ("a,b,c\n1,2,3\n", "has no column of names: call one "),
        ("name,kind\nIgor Lazarev,wizard\n", "line 2 has an unknown kind 'wizard'"),
        ("name\nIgor Lazarev,born 1970\n", "line 2 has 2 fields, the header 1"),
        ('name,kind\n"Igor Lazarev,person\nAnna Orlova,person\n', "line 2 is not csv"),  # its quote swallows the next
        ("name" + "x" * 2_000_000, "begins with a line that is not csv"),
        (b"nothing\x00\x00\x01", "is no text"),
        (b"PK\x03\x04rest", "is a zip archive"),
        (gzip.compress(b"name\nIgor Lazarev\n" * 99, mtime=0)[:-20], "cannot read the list"),
    ],
    ids=[
        "empty",
        "blank",
        "header only",
        "cut line",
        "array of texts",
        "no entity",
        "deep",
        "ships only",
        "no name column",
        "unknown kind",
        "too many fields",
        "open quote",
        "endless line",
        "binary",
        "zip",
        "cut gzip",
    ],
)
def test_a_bad_list_is_refused_in_one_line(entries, content, said):
    with pytest.raises(ListError, match=r"list\.csv") as caught:
        entries(content)
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("name", ["none.csv", "."])
def test_a_list_that_is_not_there(tmp_path, name):
    with pytest.raises(ListError, match="cannot read the list"):
        list(NameList(tmp_path / name).entries())


def test_a_stray_quote_within_a_line_is_let_through(entries):
    found = entries('name,kind\n"Салют" ООО,organisation\n"Лазарев, Игорь",person\n')
    assert [entry.caption for entry in found] == ["Салют ООО", "Лазарев, Игорь"]
