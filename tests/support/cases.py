"""Case files: one case a line, cells separated by tabs; the first cell is its id, the last a comment; lines with # are notes."""

import re
from pathlib import Path

import pytest

_ID = re.compile(r"[\w.-]+")
_KNOWN_FAILURE = "xfail: "


def read_cases(test_file: str, name: str) -> list:
    """The cases of a file in `cases/` beside a test, as parameters: what stands between id and comment.

    A comment that begins with "xfail: " marks a known failure and tells its reason.
    """
    path = Path(test_file).parent / "cases" / name
    found = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line or line.startswith("#"):
            continue
        case, *cells, comment = line.split("\t")
        assert _ID.fullmatch(case), f"{path}:{number}: {case!r} is no id"
        assert case not in found, f"{path}:{number}: the id {case} stands twice"
        known = comment.startswith(_KNOWN_FAILURE)
        marks = pytest.mark.xfail(strict=True, reason=comment.removeprefix(_KNOWN_FAILURE)) if known else ()
        found[case] = pytest.param(*cells, id=case, marks=marks)
    return list(found.values())
