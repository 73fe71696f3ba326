"""What a comparison of two names says."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Match:
    """The answer to "do these two names mean the same?".

    Attributes:
        same: the decision; False wherever a veto stands.
        score: 0 to 1; how well the names agree, whatever the decision.
        rule: what carried the decision. Same: exact, reordered, transliteration, variant, diminutive, initials,
            part_omitted, inflected, endings, established, spacing, spelling, acronym, translation, gazetteer. Not the same: different
            (a veto), too_different, part_only (a telling word in one name only), bare_name (a family name alone),
            ambiguous (an acronym that others bear), no_letters.
        evidence: what speaks for it, in sentences.
        vetoes: contradictions that rule it out, in sentences.
    """

    same: bool
    score: float
    rule: str
    evidence: tuple[str, ...]
    vetoes: tuple[str, ...]
