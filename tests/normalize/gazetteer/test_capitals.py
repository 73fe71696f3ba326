import pytest
from cases import read_cases
from hypothesis import given
from hypothesis import strategies as st

from normalize.gazetteer.capitals import usual_capitals


@pytest.mark.parametrize(("word", "written"), read_cases(__file__, "capitals.tsv"))
def test_cases(word, written):
    assert usual_capitals(word) == (None if written == "-" else written)


@given(st.text("АБВГДЕЁЖЗИКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ", min_size=1, max_size=12))
def test_only_the_case_of_letters_changes(word):
    assert (usual_capitals(word) or word).upper() == word
