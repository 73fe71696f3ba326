"""Find the names of persons, organisations and places in Russian and English text, with exact offsets.

    >>> [m.surface for m in find_names("Глава «Роскосмоса» Д. О. Рогозин прибыл в Москву.", "ru")]
    ['Роскосмоса', 'Д. О. Рогозин', 'Москву']

A text is read by the tagger of its script, fragments in the other script by the other tagger. What the taggers find is
trimmed to the name (no quotation marks, articles, titles, possessives) and dropped when it is none
(`normalize.mention_filters` says why); the names of one document settle each other's kind and nominative.
"""

import re
from bisect import bisect_left
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from operator import itemgetter

from normalize.gazetteer.curated import known_names
from normalize.gazetteer.english import english_name
from normalize.gazetteer.lookup import lookup
from normalize.gazetteer.word_lists import is_persons_name, is_plausible_english
from normalize.kinds import PERSON, PLACE, Found, Kind
from normalize.mentions.asked import cases_asked
from normalize.mentions.documents import agree
from normalize.mentions.filters import SMALL, addresses, rejection, trim
from normalize.mentions.namesakes import in_full
from normalize.mentions.pieces import is_readable, pieces
from normalize.mentions.readable import readable
from normalize.mentions.rules import Context, apply_rules, is_after_kin, noun_kind, outside
from normalize.morphology.dictionary import tells_woman
from normalize.morphology.disambiguate import evidence
from normalize.morphology.lemma import lemma, primary_language
from normalize.morphology.paradigms import Asked
from normalize.ner.english import tag_english
from normalize.ner.other_languages import TAGGED, place_forms, tag_other
from normalize.ner.russian import tag_russian, words
from normalize.parse.other_slavic import other_nominative
from normalize.text.marks import stress_offsets, without_stress
from normalize.text.script import CYRILLIC_LETTER, LATIN_LETTER, has_cyrillic

_LATIN_NAME = re.compile("[A-Z\u00c0-\u00de][a-z\u00df-\u024f]+(?:[ -][A-Z\u00c0-\u00de][a-z\u00df-\u024f]+)+")
"""Two or more capitalised Latin words: what a Russian text may hold of English."""


_ACRONYM_LETTERS = 4
_LEADING_SHARE = {"ru": 2.0, "uk": 2.0, "be": 2.0, "bg": 2.0, "en": 0.5}
"""How much a Cyrillic letter weighs against a Latin one, by language."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in a text.

    Attributes:
        start: first character; ``text[start:end] == surface``.
        end: one past the last character.
        surface: the name as it stands in the text.
        kind: person, organisation or place.
        lemma: nominative, as written otherwise; headlines in the capitals of running text, mixed alphabets repaired.
        romanized: the lemma as English writes it (`normalize.gazetteer.english`).
        detector: the tagger or rule that found it.
        score: how sure the detector is, 0 to 1.
        lemma_score: how sure the nominative is, 0 to 1: "Пескова" may be a woman's name or the genitive of a man's.
    """

    start: int
    end: int
    surface: str
    kind: Kind
    lemma: str
    romanized: str
    detector: str
    score: float
    lemma_score: float


def _is_cyrillic(text: str, lang: str) -> bool:
    """Which tagger leads: that of the language if a third of the letters are in its script, else that of most letters."""
    cyrillic, latin_letters = len(CYRILLIC_LETTER.findall(text)), len(LATIN_LETTER.findall(text))
    weight = _LEADING_SHARE.get(lang.split("-", maxsplit=1)[0].lower(), 1.0)
    return cyrillic * weight >= latin_letters and (cyrillic > 0 or lang != "en")


def _clean(text: str, found: Sequence[Found], *, russian: bool) -> list[Found]:
    """Trimmed names that are names, in order, not overlapping, none inside an address."""
    forbidden = addresses(text)
    kept: list[Found] = []
    for candidate in sorted(found, key=lambda f: (f.start, -f.end)):
        name = trim(text, candidate, russian=russian)
        if kept and name.start < kept[-1].end:
            continue
        if rejection(text, name) or any(start < name.end and name.start < end for start, end in forbidden):
            continue
        kept.append(name)
    return kept


def _both_scripts(text: str, own: Sequence[Found], other: Sequence[Found], *, russian: bool) -> list[Found]:
    """Names of the tagger of the text's script, and those of the other tagger in the other script.

    In an English text a Cyrillic name is the Russian tagger's; a Latin one in a Russian text is the English tagger's
    only where the Russian one, which has seen such names, found nothing and the lists let it pass.
    """
    if russian:
        added = [n for n in other if _LATIN_NAME.fullmatch(text, n.start, n.end)]
        added = [n for n in added if is_plausible_english(text[n.start : n.end], n.kind)]
        free = {(start, end) for start, end, _ in outside([(n.start, n.end, "") for n in added], own)}
        return [*(_latin_person(text, n) for n in own), *(n for n in added if (n.start, n.end) in free)]
    foreign = [n for n in other if not LATIN_LETTER.search(text, n.start, n.end)]
    return [*(n for n in own if not CYRILLIC_LETTER.search(text, n.start, n.end)), *foreign]


