"""Lists of what is known: organisations, places and states with their names in both languages, given names and their
variants, English word lists.

Exports:
    as_russian: as_russian
    capitals: usual_capitals
    common_names: is_common_family_name, is_lone_given_name
    curated: Acronym, KnownName, LEGAL_FORM, THING, acronym_words, acronyms, known_names, known_people, known_places
    english: EnglishName, english_name, is_owner
    given_names: given_name_groups, group_gender, is_diminutive, variant_groups
    identities: Identity, country_of_organisation, english_title, full_names, identify, russian_title
    lookup: GazetteerEntry, is_ambiguous, lookup, lookup_nominative
    state_bodies: with_place
    territories: country_of, differ_in_place, names_of, places_named, places_within, state_names, state_of, state_of_domain
    word_lists: Lists, is_persons_name, is_plausible_english, lists
"""
