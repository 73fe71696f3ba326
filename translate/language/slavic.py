"""Which language a text in Cyrillic letters is in: one of the six Slavic ones, one of the others, or none that is known."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from translate.language.alphabets import SLAVIC, foreign_languages, letters, misfits, sign_languages
from translate.language.detectors import langid_languages, langid_scores, log_opinion
from translate.language.opinions import CLEAR, MAX_LOG_ODDS, ask, lead
from translate.language.other_cyrillic import Evidence, evidence
from translate.language.result import UNSURE, Scores
from translate.language.russian_entries import ENTRY, acronyms_in_codes, entry_weight, known_acronyms, outside_quotes
from translate.language.word_evidence import UNLISTED, is_russian_form, word_scores

MISFIT: Final = 7.0
"""Against a language, for each letter that its alphabet lacks: foreign letters do occur in names and quotations."""
FIRST: Final = 1.0
"""Lead of each language of other Cyrillic letters over the next one in the table, when nothing else is known."""
FOREIGN: Final = -20.0
"""Against a language that does not have those letters."""
SIGN: Final = 3.0
"""For a language, when the text has the sign of its currency: 45 м² за 7,5 млн ₽."""
ACRONYM: Final = 2.5
"""For Russian, for each acronym of Russian texts (44-ФЗ, УК РФ): a third of them are acronyms in Ukrainian or Bulgarian too."""
ELSEWHERE: Final = 5.0
"""Against all languages beside the six, when nothing is known: one text in a hundred and fifty on the pages that this tool reads."""
ONE_OF_MANY: Final = 1.5
"""Against each single one of them beside `und`, which stands for all."""
ABROAD: Final = ("kk", "ky", "tt", "ba", "mn", "tg")
"""Languages in other Cyrillic alphabets that py3langid knows; for the rest of them, their common probability stands."""
SHAPED: Final = 2.0
"""Weight of endings and letters inside from which two words are enough to think of another language; else it takes three."""
NO_NAME: Final = 2.5
"""Against Russian, for a capitalised word that another language lists and Russian lacks: it is no unknown name."""
UNHEARD: Final = 0.4
"""Against the five relatives of Russian in that case, for each word, when not one is in a list: in their own texts two in five are."""
_DRAWN_OUT = re.compile(r"(\w)\1{2,}")
"""ооочень: drawn out for emphasis, which says nothing about the language."""


def slavic(words: Sequence[str], sample: str) -> Scores:
    """Return what the Cyrillic words of a text say about its language.

    Args:
        words: as written.
        sample: the text that they stand in, with its numbers and signs.
    """
    known = letters()
    words = [w.translate(known.look_alikes) for w in words]
    lower = " ".join(words).lower()
    if _DRAWN_OUT.search(lower):
        words = [_DRAWN_OUT.sub(r"\1", w) for w in words]
        lower = " ".join(words).lower()
    foreign = foreign_languages(lower)
    if foreign:
        return _foreign(words, lower, foreign)
    lacking = misfits(lower)
    least = min(lacking.values())
    fits = lacking["ru"] == least
    scores, n_listed = word_scores(words, SLAVIC, dictionary=fits)
    for lang, n in lacking.items():
        if n > least:
            scores[lang] -= MISFIT * (n - least)
    for lang in sign_languages(sample):
        if lang in scores:
            scores[lang] += SIGN
    if fits:
        scores["ru"] += ACRONYM * known_acronyms(sample)
    only = list(lacking.values()).count(least) == 1
    settled = lead(scores) >= CLEAR and n_listed * (2 if fits else len(words)) >= len(words)
    others = None if settled else evidence(words)
    abroad = others is not None and _may_be_elsewhere(others, words, n_listed, only)
    if others and abroad and not _is_russian_with_a_title(sample):
        scores["ru"] -= NO_NAME * others.capitalised
        found = _with_others(_six(scores, lower, len(words), n_listed, only), others, lower, n_listed)
    else:
        found = _six(scores, lower, len(words), n_listed, only)
    behind = max(found.langs.values()) - found.langs["ru"]
    in_doubt = fits and behind <= ENTRY and (behind > 0 or lead(found.langs) < CLEAR)
    return replace(found, russian=entry_weight(words, sample)) if in_doubt else found


def _six(scores: Mapping[str, float], text: str, n_words: int, n_listed: int, only: bool) -> Scores:
    """Return the scores of the six languages, with the detectors' opinion where words and letters leave a doubt."""
    if lead(scores) < CLEAR:
        return ask(scores, text, SLAVIC, n_words, n_listed, "Cyrl")
    rule = "letters" if only else "words" if n_listed else "dictionary"
    return Scores(scores, rule, n_words, "Cyrl", n_listed * UNLISTED)


def _may_be_elsewhere(others: Evidence, words: Sequence[str], n_listed: int, only: bool) -> bool:
    """Whether languages beside the six come into question: a word of theirs, or hardly any word that is known.

    Args:
        others: what speaks for them.
        words: of the text.
        n_listed: how many of them one of the six lists.
        only: whether the letters leave only one of the six.
    """
    shaped = only or max(others.langs.values(), default=0.0) >= SHAPED
    doubtful = (
        len(words) > (0 if others.strange else 1 if shaped else 2)
        and n_listed * 2 < len(words)
        and others.unknown * 2 >= len(words)
    )
    return bool(others.words or doubtful)


def _with_others(found: Scores, others: Evidence, text: str, n_listed: int) -> Scores:
    """Add the languages beside the six, and `und` for all of them, to the scores, and py3langid's opinion to all."""
    opinion = langid_scores(text, SLAVIC + ABROAD)
    floor = -MAX_LOG_ODDS * found.n_words
    langs = {lang: s + max(log_opinion(opinion, lang), floor) for lang, s in found.langs.items()}
    for lang, rate in letters().rates.items():
        if (letters().alphabets[lang] - letters().alphabets["ru"]).isdisjoint(text):
            langs[lang] -= rate * len(text)
    if not n_listed:
        langs |= {lang: s - UNHEARD * found.n_words for lang, s in langs.items() if lang != "ru"}
    together = max(log_opinion({"": sum(opinion[lang] for lang in ABROAD)}, ""), floor)
    base = n_listed * UNLISTED - ELSEWHERE + others.strange
    langs[UNSURE] = base + together
    for lang, weight in others.langs.items():
        said = max(log_opinion(opinion, lang), floor) if lang in ABROAD else together
        langs[lang] = base - ONE_OF_MANY + weight + said
    best = max(langs, key=langs.__getitem__)
    return replace(found, langs=langs, rule=found.rule if best in SLAVIC else "vote")


def _is_russian_with_a_title(sample: str) -> bool:
    """Whether the strange words are a quoted name: ООО «Нур Жол»."""
    words = outside_quotes(sample)
    return bool(words) and all(is_russian_form(w.lower()) or acronyms_in_codes(w) for w in words)


def _foreign(words: Sequence[str], text: str, langs: tuple[str, ...]) -> Scores:
    """Choose among the languages that have the letters of the text; a detector is asked for those that it knows."""
    found = evidence(words).langs
    scores = {lang: found.get(lang, 0.0) - FIRST * i for i, lang in enumerate(langs)}
    asked = tuple(lang for lang in langs if lang in langid_languages())
    if len(asked) < 2:
        return Scores(scores, "letters", len(words), "Cyrl", FOREIGN)
    opinion = langid_scores(text, asked)
    for lang in asked:
        scores[lang] += max(log_opinion(opinion, lang), -MAX_LOG_ODDS * len(words))
    return Scores(scores, "vote", len(words), "Cyrl", FOREIGN)
