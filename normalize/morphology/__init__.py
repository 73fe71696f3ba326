"""Russian words and their forms: the dictionary (pymorphy3), paradigms of names, nominatives of persons, organisations
and places, agreement inside phrases.

Exports:
    dictionary: base, first_reading, grammemes, is_abbreviation, is_common, is_feminine, is_genitive_plural,
        is_given_name, is_known_name, is_known_word, is_place_only, is_verb, tells_woman
    disambiguate: Evidence, evidence
    families: family_name
    lemma: is_open, lemma, primary_language
    legal_forms: legal_forms
    lexicon: CASES_OF_TAGS, extra_given_names, is_known, is_listed, known_persons, name_readings, noun_lemmas,
        place_readings
    organisations: organisation_lemma
    paradigms: Asked, CASES, CASE_PRIOR, readings
    persons: case_fit, lemmas, nominative
    phrases: strip_acronym_ending
    places: place_lemma
"""
