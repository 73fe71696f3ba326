"""Numbers in both languages: reading figures and number words, holding a translation's numbers against the source's."""
