"""The glossary: page furniture, single words, abbreviations and the user's own terms, translated without asking an engine.

A text is looked up whole. Letter case, ё/е, white space and punctuation do not count; a number in an entry stands for any
number; labels with a counter ("Комментарии (12)", "ИНН 7707083893") and bread crumbs ("Главная / Новости") are looked up part by part.
The translation takes over the case and the surrounding punctuation of the text.

File format: UTF-8, one entry a line, tab-separated `source`, `target` and, if need be, `mode`; `#` begins a comment line.

    Войти	Sign in
    Ср	Wed	exact
    Москва	Moscow	name

Entries of a user's own files are terms: they are put into sentences, too, in every inflected form of theirs; a term without
English (`Заря TAB`) is kept as it is. A single word that is no noun ("Войти") is taken for a label, which answers for whole texts only.
mode `term`: always meant inside sentences (entries of the built-in files only as they are written). mode `label`: whole texts only.
mode `exact`: whole texts only, and letter case counts (СР is a party, Ср a weekday). mode `name`: the target keeps its capital inside a sentence.
An entry in capitals throughout (МКС) is an abbreviation and only matches capitals. Later entries win over earlier ones,
later files over earlier files.
"""

from translate.errors import GlossaryError
from translate.glossary.entries import Entry, read_entries
from translate.glossary.lookup import Glossary

__all__ = ["Entry", "Glossary", "GlossaryError", "read_entries"]
