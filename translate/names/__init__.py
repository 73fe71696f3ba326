"""Names through a translation: which ones the English lacks or misspells, and how they are brought back.

Exports:
    find: find_source_names, source_names
    repair: mended
    types: SourceName
"""
