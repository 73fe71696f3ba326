"""Decide whether two names belong to one person, and say why.

The words of both names are paired off (`normalize.align`). A contradiction (another given name, another patronymic,
another gender, words left over on both sides) vetoes; otherwise the least similar pair and the average decide.
"""

import re
from dataclasses import replace

from normalize.kinds import MAY_BE_FAMILY, Role
from normalize.match.person_alignment import Alignment, Pair, align
from normalize.match.readings import NameReading, name_readings_of
from normalize.match.result import Match
from normalize.match.words import DIMINUTIVE, EXACT, INITIAL, NEAR, SLIP, SOUND, VARIANT, sound_similarity
from normalize.parse.person import PersonName, Token, is_slavic, parse_person
from normalize.phonetics.readings import fold, sound_keys
from normalize.text.script import has_cyrillic

THRESHOLD = 0.8
"""Names that score at least this belong together."""
_BARE = 0.5
"""Score of a family name alone against a full name: it may be this person, and it may be a relative."""
_INITIALS = 0.9
_AGREES = 0.93
_LEFT_OVER = 0.015
_WORST = 0.72
"""A pair of words less similar than this is a difference, whatever the other words say."""
_WORST_OF_THREE = 0.6
"""The same where given name and patronymic agree: Равуцкі and Реутский."""
_TOGETHER = 0.95
_ENOUGH_LETTERS = 6
"""Letters of a name that must agree when words are written together in one of two names."""
_OTHER_READING = 0.9
"""Factor for a match that needs a less likely case form ("Рогозина" as the genitive of Рогозин)."""
_RUSSIAN = re.compile(r"(?:[а-щыьэюяёА-ЯЁ\s,.-]|ъ(?=[еёюя]))+")
"""Of a name in Russian letters; ъ before a consonant is Bulgarian."""
_SURE_FAMILY = 0.9
"""Where the given names are two Latin forms of one root, foreign family names must be so much alike."""
_REPAIRS = {
    "homoglyph": "look-alike letters of another alphabet were repaired",
    "digit": "digits inside a word were read as letters",
}
_SAME_WORD = frozenset({EXACT, SOUND, VARIANT, DIMINUTIVE, INITIAL})
_JUNIOR = "jr"
_SON_OF = frozenset({"bin", "ibn", "ben", "bint", "бин", "ибн", "бен", "бинт"})
_OTHER_ENDINGS = frozenset({"written", "endings", "established"})
"""Readings in which a contradiction of the written names may dissolve; case forms are too many for that."""
_GENDERS = {"m": "a man's", "f": "a woman's"}
_ROLES = {Role.GIVEN: "given names", Role.PATRONYMIC: "patronymics", Role.FAMILY: "family names"}


def _describe(pair: Pair) -> str:
    left, right, relation = pair.left.text, pair.right.text, pair.match.relation
    if relation == EXACT:
        return f"{left} and {right} are the same word" if left != right else f"both names contain {left}"
    if relation == INITIAL:
        return f"{left}. and {right}. are the same initial" if len(right) == len(left) else _initial(pair)
    if relation == DIMINUTIVE:
        return f"{left} and {right} are forms of one given name, one of them a diminutive"
    if relation == SOUND:
        return f"{left} and {right} are spellings of one word in different scripts or schemes"
    if relation == NEAR:
        return f"{left} and {right} differ slightly in spelling ({pair.match.similarity:.0%} alike by sound)"
    if relation == SLIP:
        return f"{left} and {right} are one keystroke apart"
    if relation == VARIANT:
        return f"{left} and {right} are known forms of one name"
    return f"{left} and {right} are the nearest words ({pair.match.similarity:.0%} alike by sound)"


def _initial(pair: Pair) -> str:
    short, full = sorted((pair.left.text, pair.right.text), key=len)
    return f"the initial {short}. fits {full}"


def _contradiction(pair: Pair) -> str:
    if Role.INITIAL in {pair.left.role, pair.right.role}:
        return f"the initial {_initial(pair).split()[2]} does not fit"
    what = _ROLES.get(pair.left.role) or _ROLES.get(pair.right.role) or "names"
    return f"different {what}: {pair.left.text} and {pair.right.text}"


def _words(tokens: tuple[Token, ...]) -> str:
    return ", ".join(token.text for token in tokens)


