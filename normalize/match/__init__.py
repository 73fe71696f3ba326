"""Whether two names may be of one person, organisation or place: `compare` gives a verdict with rule, score, evidence
and vetoes.

Exports:
    compare: compare, compare_without_gazetteer
    known_organisations: identity_of
    organisation_alignment: is_adjective, stems_of
    persons: compare_parsed
    places: parse_place
    readings: foreign_endings
    result: Match
    words: EXACT, NEAR, SOUND, VARIANT, WordMatch, compare_tokens, compare_words, first_sounds, sound_similarity
"""
