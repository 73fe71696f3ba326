"""API keys are read from a file and from the environment."""

import pytest

from flows.api.keys import is_known, read_keys
from flows.errors import ConfigError


def test_read(tmp_path):
    file = tmp_path / "keys.txt"
    file.write_text("# desk\nfirst-key-1\n\n  второй-ключ  \n", encoding="utf-8")
    keys = read_keys(file, " third-key-3\n")
    assert [key.decode() for key in keys] == ["third-key-3", "first-key-1", "второй-ключ"]
    assert is_known("второй-ключ", keys)
    assert not is_known("второй-клю", keys)
    assert read_keys(None, None) == read_keys(None, " ") == ()


@pytest.mark.parametrize(
    ("content", "message"),
    [(b"# nothing\n", "no API key in it"), (b"short\n", "fewer than 8"), (b"\xff\xfe\n", "not UTF-8"), (None, "cannot read")],
)  # fmt: skip
def test_wrong(tmp_path, content, message):
    file = tmp_path / "keys.txt"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(ConfigError, match=message):
        read_keys(file, None)