def _vetoes(left: PersonName, right: PersonName, alignment: Alignment) -> list[str]:
    vetoes = [_contradiction(pair) for pair in alignment.pairs if pair.match.conflict]
    vetoes += _misplaced(alignment, (left, right))
    other_language = any(
        pair.match.relation in {VARIANT, SOUND} and Role.GIVEN in _roles(pair) for pair in alignment.pairs
    )
    vetoes += [
        f"different family names in Russian spelling: {pair.left.text} and {pair.right.text}"
        for pair in alignment.pairs
        if not pair.match.conflict and not other_language and _russian_spellings_differ(pair, left, right)
    ]
    if left.gender and right.gender and left.gender != right.gender:
        vetoes.append(f"{left.text} is {_GENDERS[left.gender]} name, {right.text} is {_GENDERS[right.gender]}")
    if alignment.left and alignment.right and not vetoes:
        vetoes.append(_leftovers(alignment))
    if {*left.particles} & _SON_OF and {*right.particles} & _SON_OF and _crosses(alignment, right):
        vetoes.append(f"{left.text} and {right.text} name son and father the other way round")
    suffixes = set(left.suffixes), set(right.suffixes)
    if suffixes[0] and suffixes[1] and suffixes[0] != suffixes[1]:
        vetoes.append(f"{left.suffixes[0]} and {right.suffixes[0]} tell relatives of one name apart")
    elif suffixes[0] != suffixes[1] and _JUNIOR in suffixes[0] | suffixes[1]:
        vetoes.append("only one of the names is a junior's")
    return vetoes


def _stands_before(token: Token, other: Token, *names: PersonName) -> bool:
    tokens = next((name.tokens for name in names if token in name.tokens and other in name.tokens), ())
    return bool(tokens) and tokens.index(token) < tokens.index(other)


def _misplaced(alignment: Alignment, parsed: tuple[PersonName, PersonName]) -> list[str]:
    """Words that are paired although they stand in different places.

    A lone initial stands for the given name: Рогозин Д. is not Алексей Дмитриевич Рогозин. A middle initial does not stand
    for a family name, Scott P. Brown and Scott Perry; nor does a middle name for one that is merely like it, John Edward
    Porter and John Edwards; nor does it for a given name beside another one, Tim P. Johnson and Peter Johnson. Of two
    Russian initials the first is the given name's: Петров А. С. is not Sergey Petrov.
    """
    found = []
    for pair in alignment.pairs:
        for one, other, ours, theirs in (
            (pair.left, pair.right, alignment.left, alignment.right),
            (pair.right, pair.left, alignment.right, alignment.left),
        ):
            if one.role == Role.INITIAL and other.role == Role.PATRONYMIC:
                given = next((token.text for token in theirs if token.role == Role.GIVEN), "")
                if given:
                    found.append(f"the initial {one.text}. stands for the given name and does not fit {given}")
            if one.role == Role.INITIAL and other.role == Role.GIVEN and _RUSSIAN.fullmatch(one.text):
                before = next((t.text for t in ours if t.role == Role.INITIAL and _stands_before(t, one, *parsed)), "")
                if before:
                    found.append(f"the initial {before}. stands for the given name and does not fit {other.text}")
            middle_name = one.role == Role.WORD and pair.match.relation in {NEAR, SLIP}
            if one.role == Role.INITIAL and other.role == Role.GIVEN:
                given = next((token.text for token in ours if token.role == Role.GIVEN), "")
                if given:
                    found.append(f"{other.text} stands where the other name has {given}")
            if other.role in MAY_BE_FAMILY and len(other.text) > 1 and (one.role == Role.INITIAL or middle_name):
                places = {Role.FAMILY} if middle_name else MAY_BE_FAMILY
                family = next((token.text for token in ours if token.role in places), "")
                if family:
                    found.append(f"{other.text} stands where the other name has {family}")
    return found


def _russian_spellings_differ(pair: Pair, left: PersonName, right: PersonName) -> bool:
    """Whether, in two Russian spellings, another letter makes another family name: Котов and Катов."""
    if not _roles(pair) & MAY_BE_FAMILY:
        return False
    if pair.match.relation in {EXACT, INITIAL} or not (is_slavic(pair.left.folded) and is_slavic(pair.right.folded)):
        return False
    if not (_RUSSIAN.fullmatch(left.text) and _RUSSIAN.fullmatch(right.text)):
        return False
    return not sound_keys(pair.left.folded) & sound_keys(pair.right.folded)


