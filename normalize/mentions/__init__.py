"""Names in texts: what the taggers found, put right by lists and neighbouring words, brought to the nominative in the
light of the whole document.

Exports:
    filters: may_be_surname
    find: Mention, find_names, find_names_batch
"""
