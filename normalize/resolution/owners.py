"""Whose a bare body is: the МИД of a text on Latvia is Latvia's, and nobody's where the text does not tell.

A body takes the owner that its document gives it elsewhere in full, else the state that the document is about: the one that
most of its places and bodies belong to, its dateline counting more; the caller's word (the source's country) comes last.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from normalize.gazetteer.identities import country_of_organisation, english_title, identify, russian_title
from normalize.gazetteer.lookup import GazetteerEntry
from normalize.gazetteer.territories import country_of, places_named, state_names, state_of
from normalize.kinds import ORGANISATION, PLACE
from normalize.resolution.distinct_names import Pool, PoolBuilder
from normalize.resolution.types import NameInContext

_STATE, _INSIDE, _DATELINE = 2, 1, 4
"""What a state's own name, a town of it and a place in the dateline say about whose document it is."""
_DATELINE_CHARS = 80
"""Characters of a document in which a place may be its dateline."""
_CLEAR = 2
"""The document's state has so many times the votes of the next one."""

NO_STATE, SEVERAL = "no state of its own in the document", "several states in the document"


@dataclass(frozen=True, slots=True)
class Owner:
    """What a bare body of one document was found to be.

    Attributes:
        form: number of the form of its full name, None where it stays apart.
        note: what decided, or why nothing did.
    """

    form: int | None
    note: str


def find_owners(
    builder: PoolBuilder, rows: Sequence[NameInContext], states: Mapping[str, str]
) -> dict[tuple[str, int], Owner]:
    """Find the owners of all bare bodies.

    Args:
        builder: its pool has all names; forms of full names are added to it.
        rows: the names in their documents.
        states: document_id → ISO 3166 code of the state its source belongs to, where that is known.

    Returns:
        (document_id, number of a name) → owner.
    """
    pool = builder.pool
    bare = {
        (row.document_id, number)
        for row, number in zip(rows, pool.of_row, strict=True)
        if pool.names[number].body and row.document_id
    }
    wanted = {document for document, _ in bare}
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    full: dict[str, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    for row, number in zip(rows, pool.of_row, strict=True):
        if row.document_id in wanted:
            _note(pool, row, number, votes[row.document_id], full[row.document_id])
    found = {}
    for document, number in sorted(bare):
        body = pool.names[number].body
        forms = full[document][body]
        if forms:
            known = {identify(pool.forms[form].text).ids for form in forms}
            same = len(known) == 1
            found[document, number] = Owner(min(forms) if same else None, "named in full" if same else SEVERAL)
            continue
        state, note = _state(votes[document], states.get(document, ""))
        form = _full_form(builder, body, state) if state else None
        found[document, number] = Owner(form, note)
    return found


def _note(pool: Pool, row: NameInContext, number: int, votes: Counter[str], full: dict[str, set[int]]) -> None:
    """Count what one name says about its document's state, and note bodies with their owner."""
    name = pool.names[number]
    if name.kind == PLACE:
        countries = {country_of(place) for place in places_named(name.lemma)} - {""}
        whole = any(state_of(place) for place in places_named(name.lemma))
        if len(countries) == 1:
            dateline = bool(row.starts) and min(row.starts) < _DATELINE_CHARS
            votes[countries.pop()] += (_STATE if whole else _INSIDE) * row.n + _DATELINE * dateline
    elif name.kind == ORGANISATION and not name.body:
        identity = identify(name.lemma)
        if identity.body:
            full[identity.body].add(name.form)
        found = [country_of(place) for place in identity.owners] or [country_of_organisation(i) for i in identity.ids]
        countries = {country for country in found if country}
        if len(countries) == 1:
            votes[countries.pop()] += (_STATE if identity.owners else _INSIDE) * row.n


def _state(votes: Counter[str], source: str) -> tuple[str, str]:
    """(code of the document's state, what decided), the code "" where nothing does."""
    ranked = votes.most_common(2)
    if ranked and (len(ranked) == 1 or ranked[0][1] >= _CLEAR * ranked[1][1]):
        return ranked[0][0], "the document's state"
    if source:
        return source, "the state of the document's source"
    return "", SEVERAL if ranked else NO_STATE


def _full_form(builder: PoolBuilder, body: str, country: str) -> int | None:
    """The form of a body's full name, with names to show for an organisation that no document names in full."""
    try:
        english, russian = state_names(country)
    except KeyError:
        return None
    article = "the " if english.startswith("United ") else ""
    title = f"{english_title(body)} of {article}{english}"
    form = builder.form(title, ORGANISATION)
    if form not in builder.pool.entries:
        entry = GazetteerEntry(
            f"{body.replace('_', '-')}-{country.lower()}",
            ORGANISATION,
            title,
            f"{russian_title(body)} ({russian})",
            (),
            frozenset(),
            {},
        )
        builder.pool.titles.setdefault(form, entry)
    return form
