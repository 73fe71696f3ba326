"""The tutorials do what they say."""

import pytest
from tutorials import FOLDER, NAMES, follow


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_a_tutorial_can_be_followed(tmp_path, name):
    follow(name, tmp_path)


@pytest.mark.parametrize("name", NAMES)
def test_a_tutorial_has_data_and_a_picture(name):
    assert any((FOLDER / name).iterdir())
    assert f"({name}.png)" in (FOLDER / f"{name}.md").read_text(encoding="utf-8")
    assert (FOLDER / f"{name}.png").is_file()
