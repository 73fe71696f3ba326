"""What the place of a person's name asks for: its case by the words around it, and by the other names of its list.

    Протокол подписали Иванов И.И., Петрова А.С., Кузнецова Е.В.

The members of one list stand in one case. Иванов is a nominative and nothing else, so Петрова and Кузнецова are nominatives
of women too; beside Сидорова П.П. and "приговорил" they are men's accusatives.
"""

import math
import re
from collections.abc import Iterator, Sequence

from normalize.kinds import PERSON, Found
from normalize.mentions.agreement import Odds, asks_for_family, beside_her, nominative_odds
from normalize.mentions.rules import Context
from normalize.morphology.lemma import is_open
from normalize.morphology.paradigms import CASES, Asked
from normalize.morphology.persons import case_fit
from normalize.ner.cases import CaseShares, case_shares
from normalize.text.script import has_cyrillic

_GAP = re.compile(
    r"(?:\s*\([^()\n]{1,40}\))?(?:\s*[-–—]\s*[а-яё][^,;.\n]{2,60})?"  # (Москва), — бухгалтер
    r"(?:\s*[,;]\s*(?:(?:и|или|а также|\d{1,2}[.)])\s+)?|\s+(?:и|или)\s+|\s*\n[\s•*–—-]*(?:\d{1,2}[.)]\s*)?)"
)
"""What stands between two members of a list."""
_DOUBT = 0.02
"""How likely the form of another member at least is in any case: it may be no name, or belong to no list."""
_AROUND_ENTRY = " \t.,;:–—-•*0123456789)"
_ENTRY = (0.95, *[0.01] * (len(CASES) - 1))
"""Shares of cases of a name that is the whole line, as in lists and under letters."""


def _lists(context: Context, names: Sequence[Found]) -> Iterator[list[Found]]:
    """Runs of persons with nothing but commas, conjunctions, brackets and posts between them; mostly runs of one."""
    run: list[Found] = []
    for name in names:
        if name.kind != PERSON:
            continue
        if run and not _GAP.fullmatch(context.text, run[-1].end, name.start):
            yield run
            run = []
        run.append(name)
    if run:
        yield run


def _is_entry(text: str, name: Found) -> bool:
    """Whether a name is the whole line, as in lists and under letters, where names are nominatives."""
    surface = text[name.start : name.end]
    line = text[text.rfind("\n", 0, name.start) + 1 :].partition("\n")[0]
    return line.strip(_AROUND_ENTRY) == surface.strip(_AROUND_ENTRY)


def _joint(text: str, run: Sequence[Found], shares: Sequence[CaseShares]) -> list[tuple[float, ...]]:
    """Shares of cases for each member: what the places of all ask for together, times what the others' forms can be."""
    if len(run) == 1:
        return [shares[0][: len(CASES)]]
    fits = [case_fit(text[name.start : name.end]) for name in run]
    places = [math.exp(sum(math.log(share[c]) for share in shares) / len(shares)) for c in range(len(CASES))]
    joint = []
    for own in range(len(run)):
        others = [fit for at, fit in enumerate(fits) if at != own]
        weights = [place * math.prod(max(fit[c], _DOUBT) for fit in others) for c, place in enumerate(places)]
        total = sum(weights)
        joint.append(tuple(weight / total for weight in weights))
    return joint


def cases_asked(
    contexts: Sequence[Context], found: Sequence[Sequence[Found]], langs: Sequence[str]
) -> list[dict[int, Asked]]:
    """Say for each text, by first character, what the place of a person's name with several readings asks for.

    Args:
        contexts: texts with their words.
        found: their names, in order and not overlapping.
        langs: BCP 47 tag of each.
    """
    runs: list[tuple[int, list[Found]]] = []
    for i, (context, names, lang) in enumerate(zip(contexts, found, langs, strict=True)):
        for run in _lists(context, names):
            surfaces = [context.text[name.start : name.end] for name in run]
            if any(is_open(surface, lang) for surface in surfaces):
                runs.append((i, [n for n, surface in zip(run, surfaces, strict=True) if has_cyrillic(surface)]))
    shares = iter(case_shares([(contexts[i].words, name.start, name.end) for i, run in runs for name in run]))
    asked: list[dict[int, Asked]] = [{} for _ in contexts]
    for i, run in runs:
        own = [next(shares) for _ in run]
        words, text = contexts[i].words, contexts[i].text
        odds = nominative_odds(words, run[0].start, run[-1].end, several=len(run) > 1)
        for name, cases, share in zip(run, _joint(text, run, own), own, strict=True):
            plural = 1.0 if asks_for_family(words, name.start) else share[-1]
            own_cases, own_odds = (_ENTRY, Odds()) if _is_entry(text, name) else (cases, odds)
            asked[i][name.start] = Asked(own_cases, plural, *own_odds, beside_her(words, name.start))
    return asked
