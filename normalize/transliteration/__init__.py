"""From one alphabet to the other: romanisation by scheme, established English spellings, the way back to Cyrillic, the
likely original spelling of a foreign name, all spellings that a name may have.

Exports:
    cyrillize: cyrillize
    established: established, is_family_first
    letters: romanized
    original_spelling: foreign_spellings
    romanize: DEFAULT_SCHEME, LANGUAGES, given_name_spellings, romanizations, romanize
    variants: spellings
"""
