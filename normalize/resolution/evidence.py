"""Why a name was linked where it was, in a sentence for the tables: what `tolmach explain` would say, and what decided."""

from collections.abc import Sequence

from normalize.kinds import Kind
from normalize.resolution.canonical import Canonical, compare_shown
from normalize.resolution.linking import AMBIGUOUS, CORPUS, DOCUMENT, GAZETTEER, OVERRIDE, Target
from normalize.text.script import script_of

_MOST = 4
"""So many entities that a name may stand for are listed."""
_RULES = {
    "exact": "the name itself",
    "inflected": "a case form of {ru}",
    "initials": "the family name with initials",
    "bare_name": "the family name alone",
    "variant": "another form of the name",
}


def listed(names: Sequence[str]) -> str:
    """Join names: A, B and C; more than four are counted."""
    shown = list(names[:_MOST])
    if len(names) > _MOST:
        shown.append(f"{len(names) - _MOST} others")
    return " and ".join((", ".join(shown[:-1]), shown[-1])) if len(shown) > 1 else "".join(shown)


def spelling_evidence(kind: Kind, text: str, lemma: str, names: Canonical, rule: str) -> str:
    """Say how a spelling agrees with the entity's name; a short one by its rule, others by what the comparison found."""
    if rule.startswith("romanized:"):
        return f"{text} is {names.name_ru} romanised ({rule.removeprefix('romanized:')})"
    if rule in _RULES:
        return f"{text}: {_RULES[rule].format(ru=names.name_ru or lemma)}"
    reference = names.name_ru if names.name_ru and script_of(text) == "Cyrl" else names.name
    found = compare_shown(kind, reference, lemma).evidence
    return "; ".join(found) or f"{text}: another name of {names.name}"


def link_evidence(target: Target, spelling: str, name: str, between: Sequence[str]) -> str:
    """Say what linked a name.

    Args:
        target: where it went.
        spelling: how the name agrees with the entity's, see `spelling_evidence`.
        name: the entity's name.
        between: names of the entities it may stand for.
    """
    if target.rule == AMBIGUOUS:
        reasons = [target.note] if target.note else []
        if between:
            reasons.append(f"it may stand for {listed(between)}, and the document does not tell")
        return "; ".join(reasons) or "the document does not tell who is meant"
    if target.rule == DOCUMENT and target.note == "nearest":
        return f"{name} is the bearer of this name that the document names last before it"
    if target.rule == DOCUMENT and target.note:
        return f"whose it is: {target.note} ({name})"
    if target.rule == DOCUMENT:
        return f"the document names {name}, and nobody else whom it fits"
    if target.rule == CORPUS:
        return f"{name} is the only one of all documents whom it fits"
    if target.rule == GAZETTEER:
        return f"listed as a name of {name}"
    if target.rule == OVERRIDE:
        return "set by the overrides"
    return spelling
