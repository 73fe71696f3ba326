"""From one alphabet to the other: romanisation by scheme, established English spellings, the way back to Cyrillic, the
likely original spelling of a foreign name, all spellings that a name may have.
"""
