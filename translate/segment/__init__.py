"""From a text to spans: paragraphs, sentences, runs of one script, with exact offsets.

Exports:
    sentences: sentences
    spans: Span, spans_signature, split_spans
"""
