"""Text before anything is understood of it: decoding, mojibake, cleaning of documents and names, scripts, capitals,
look-alike letters, emoji, and what must stay as it is written (addresses, handles, hashtags).

Exports:
    charset: SINGLE_BYTE, guess_single_byte
    clean_document: clean_text
    clean_name: CleanName, MAX_NAME_CHARS, clean_name
    decode: BOMS, Decoded, decode_bytes, decode_raw, decodes, is_binary, known_codec
    emoji: PICTOGRAPH, RUN
    homoglyphs: letters_taken_for_cyrillic, repair_homoglyphs
    marks: has_spaced_letters, join_spaced_letters, stress_offsets, without_stress
    recase: recase
    script: CYRILLIC, CYRILLIC_LETTER, JOINER, LATIN, LATIN_LETTER, ROMAN_NUMERAL, Script, WORD, has_cyrillic,
        has_latin, script_of, single_script, word_script
    verbatim: TOP_DOMAINS, find_entities, mask_entities, romanize_hashtags
"""
