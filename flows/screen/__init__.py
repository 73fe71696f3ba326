"""The entities of a snapshot against a list of others: FollowTheMoney, OpenSanctions, or a table of names.

>>> from flows.screen import screen_snapshot  # doctest: +SKIP
>>> screen_snapshot(Output("output").current(), Path("targets.nested.json")).rows.height  # doctest: +SKIP
12
"""

from flows.screen.matches import Screened, screen_snapshot, write_beside

__all__ = ["Screened", "screen_snapshot", "write_beside"]
