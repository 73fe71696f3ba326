"""What people say about translations and names: cases to look at, marks, and what the marks become.

Cases come in the order of expected gain; marks come from the explorer, the terminal or a spreadsheet as `review.json` or
`.xlsx`; imported, they become corrections and overrides.

Exports, besides the names below:
    cases: Case
    marks: CORRECTED, DIFFERENT, NOT_A_NAME, RENAMED, RIGHT, SAME
    workbook: read_workbook, write_workbook
"""

from flows.errors import ReviewError
from flows.review.cases import NameCase, TranslationCase, open_cases
from flows.review.marks import NameMark, Review, TranslationMark, parse_review
from flows.review.plan import Plan, make_plan

__all__ = [
    "NameCase",
    "NameMark",
    "Plan",
    "Review",
    "ReviewError",
    "TranslationCase",
    "TranslationMark",
    "make_plan",
    "open_cases",
    "parse_review",
]
