"""Files from elsewhere are read without trusting them."""

import os

import pytest

from normalize.user_files import odd_character, parse_json, read_given


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="POSIX")
def test_a_pipe_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(OSError, match="pipe or device"):
        read_given(tmp_path / "pipe")
    with pytest.raises(OSError, match="folder"):
        read_given(tmp_path)


def test_deep_nesting_is_an_ordinary_error():
    with pytest.raises(ValueError, match="nested too deeply"):
        parse_json("[" * 100_000)
    assert parse_json(b'{"a": [1]}') == {"a": [1]}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Рогозин", ""),
        ("O'Neil-Ёж № 5", ""),
        ("می‌خواهم", ""),  # a joiner of Persian
        ("Рого\u202eзин", "U+202E"),
        ("a\x00b", "U+0000"),
        ("a\x1b[31m", "U+001B"),
        ("a\u200bb", "U+200B"),
        ("\ud800", "U+D800"),
    ],
)
def test_odd_characters(text, found):
    assert odd_character(text) == found
