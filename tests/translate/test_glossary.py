"""The glossary: what matches, and what the translation takes over from the text."""

import os
from pathlib import Path

import pytest
from cases import read_cases
from hypothesis import given, settings
from hypothesis import strategies as st

from translate.glossary import Entry, Glossary, GlossaryError, read_entries


@pytest.fixture(scope="module")
def built_in() -> Glossary:
    return Glossary.load("ru", "en")


@pytest.mark.parametrize(("text", "expected"), read_cases(__file__, "glossary.tsv"))
def test_lookup(text, expected, built_in):
    assert built_in.lookup(text) == (None if expected == "-" else expected)


def test_white_space_around_stays(built_in):
    assert built_in.lookup("  Войти \n") == "  Sign in \n"


def test_every_entry_answers_for_itself(built_in):
    """No row of the shipped file is shadowed by another: each is found, in its own words."""
    path = Path("translate/data/ui_ru_en.tsv")
    wrong = [
        (e.source, e.target, built_in.lookup(e.source))
        for e in read_entries(path)
        if built_in.lookup(e.source) != e.target
    ]
    assert wrong == []


def test_no_row_twice():
    sources = [
        (e.source.casefold().replace("ё", "е"), e.mode) for e in read_entries(Path("translate/data/ui_ru_en.tsv"))
    ]
    assert len(sources) - len(set(sources)) == sum(1 for s in sources if s[1] == "exact") - len(
        {s for s in sources if s[1] == "exact"}
    )


def test_user_glossary_wins(tmp_path):
    one, two = tmp_path / "one.tsv", tmp_path / "two.tsv"
    one.write_text("войти\tEnter\nРогозин\tRogozin\tname\n", encoding="utf-8")
    two.write_text("# the last file wins\nВойти\tCome in\n", encoding="utf-8")
    assert Glossary.load("ru", "en", [one]).lookup("Войти") == "Enter"
    assert Glossary.load("ru", "en", [one, two]).lookup("ВОЙТИ") == "COME IN"
    assert Glossary.load("ru", "en", [one]).lookup("рогозин") == "Rogozin"


def test_later_line_wins(tmp_path):
    path = tmp_path / "g.tsv"
    path.write_text("Курс\tRate\nкурс\tCourse\n", encoding="utf-8")
    assert Glossary.load("ru", "en", [path]).lookup("КУРС") == "COURSE"


def test_terms_are_replaced_inside_sentences(tmp_path):
    path = tmp_path / "g.tsv"
    path.write_text("ГЛК\tGLK\tterm\nГЛК-2\tGLK 2\tterm\n", encoding="utf-8")
    glossary = Glossary.load("de", "en", [path])
    assert glossary.replace_terms("В ГЛК и ГЛК-2, но не в ГЛКа и глк.") == "В GLK и GLK 2, но не в ГЛКа и глк."


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("Войти", "expected source TAB target"),
        ("\tSign in", "expected source TAB target"),
        ("a\tb\tc\td", "expected source TAB target"),
        ("Войти\tSign in\tshout", "unknown mode 'shout'"),
    ],
)
def test_malformed_row_is_named(tmp_path, line, message):
    path = tmp_path / "bad.tsv"
    path.write_text(f"# comment\nДа\tYes\n{line}\n", encoding="utf-8")
    with pytest.raises(GlossaryError, match=rf"bad\.tsv:3: .*{message}"):
        Glossary.load("ru", "en", [path])


def test_terms_without_english_are_kept_by_users_only(tmp_path):
    path = tmp_path / "g.tsv"
    path.write_text("Заря\t\n", encoding="utf-8")
    assert Glossary.load("ru", "en", [path]).lookup("Заря") == "Заря"


def test_terms_of_users_are_meant_inside_sentences_unless_they_are_labels(tmp_path):
    path = tmp_path / "g.tsv"
    path.write_text("токамак\ttokamak\nВойти\tLog in\nКурс\tRate\tlabel\nСр\tWed\texact\n", encoding="utf-8")
    glossary = Glossary.load("ru", "en", [path])
    found = glossary.terms.find("Ср, войти в курс дела: у токамаков Курс")
    assert [term.english for term in found] == ["tokamak"]
    assert glossary.terms_signature != Glossary.load("ru", "en", []).terms_signature


def test_missing_and_undecodable_files_are_named(tmp_path):
    with pytest.raises(GlossaryError, match=r"none\.tsv cannot be read"):
        Glossary.load("ru", "en", [tmp_path / "none.tsv"])
    (tmp_path / "koi.tsv").write_bytes("Да\tYes\n".encode("koi8-r"))
    with pytest.raises(GlossaryError, match=r"koi\.tsv:1: not UTF-8"):
        Glossary.load("ru", "en", [tmp_path / "koi.tsv"])


def test_signature_follows_content():
    one = Glossary([Entry("Да", "Yes")])
    assert one.signature == Glossary([Entry("Да", "Yes")]).signature
    assert one.signature != Glossary([Entry("Да", "Yeah")]).signature
    assert one.terms_signature == Glossary([]).terms_signature
    assert one.terms_signature != Glossary([Entry("МКС", "ISS", "term")]).terms_signature


@settings(deadline=None)  # the first text loads the dictionary
@given(st.text(max_size=60))
def test_any_text_is_looked_up(text):
    found = Glossary.load("ru", "en").lookup(text)
    assert found is None or found.strip()


@pytest.mark.parametrize("odd", ["\u202e", "\x00", "\x0b", "\u2066", "\u200b", "\x85"])
def test_invisible_characters_in_a_glossary_are_named_with_their_line(tmp_path, odd):
    path = tmp_path / "own.tsv"
    path.write_text(f"раз\tone\nд{odd}ва\ttwo\n", encoding="utf-8")
    with pytest.raises(GlossaryError, match=rf"own\.tsv:2: holds the invisible character U\+{ord(odd):04X}"):
        read_entries(path)


def test_a_glossary_that_is_a_pipe_or_no_text(tmp_path):
    os.mkfifo(tmp_path / "pipe.tsv")
    with pytest.raises(GlossaryError, match="pipe or device"):
        read_entries(tmp_path / "pipe.tsv")
    (tmp_path / "bytes.tsv").write_bytes(b"a\tb\n\xff\tc\n")
    with pytest.raises(GlossaryError, match=r"bytes\.tsv:2: not UTF-8"):
        read_entries(tmp_path / "bytes.tsv")
