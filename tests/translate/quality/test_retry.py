"""What is done to an English text at its end: repetitions are cut."""

import subprocess
import sys

import pytest

from translate.quality.retry import cut_repetitions


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("the the the cat", "the cat"),
        ("The cat sat on the mat, on the mat, on the mat.", "The cat sat on the mat."),
        ("New-York New-York New-York", "New-York"),
        ("very very good", "very very good"),  # twice is no loop
        ("aaaaaaaaaaaa", "a"),
        ("", ""),
    ],
)
def test_what_is_said_three_times_is_said_once(text, cut):
    assert cut_repetitions(text) == cut


def test_a_long_chain_of_hyphens_is_no_trap():
    """Backtracking would take ages here, and hold every thread of the process."""
    code = "from translate.quality.retry import cut_repetitions as cut; cut('-'.join(f'w{i}' for i in range(2000)))"
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)
