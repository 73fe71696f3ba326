"""The language of a span: alphabets, listed words, detectors, and the neighbours in the document.

Exports:
    detect: detect, detect_spans, detector_signature
    result: Detection
"""
