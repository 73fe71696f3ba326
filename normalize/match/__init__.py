"""Whether two names may be of one person, organisation or place: `compare` gives a verdict with rule, score, evidence
and vetoes.
"""
