"""Russian words and their forms: the dictionary (pymorphy3), paradigms of names, nominatives of persons, organisations
and places, agreement inside phrases.
"""
