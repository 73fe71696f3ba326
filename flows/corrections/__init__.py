"""Corrections by people: the one file that keeps them, and the formats they come and go in.

>>> from flows.corrections import Correction, add, load, save

Exports, besides the names below:
    files: read_corrections, write_corrections
    store: for_language
"""

from flows.corrections.store import Added, Correction, Located, add, load, save
from flows.errors import CorrectionsError

__all__ = ["Added", "Correction", "CorrectionsError", "Located", "add", "load", "save"]