def _crosses(alignment: Alignment, right: PersonName) -> bool:
    """Whether words changed places, other than by moving from one end of the name to the other."""
    order = [right.tokens.index(pair.right) for pair in alignment.pairs]
    turned = [order[i:] + order[:i] for i in range(len(order))]
    return len(order) > 2 and sorted(order) not in turned


def _leftovers(alignment: Alignment) -> str:
    for role, what in _ROLES.items():
        ours = [token.text for token in alignment.left if token.role == role]
        theirs = [token.text for token in alignment.right if token.role == role]
        if ours and theirs:
            return f"different {what}: {ours[0]} and {theirs[0]}"
    return f"{_words(alignment.left)} has no counterpart, nor has {_words(alignment.right)}"


def _rule(alignment: Alignment, left: PersonName, right: PersonName) -> str:
    relations = {pair.match.relation for pair in alignment.pairs}
    if relations & {NEAR, SLIP} or any(
        pair.match.similarity < 0.9 for pair in alignment.pairs if pair.match.relation == SOUND
    ):
        return "spelling"
    if INITIAL in relations:
        return "initials"
    if DIMINUTIVE in relations:
        return "diminutive"
    if alignment.left or alignment.right:
        return "part_omitted"
    if relations == {EXACT}:
        in_order = [token.folded for token in left.tokens] == [token.folded for token in right.tokens]
        return "exact" if in_order else "reordered"
    return "transliteration" if relations <= {EXACT, SOUND} else "variant"


def _bare(left: PersonName, right: PersonName, alignment: Alignment) -> Match:
    """One name is a single word, or nothing but initials pairs off with the other's words."""
    evidence = tuple(_describe(pair) for pair in alignment.pairs if not pair.match.conflict)
    vetoes = tuple(_vetoes(left, right, alignment))
    if vetoes or not alignment.pairs:
        return Match(False, 0.0, "different", evidence, vetoes or ("no word of one name fits a word of the other",))
    note = "a single word is not enough to tell one person from another of that name"
    return Match(False, _BARE, "bare_name", (*evidence, note), ())


def _is_bare(alignment: Alignment) -> bool:
    full = [pair for pair in alignment.pairs if pair.match.relation != INITIAL]
    if not full:
        return True
    if len(alignment.pairs) == 1:
        return bool(alignment.left or alignment.right)
    family = any(pair.left.role in MAY_BE_FAMILY or pair.right.role in MAY_BE_FAMILY for pair in full)
    missing = [token for token in (*alignment.left, *alignment.right) if token.role == Role.FAMILY]
    return not family and bool(missing)


def _is_one_word(alignment: Alignment) -> bool:
    """Whether nothing but the word itself, in another spelling, can make them one: two names of one word each."""
    return not alignment.pairs or all(
        pair.match.relation in _SAME_WORD and pair.match.similarity >= _AGREES for pair in alignment.pairs
    )


def _roles(pair: Pair) -> set[str]:
    return {pair.left.role, pair.right.role}


def compare_parsed(left: PersonName, right: PersonName) -> Match:
    """Compare two names that are taken apart and in the nominative; see `compare_people` for other case forms."""
    if not left.tokens or not right.tokens:
        return Match(False, 0.0, "no_letters", (), ("one of the names has no letters",))
    alignment = align(left, right)
    if _is_bare(alignment) or left.is_ruler != right.is_ruler:
        return _bare(left, right, alignment)
    evidence = tuple(_describe(pair) for pair in alignment.pairs if not pair.match.conflict)
    vetoes = _vetoes(left, right, alignment)
    if len(left.tokens) == len(right.tokens) == 1 and not vetoes and not _is_one_word(alignment):
        vetoes.append(_contradiction(alignment.pairs[0]))
    similarities = [pair.match.similarity for pair in alignment.pairs if pair.match.relation != INITIAL]
    worst, mean = min(similarities), sum(similarities) / len(similarities)
    agreeing = [pair for pair in alignment.pairs if pair.match.similarity >= _AGREES]
    three = {role for pair in agreeing for role in _roles(pair)} >= {Role.GIVEN, Role.PATRONYMIC}
    if three and len(alignment.pairs) == 3 and not alignment.left and not alignment.right:
        worst, mean = max(worst, THRESHOLD) if worst >= _WORST_OF_THREE else worst, max(mean, THRESHOLD)
    if worst < _WORST and not vetoes:
        pair = min(alignment.pairs, key=lambda p: p.match.similarity)
        vetoes.append(_contradiction(pair))
    left_over = alignment.left + alignment.right
    score = 0.6 * worst + 0.4 * mean - _LEFT_OVER * len(left_over)
    if any(pair.match.relation == INITIAL for pair in alignment.pairs):
        score *= (
            _INITIALS if all(p.match.relation == INITIAL or Role.FAMILY in _roles(p) for p in alignment.pairs) else 0.97
        )
    if left_over:
        evidence = (*evidence, f"{_words(left_over)} is given in one name only")
    if vetoes:
        return Match(False, round(min(score, 0.49), 4) if score > 0 else 0.0, "different", evidence, tuple(vetoes))
    score = round(max(0.0, min(1.0, score)), 4)
    same = score >= THRESHOLD and not _is_twice_doubtful(alignment)
    return Match(same, score, _rule(alignment, left, right) if same else "too_different", evidence, ())


