"""From doubtful cases to marks, and from marks to corrections and overrides."""

import json

import openpyxl
import pytest

from flows.corrections import Correction, add, load
from flows.review import (
    NameCase,
    NameMark,
    Review,
    ReviewError,
    TranslationCase,
    TranslationMark,
    make_plan,
    open_cases,
    parse_review,
)
from flows.review.workbook import read_workbook, write_workbook
from normalize.resolution.overrides import OverridesError, parse_overrides

RIGHT = TranslationMark("Верно.", "ru", "Right.", "right")
BETTER = TranslationMark("Показать ещё", "ru", "pokazat yeshchyo", "corrected", "Show more")
IS_IGOR = NameMark("same", "p-belov", "Belov", "p-igor", "Igor Belov")
NOT_OLEG = NameMark("different", "p-igor", "Igor Belov", "p-oleg", "Oleg Belov")
CALLED = NameMark("renamed", "p-oleg", "Oleg Belov", to="Oleg Below")
NO_NAME = NameMark("not_a_name", "o-set", "Set")


def test_cases_come_by_what_looking_at_them_is_worth(output):
    cases = open_cases(output.current())
    about = [(c.name if isinstance(c, NameCase) else c.source, c.n, round(c.gain, 1)) for c in cases]
    assert about == [("Показать ещё", 3, 2.1), ("Belov", 3, 1.5), ("Дальше.", 1, 1.0)]
    assert cases[1].candidates == (("p-igor", "Igor Belov", 1), ("p-oleg", "Oleg Belov", 1))
    assert cases[1].example == "Белов молчал."
    assert cases[0].document == "inbox/0.txt"


def test_a_review_comes_back_from_its_json():
    review = Review((RIGHT, BETTER), (IS_IGOR, NOT_OLEG, CALLED, NO_NAME))
    assert parse_review(review.as_json()) == review


def test_the_last_mark_on_a_text_counts():
    again = TranslationMark("Верно.", "ru", "Right.", "corrected", "Correct.")
    assert Review().with_mark(RIGHT).with_mark(again).translations == (again,)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "no JSON"),
        ("[" * 100_000, "no JSON"),
        ("[]", "no review of the explorer"),
        ("{}", "no review of the explorer"),
        ('{"tolmach_review": 2}', "a review of version 2, this tolmach reads version 1"),
        ('{"tolmach_review": 1, "names": {}}', "'names' must be a list"),
        ('{"tolmach_review": 1, "names": [1]}', "names 1: a mark must be an object"),
        ('{"tolmach_review": 1, "names": [{"verdict": "sane", "entity_id": "a"}]}', "names 1: unknown verdict 'sane'; use same"),
        ('{"tolmach_review": 1, "names": [{"verdict": "same", "entity_id": "a"}]}', "names 1: 'other_id' is empty"),
        ('{"tolmach_review": 1, "names": [{"verdict": "same", "entity_id": "a", "other_id": "a"}]}', "judged against itself"),
        ('{"tolmach_review": 1, "names": [{"verdict": "renamed", "entity_id": "a", "to": " "}]}', "names 1: 'to' is empty"),
        ('{"tolmach_review": 1, "names": [{"verdict": "renamed", "entity_id": "a", "to": 5}]}', "names 1: 'to' must be text"),
        ('{"tolmach_review": 1, "translations": [{"verdict": "right", "source": "a", "source_lang": "ru"}]}', "translations 1: 'english' is empty"),
        ('{"tolmach_review": 1, "translations": [{}, {"verdict": "corrected", "source": "a", "source_lang": "ru"}]}', "translations 2: 'corrected' is empty"),
    ],
)  # fmt: skip
def test_what_is_no_review_is_refused_with_the_reason(content, message):
    with pytest.raises(ReviewError, match=message):
        parse_review(content)


def planned(output, review, overrides=""):
    path = output.path / "people.yaml"
    path.write_text(overrides, encoding="utf-8")
    return make_plan(review, output, path, "Vera"), path


def test_a_plan_says_what_will_change_and_changes_nothing(output):
    plan, path = planned(output, Review((RIGHT, BETTER), (IS_IGOR, NOT_OLEG, CALLED, NO_NAME)), "# mine\n")
    assert plan.lines == [
        "translation: 'Верно.' → 'Right.' is right",
        "translation: 'Показать ещё' → 'Show more' instead of 'pokazat yeshchyo'",
        "name: Belov is Igor Belov  (same: [Белов, Игорь Белов])",
        "  careful: 'Белов' is also written for Oleg Belov; this holds for every 'Белов' in the documents",
        "name: Igor Belov is not Oleg Belov  (different: [Игорь Белов, Олег Белов])",
        "name: Oleg Belov is called Oleg Below  (rename: Олег Белов: Oleg Below)",
        "name: Set is not a name  (ignore: Сети)",
    ]
    assert path.read_text(encoding="utf-8") == "# mine\n"
    assert not output.corrections_path.exists()
    assert plan.apply() == [output.corrections_path, path]
    assert load(output.corrections_path) == [
        Correction("Верно.", "Right.", "ru", "Vera"),
        Correction("Показать ещё", "Show more", "ru", "Vera"),
    ]
    text = path.read_text(encoding="utf-8")
    assert text.startswith("# mine\n")
    assert parse_overrides(text.encode()).ignored() == {"сети"}


