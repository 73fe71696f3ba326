"""The explorer: a snapshot as one HTML page that works without network, for reading, searching and reviewing.

`write_report` writes `report.html` into a snapshot, and for large snapshots `report-data/` beside it.

Exports, besides the names below:
    columns: read
    content: legend
"""

from flows.report.doubt import doubtful_names, doubtful_translations
from flows.report.page import write_report

__all__ = ["doubtful_names", "doubtful_translations", "write_report"]
