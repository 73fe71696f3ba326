"""The published tables in other formats: csv, xlsx, JSON lines, FollowTheMoney; or what a query over them gives.

>>> from flows.export import Exported, export  # doctest: +SKIP
>>> export(snapshot, "xlsx", Path("tables.xlsx"))  # doctest: +SKIP
[Exported(path=PosixPath('tables.xlsx'), rows=5120)]
"""

from flows.export.write import FORMATS, Exported, export, print_rows

__all__ = ["FORMATS", "Exported", "export", "print_rows"]
