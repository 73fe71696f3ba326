"""From sources to documents: files, folders, archives, tables, feeds; what cannot be read is a `Reject` with the reason.

Exports:
    about: about_columns
    delimited: delimiter_of
    html: INLINE
    sources: read_sources
    types: Document, Reject, SourceEnd, one_line, well_formed
    uris: absolute, is_url, shown
"""
