"""Names through a translation: which ones the English lacks or misspells, and how they are brought back."""
