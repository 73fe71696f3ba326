"""Numbers in both languages: reading figures and number words, holding a translation's numbers against the source's.

Exports:
    compare: changed_numbers, made_up_numbers, repair_numbers
    figures: english_figures, english_number
    signs: lost_signs, with_signs
    units: lost_units, made_up_units, measured, repair_units, tidy_units, usual_spelling
    words: compounds_in_figures, meaning, write_in_figures
"""
