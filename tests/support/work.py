"""How much work a call is, in steps that no clock and no neighbour on the machine can change."""

import sys
from collections.abc import Callable
from typing import Any


def work(call: Callable[[], Any]) -> int:
    """Count the functions, of Python and of C, that a call calls."""
    count = 0

    def counted(_frame: Any, event: str, _argument: Any) -> None:
        nonlocal count
        count += event in {"call", "c_call"}

    old = sys.getprofile()
    sys.setprofile(counted)
    try:
        call()
    finally:
        sys.setprofile(old)
    return count
