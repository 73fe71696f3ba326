"""Work grows with the text and no faster, whatever the text; see tests/normalize/test_linear.py."""

import pytest
from work import work

from translate import detect, detect_spans, split_spans
from translate.names.repair import mended as names_mended
from translate.names.types import SourceName
from translate.types import Translation

UNITS = [
    "НАТО ",
    "Рогозин, ",
    "а-",
    "a@",
    "а/",
    "http://a.b/c?d=e&",
    "да no ",
    "«",
    "аЯ",
    "т. е. ",
    "\n",
    "а\t",
    "щгцЫр",
]
FUNCTIONS = {"split_spans": split_spans, "detect": detect, "detect_spans": lambda text: detect_spans(split_spans(text))}
SMALL, TIMES = 1600, 3


@pytest.mark.parametrize("name", FUNCTIONS)
def test_three_times_the_text_is_three_times_the_work(name):
    call = FUNCTIONS[name]
    worse = {}
    for unit in UNITS:
        small, large = ((unit * n)[:n] for n in (SMALL, TIMES * SMALL))
        call(large)
        ratio = work(lambda text=large: call(text)) / max(work(lambda text=small: call(text)), 1)
        if ratio > 1.5 * TIMES:
            worse[unit] = round(ratio, 1)
    assert worse == {}


def made(text):
    return Translation(text, "ok", None, None, cached=False)


def mended(n):
    source = ", ".join(["Рогозин"] * n)
    names = [SourceName(9 * i, 9 * i + 7, "Рогозин", "Рогозин", "Rogozin") for i in range(n)]
    with pytest.raises(StopIteration) as ended:  # it asks nobody that does not answer at once
        next(names_mended(source, names, made("nothing of it " * n), answer))
    return ended.value.value


def answer(_text):
    return made("no")
    yield


def test_names_beyond_those_looked_after_cost_nothing_and_are_told(monkeypatch):
    monkeypatch.setattr("translate.names.repair._MANY", 5)
    assert mended(20).status == "doubtful"
    assert "name" in mended(20).problems
    assert work(lambda: mended(60)) < 4 * work(lambda: mended(20))
