"""The parts of a name: given name, patronymic, family name, initials of a person; legal form, class words and core of an
organisation.

Exports:
    organisation: OrgWord, Organisation, parse_organisation
    organisation_words: FUNCTION, GENERIC, HEAD, KIND, LEGAL, LONGEST_BEGINNING, Meaning, NAMED, NUMBER, PERSON, PLACE,
        WORD, compound_parts, concept_beginnings, listed_kind, russian_words, spoken_letters, word_meaning
    other_slavic: other_nominative
    person: PersonName, Token, given_name_groups_of_father, is_slavic, parse_person, patronymic_stem
"""
