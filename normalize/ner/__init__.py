"""Taggers that find names in running text: slovnet's network for Russian, a small network for English.

Exports:
    cases: CaseShares, case_shares
    english: tag_english
    other_languages: DETECTOR, TAGGED, place_forms, tag_other
    russian: Word, tag_russian, words
"""
