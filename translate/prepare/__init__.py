"""What a text goes through before the engine: frame and capitals taken off, abbreviations written out, identifiers hidden,
long texts cut.
"""
