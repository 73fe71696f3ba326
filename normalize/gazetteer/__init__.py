"""Lists of what is known: organisations, places and states with their names in both languages, given names and their
variants, English word lists.
"""
