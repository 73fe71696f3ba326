"""Whether entities are on a list of others: `screen` compares every one with every entry that it may be.

Precision goes before recall. A full name that agrees is a match; a family name alone, initials, an acronym, a weak alias
never are: they are shown as ambiguous, and only where they fit few.

Exports:
    screen: screen, screen_all
    types: Hit, Party, VERDICTS
"""
