from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalize.gazetteer.capitals import usual_capitals

ROWS = [
    line.split("\t")
    for line in (Path(__file__).parent / "cases" / "capitals.tsv").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]


@pytest.mark.parametrize(("word", "written"), [row[1:3] for row in ROWS], ids=[row[0] for row in ROWS])
def test_cases(word, written):
    assert usual_capitals(word) == (None if written == "-" else written)


@given(st.text("АБВГДЕЁЖЗИКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ", min_size=1, max_size=12))
def test_only_the_case_of_letters_changes(word):
    assert (usual_capitals(word) or word).upper() == word
