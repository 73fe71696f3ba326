"""Taggers that find names in running text: slovnet's network for Russian, a small network for English."""
