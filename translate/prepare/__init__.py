"""What a text goes through before the engine: frame and capitals taken off, abbreviations written out, identifiers hidden,
long texts cut.

Exports:
    abbreviations: expand
    acronyms: Found, QUOTED, SITE, find_acronyms, stretches
    casing: capitalise, prepare
    chunks: Piece, Plan, around_entities, around_numbers, by_clauses, by_lists, by_members, by_sentences, looked_up,
        verbatim, whole_lines, within_limits
    frame: Framed, function_words, latin_items, same_beginning, same_ending, split_frame
    letter_spacing: whole_words
    lists: has_lost_members
    markup: same_markup, without_markup
    masks: Mask, Stretch, mask, unmask, with_article
    placeholders: Hidden, PLACEHOLDER, find_identifiers, hide, hide_markup, hide_numbers, identifier_in_english,
        identifiers, mask_identifiers, reveal, reveal_numbers
    terms: Terms, is_term, put_in
    write_out: write_out
"""
