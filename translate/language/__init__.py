"""The language of a span: alphabets, listed words, detectors, and the neighbours in the document."""