def test_what_was_said_already_changes_nothing(output):
    review = Review((BETTER,), (IS_IGOR, NO_NAME))
    plan, path = planned(output, review)
    plan.apply()
    again = make_plan(review, output, path)
    assert (again.lines, len(again.left_out)) == ([], 3)
    assert again.apply() == []


def test_a_later_correction_replaces_the_former_and_says_so(output):
    add(output.corrections_path, [Correction("Показать ещё", "More")])
    plan, _ = planned(output, Review((BETTER,)))
    assert plan.lines[0].endswith("(replaces the correction 'More')")
    plan.apply()
    assert [one.english for one in load(output.corrections_path)] == ["Show more"]


def test_entities_that_are_gone_or_one_already_are_left_out(output):
    gone = NameMark("same", "p-nobody", "Nobody", "p-igor", "Igor Belov")
    one = NameMark("same", "p-gone", "Gone", "p-oleg", "Oleg Belov")  # p-oleg has taken it over
    plan, _ = planned(output, Review((), (gone, one)))
    assert plan.lines == []
    assert plan.left_out == ["no longer in the tables: Nobody", "Gone and Oleg Belov are one already"]


def test_a_mark_that_contradicts_the_file_changes_nothing(output):
    with pytest.raises(OverridesError, match=r"cannot be different.*nothing was changed"):
        planned(output, Review((), (IS_IGOR,)), "different:\n  - [Белов, Игорь Белов]\n")


def test_a_decision_that_touches_others_is_warned_of(output):
    plan, _ = planned(output, Review((), (NameMark("renamed", "p-belov", "Belov", to="Boris"),)))
    assert plan.lines == [
        "name: Belov is called Boris  (rename: Белов: Boris)",
        "  careful: 'Белов' is also written for Oleg Belov; this holds for every 'Белов' in the documents",
    ]


def test_what_is_written_like_others_cannot_be_ignored(output):
    plan, _ = planned(output, Review((), (NameMark("not_a_name", "p-belov", "Belov"),)))
    assert plan.lines == []
    assert "all its spellings are names of others as well" in plan.left_out[0]


def test_a_workbook_is_filled_in_and_read_back(output, tmp_path):
    path = tmp_path / "review.xlsx"
    write_workbook(path, open_cases(output.current()))
    book = openpyxl.load_workbook(path)
    sheet = book["Translations"]
    columns = {cell.value: cell.column for cell in sheet[1]}
    assert [sheet.cell(row, columns["source"]).value for row in (2, 3)] == ["Показать ещё", "Дальше."]
    sheet.cell(2, columns["corrected"]).value = "Show more"
    sheet.cell(3, columns["verdict"]).value = "Right"
    names = book["Names"]
    columns = {cell.value: cell.column for cell in names[1]}
    names.cell(2, columns["verdict"]).value = "same"
    names.cell(2, columns["other_name"]).value = "Igor Belov"
    book.save(path)
    review = read_workbook(path)
    assert [(m.source, m.verdict, m.corrected) for m in review.translations] == [
        ("Показать ещё", "corrected", "Show more"),
        ("Дальше.", "right", ""),
    ]
    assert review.names == (IS_IGOR,)


def test_a_workbook_left_empty_has_no_marks(output, tmp_path):
    path = tmp_path / "review.xlsx"
    write_workbook(path, open_cases(output.current()))
    assert len(read_workbook(path)) == 0


def test_a_workbook_runs_nothing(tmp_path):
    path = tmp_path / "review.xlsx"
    text = '=HYPERLINK("http://evil.example")\x00\x1b'
    write_workbook(path, [TranslationCase(text, "ru", text, "failed", "", "failed", 1, 1.0, "+1", None)])
    cells = [cell for row in openpyxl.load_workbook(path)["Translations"].iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "inlineStr", "n"}
    assert '=HYPERLINK("http://evil.example")' in {cell.value for cell in cells}


@pytest.mark.parametrize("content", [b"", b"no zip", b"PK\x05\x06" + b"\0" * 18])
def test_what_is_no_workbook_is_refused(tmp_path, content):
    path = tmp_path / "review.xlsx"
    path.write_bytes(content)
    with pytest.raises(ReviewError, match=r"review\.xlsx: no Excel workbook"):
        read_workbook(path)


def test_an_incomplete_row_is_named(output, tmp_path):
    path = tmp_path / "review.xlsx"
    write_workbook(path, open_cases(output.current()))
    book = openpyxl.load_workbook(path)
    columns = {cell.value: cell.column for cell in book["Names"][1]}
    book["Names"].cell(2, columns["verdict"]).value = "renamed"
    book.save(path)
    with pytest.raises(ReviewError, match="Names row 2: 'to' is empty"):
        read_workbook(path)


def test_json_of_the_explorer_with_more_than_is_read_here():
    mark = {
        "source": " Верно.\n",
        "source_lang": "ru",
        "english": "Right.",
        "status": "ok",
        "verdict": "right",
        "document_id": "d",
        "ordinal": 3,
    }
    review = parse_review(json.dumps({"tolmach_review": 1, "run_id": "r", "translations": [mark]}))
    assert review.translations == (RIGHT,)
