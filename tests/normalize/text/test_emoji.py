import re

import pytest

from normalize.text.emoji import PICTOGRAPH, RUN


@pytest.mark.parametrize("one", ["🔥", "❤️", "👍🏽", "1️⃣", "👩‍🚀", "⚡"])
def test_one_pictograph_is_matched_whole(one):
    assert re.fullmatch(rf"{PICTOGRAPH}+", one)


def test_several_in_a_row_are_one_run():
    assert RUN.search("Ура 🔥 🎉🎉 всем").group() == "🔥 🎉🎉"


@pytest.mark.parametrize("text", ["5", "#", "*", "a", "→", "№"])
def test_ordinary_signs_are_none(text):
    assert not RUN.search(text)
