"""An overrides file that was written to hurt: one line that names the place, whatever is in it."""

import os
import time

import pytest

from normalize.resolution.overrides import OverridesError, load_overrides, parse_overrides

BOMB = "a: &a [x, y]\n" + "".join(f"{c}: &{c} [*{p}, *{p}, *{p}]\n" for p, c in zip("abcdefg", "bcdefgh", strict=True))


@pytest.mark.parametrize(
    ("content", "line", "said"),
    [
        ("same:\n  - " + "[" * 50_000, 2, "nested deeper"),
        ("same:\n" + "".join(f"{'  ' * n}a:\n" for n in range(1, 400)), 8, "nested deeper"),
        ("\n\nsame: &a\n  - [*a, *a]\n", 3, "anchors"),
        ("rename:\n  <<: *x\n", 2, "anchors"),
        ("rename:\n  <<: {a: b}\n", 2, "plain or quoted"),
        (BOMB, 1, "anchors"),
        ("ignore:\n  - !!binary aGVsbG8=\n", 2, "tag"),
        ("ignore:\n  - !!python/object/apply:os.system [ls]\n", 2, "tag"),
        ("!!set\nignore: [a]\n", 1, "tag"),
        ('ignore:\n  - ok\n  - "Се\\u202Eти"\n', 3, "U+202E"),
        ('ignore:\n  - "Се\\0ти"\n', 2, "U+0000"),
        ('ignore:\n  - "\\uD800"\n', 2, "U+D800"),
        ('ignore:\n  - "\\UFFFFFFFF"\n', 1, "no valid YAML"),
        ("ignore:\n  - a\x07b\n", 2, "no valid YAML"),
        ("ignore:\n  - a\x00b\n", 2, "no valid YAML"),
        ("ignore: [a\n" * 3, 2, "no valid YAML"),
        ("? [a, b]\n: c\n", 1, "a name is expected"),
        ("1: 2\n---\n3: 4\n", 2, "no valid YAML"),
        ("ignore:\n\t- a\n", 2, "no valid YAML"),
    ],
)
def test_one_line_that_names_the_place(content, line, said):
    start = time.process_time()
    with pytest.raises(OverridesError) as caught:
        parse_overrides(content.encode("utf-8", "surrogatepass"), "people.yaml")
    assert time.process_time() - start < 5
    message = str(caught.value)
    assert message.startswith(f"people.yaml:{line}: ")
    assert said in message
    assert "\n" not in message
    message.encode()


def test_bytes_that_are_no_text():
    with pytest.raises(OverridesError, match=r"people\.yaml:2: not UTF-8"):
        parse_overrides(b"ignore:\n - \xed\xa0\x80\n", "people.yaml")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="POSIX")
def test_a_pipe_or_a_folder_in_its_place(tmp_path):
    os.mkfifo(tmp_path / "pipe.yaml")
    for path in (tmp_path / "pipe.yaml", tmp_path, tmp_path / "none.yaml"):
        with pytest.raises(OverridesError, match="cannot be read"):
            load_overrides(path)