def _is_twice_doubtful(alignment: Alignment) -> bool:
    """Whether the given names agree by their root alone and the family names merely sound alike: Michel Aoun, Michael Jung."""
    if any(pair.left.role == Role.PATRONYMIC for pair in alignment.pairs):
        return False
    root_alone = any(
        pair.match.relation in {VARIANT, DIMINUTIVE}
        and Role.GIVEN in _roles(pair)
        and not (has_cyrillic(pair.left.folded) or has_cyrillic(pair.right.folded))
        for pair in alignment.pairs
    )
    return root_alone and any(
        pair.match.relation in {NEAR, SLIP}
        and pair.match.similarity < _SURE_FAMILY
        and not (is_slavic(pair.left.folded) or is_slavic(pair.right.folded))
        for pair in alignment.pairs
    )


def _with_gender(parsed: PersonName, gender: str) -> PersonName:
    return replace(parsed, gender=gender) if gender else parsed


def _written_together(one: PersonName, other: PersonName) -> bool:
    """Whether they have the same letters in the same order, with the gaps elsewhere: PolPot, Kim Jong Un and Kim Jong-un."""
    left, right = (fold("".join(token.text for token in name.tokens)) for name in (one, other))
    if len(one.tokens) == len(other.tokens) or min(len(left), len(right)) < _ENOUGH_LETTERS:
        return False
    return left == right or (abs(len(left) - len(right)) < 3 and sound_similarity(left, right) == 1.0)


def _compare_readings(left: NameReading, right: NameReading) -> Match:
    match = compare_parsed(
        _with_gender(parse_person(left.text), left.gender), _with_gender(parse_person(right.text), right.gender)
    )
    if not match.same:
        return match
    doubt = _OTHER_READING + (1 - _OTHER_READING) * min(left.share, right.share)
    notes = tuple(reading.note for reading in (left, right) if reading.note)
    rules = {left.rule, right.rule}
    rule = next((rule for rule in ("established", "inflected", "endings", "spacing") if rule in rules), match.rule)
    rule = match.rule if rule != "inflected" and match.rule not in {"exact", "transliteration"} else rule
    return Match(True, round(match.score * doubt, 4), rule, (*notes, *match.evidence), ())


def compare_people(left: str, right: str) -> Match:
    """Compare two personal names in any script, case and order; see `normalize.compare.compare`."""
    one, other = parse_person(left), parse_person(right)
    best = compare_parsed(one, other)
    if best.score >= 0.97 and best.same:
        return _noted(best, one, other)
    if not best.same and _written_together(one, other):
        best = Match(
            True, _TOGETHER, "spacing", (f"{one.text} and {other.text} differ in the gaps between words only",), ()
        )
    rulers = one.is_ruler and other.is_ruler  # whose names are translated: Карл III is Charles III
    if (
        not best.evidence and not best.score and not rulers
    ):  # no word of one fits a word of the other: other endings would not help
        return _noted(best, one, other)
    for mine in name_readings_of(left, one.text):
        for theirs in name_readings_of(right, other.text):
            match = _compare_readings(mine, theirs)
            if match.same and (match.same, match.score) > (best.same, best.score):
                best = match
            elif not match.same and not match.vetoes and best.vetoes and {mine.rule, theirs.rule} <= _OTHER_ENDINGS:
                best = match  # the contradiction lay in an ending that another language adds
    return _noted(best, one, other)


def _noted(match: Match, one: PersonName, other: PersonName) -> Match:
    notes = tuple(
        f"{parsed.text}: {_REPAIRS[repair]}"
        for parsed in (one, other)
        for repair in parsed.repairs
        if repair in _REPAIRS
    )
    return replace(match, evidence=match.evidence + notes) if notes else match