def _latin_person(text: str, name: Found) -> Found:
    """The name as a person, where the Russian tagger takes somebody's Latin name for an organisation's or a place's."""
    if name.kind == PERSON or not _LATIN_NAME.fullmatch(text, name.start, name.end):
        return name
    return replace(name, kind=PERSON) if is_persons_name(text[name.start : name.end]) else name


def _find(
    texts: Sequence[str], contexts: Sequence[Context], russian: Sequence[bool], langs: Sequence[str]
) -> list[list[Found]]:
    """Trimmed names of each text by itself; a text that occurs again is read once (menus, repeated lines)."""
    keys = [
        (text, lead, lang if lang not in TAGGED else "") for text, lead, lang in zip(texts, russian, langs, strict=True)
    ]
    first: dict[tuple[str, bool, str], int] = {}
    places = [first.setdefault(key, i) for i, key in enumerate(keys)]
    tagged = [i for i in first.values() if langs[i] in TAGGED]
    other = [i for i in first.values() if langs[i] not in TAGGED]
    names = _tagged([texts[i] for i in tagged], [contexts[i] for i in tagged], [russian[i] for i in tagged])
    by_place = dict(zip(tagged, names, strict=True))
    found = tag_other([texts[i] for i in other], [contexts[i].words for i in other], [langs[i] for i in other])
    by_place.update((i, _clean(texts[i], own, russian=True)) for i, own in zip(other, found, strict=True))
    return [by_place[i] for i in places]


def _tagged(texts: Sequence[str], contexts: Sequence[Context], russian: Sequence[bool]) -> list[list[Found]]:
    """Trimmed names of Russian and English texts."""
    ru = [i for i, text in enumerate(texts) if CYRILLIC_LETTER.search(text)]
    en = [i for i, text in enumerate(texts) if not russian[i] or _LATIN_NAME.search(text)]
    by_russian: dict[int, Sequence[Found]] = {}
    for i, names in zip(ru, tag_russian([contexts[i].words for i in ru]), strict=True):
        by_russian[i] = apply_rules(contexts[i], names)
    by_english = dict(zip(en, tag_english([texts[i] for i in en]), strict=True))
    answers = []
    for i, text in enumerate(texts):
        own, other = by_russian.get(i, ()), by_english.get(i, ())
        if not russian[i]:
            own, other = other, own
        merged = _both_scripts(text, own, other, russian=russian[i]) if own or other else []
        answers.append(_clean(text, merged, russian=russian[i]))
    return answers


def _beside_womans_word(context: Context, name: Found) -> bool:
    at = bisect_left(context.words, name.start, key=itemgetter(0))
    after = bisect_left(context.words, name.end, key=itemgetter(0))
    beside = [*context.words[max(0, at - 1) : at], *context.words[after : after + 1]]
    return any(tells_woman(word) or noun_kind(word) == "woman" for _, _, word in beside)


def _in_usual_capitals(text: str, name: Found) -> str:
    """A person in small letters and a place in capitals as running text writes them: Сергей Воронов, Мадрид."""
    surface = text[name.start : name.end]
    if name.detector == SMALL and surface.islower():
        return surface.title()
    usual = surface.title() if name.kind == PLACE and surface.isupper() and len(surface) > _ACRONYM_LETTERS else surface
    return usual if usual == surface or lookup(usual, PLACE) or known_names(usual, PLACE) else surface


