"""Which physical source a uri belongs to."""

import time

import pytest

from flows.tables.sources import SourceNames

NAMES = ["/in/a", "/in/a#b.txt", "/in/z.zip", "/in/z.zip!/odd", "/in/t~", "stdin"]


@pytest.mark.parametrize(
    ("uri", "source"),
    [
        ("/in/a", "/in/a"),
        ("/in/a#L3", "/in/a"),
        ("/in/a#b.txt", "/in/a#b.txt"),
        ("/in/a#b.txt#L3", "/in/a#b.txt"),
        ("/in/a#c.txt", "/in/a"),
        ("/in/z.zip!/inner.tar!/x#1~2", "/in/z.zip"),
        ("/in/z.zip!/odd!/x", "/in/z.zip!/odd"),
        ("/in/a~2", "/in/a"),
        ("/in/t~", "/in/t~"),
        ("stdin#L1", "stdin"),
        ("/in/ab", None),
        ("", None),
    ],
)
def test_the_longest_that_fits(uri, source):
    assert SourceNames(NAMES).of(uri) == source


def test_a_uri_full_of_marks_takes_no_time():
    start = time.process_time()
    assert SourceNames(NAMES).of("#" * 1_000_000) is None
    assert time.process_time() - start < 0.5