def _mentions(
    texts: Sequence[str],
    contexts: Sequence[Context],
    found: Sequence[Sequence[Found]],
    langs: Sequence[str],
    cases: Sequence[Mapping[int, Asked]],
) -> Iterator[list[Mention]]:
    """Mentions of each text of one document."""
    persons = [
        (context.text[name.start : name.end], asked.get(name.start))
        for context, names, asked in zip(contexts, found, cases, strict=True)
        for name in names
        if name.kind == PERSON
    ]
    persons = [person for person in persons if has_cyrillic(person[0])]
    votes = evidence([person for person, _ in persons], [asked for _, asked in persons])
    for text, context, names, lang, asked in zip(texts, contexts, found, langs, cases, strict=True):
        mentions = []
        for name in names:
            kin = name.kind == PERSON and is_after_kin(context.text, name.start)  # a genitive follows: вдова Ельцина
            kin = kin and not (name.start in asked and asked[name.start].plural == 1.0)  # братьям Лисицким
            woman = name.kind == PERSON and not kin
            woman = woman and _beside_womans_word(context, name)
            known = {} if kin else votes
            place = None if kin else asked.get(name.start)
            form = lemma(_in_usual_capitals(context.text, name), name.kind, known, lang, woman=woman, cases=place)
            primary, spelled = primary_language(lang), ""
            if name.kind == PERSON and primary not in TAGGED:
                form = form._replace(text=other_nominative(form.text, primary))
            elif name.kind == PLACE and primary not in TAGGED:
                nominative, spelled = place_forms(form.text, primary)
                form = form._replace(text=nominative or form.text)
            surface = text[name.start : name.end]
            spelled = spelled or english_name(form.text, name.kind, primary).text
            scores = round(name.score, 4), round(form.score, 4)
            mentions.append(
                Mention(name.start, name.end, surface, name.kind, form.text, spelled, name.detector, *scores)
            )
        yield mentions


def find_names_batch(
    texts: Sequence[str], langs: Sequence[str], documents: Sequence[Hashable] | None = None
) -> list[list[Mention]]:
    """Find names in many texts at once.

    Args:
        texts: any strings; best a sentence or a paragraph each.
        langs: BCP 47 tag of each text. Russian, English and texts of unknown language (und) are read by the tagger of their
            script, others by rules and lists.
        documents: for each text what tells its document from others. The names of a document settle each other's kind
            (Роскосмос), and tell forms such as Пескова apart. Left out, each text is a document.

    Returns:
        For each text its mentions, in order and not overlapping.

    Raises:
        ValueError: `langs` or `documents` differ in length from `texts`.
    """
    ids: Sequence[Hashable] = range(len(texts)) if documents is None else documents
    if not len(texts) == len(langs) == len(ids):
        raise ValueError(
            f"{len(texts)} texts, {len(langs)} languages, {len(ids)} documents; give one of each for a text"
        )
    places = [
        (i, start, end) for i, text in enumerate(texts) for start, end in pieces(text) if is_readable(text[start:end])
    ]
    found = _find_in_pieces(
        [texts[i][start:end] for i, start, end in places], [langs[i] for i, *_ in places], [ids[i] for i, *_ in places]
    )
    mentions: list[list[Mention]] = [[] for _ in texts]
    for (i, start, _), names in zip(places, found, strict=True):
        mentions[i] += [replace(n, start=n.start + start, end=n.end + start) for n in names] if start else names
    return mentions


def _find_in_pieces(texts: Sequence[str], langs: Sequence[str], ids: Sequence[Hashable]) -> list[list[Mention]]:
    """As `find_names_batch`, for texts short enough that no step's cost by the square of their length is felt."""
    written, texts = texts, [without_stress(text) for text in texts]
    read = [readable(text) for text in texts]
    contexts = [Context(text, words(text)) for text in read]
    russian = [_is_cyrillic(text, lang) for text, lang in zip(read, langs, strict=True)]
    found = _find(read, contexts, russian, [primary_language(lang) for lang in langs])
    groups: dict[Hashable, list[int]] = {}
    for i, document in enumerate(ids):
        groups.setdefault(document, []).append(i)
    for group in groups.values():
        agreed = agree([contexts[i] for i in group], [found[i] for i in group])
        cleaned = [_clean(read[i], names, russian=russian[i]) for i, names in zip(group, agreed, strict=True)]
        for i, names in zip(group, in_full([contexts[i] for i in group], cleaned), strict=True):
            found[i] = names
    cases = cases_asked(contexts, found, langs)
    mentions: list[list[Mention]] = [[] for _ in texts]
    for group in groups.values():
        settled = _mentions(
            [texts[i] for i in group],
            [contexts[i] for i in group],
            [found[i] for i in group],
            [langs[i] for i in group],
            [cases[i] for i in group],
        )
        for i, answer in zip(group, settled, strict=True):
            mentions[i] = answer
    return [_as_written(text, names) for text, names in zip(written, mentions, strict=True)]


def _as_written(text: str, names: list[Mention]) -> list[Mention]:
    """Mentions found in `without_stress(text)`, with their places in the text."""
    offsets = stress_offsets(text)
    if offsets is None:
        return names
    spans = [(offsets[name.start], offsets[name.end]) for name in names]
    return [replace(n, start=a, end=b, surface=text[a:b]) for n, (a, b) in zip(names, spans, strict=True)]


def find_names(text: str, lang: str = "ru") -> list[Mention]:
    """Find names in one text; see `find_names_batch`."""
    return find_names_batch([text], [lang])[0]
