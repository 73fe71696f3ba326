"""Legal forms of organisations (ООО, PJSC, GmbH): the one table of them, data/legal_forms.tsv."""

from dataclasses import dataclass
from typing import Final

from normalize.resources import once, read_rows

_NONE: Final = "-"


@dataclass(frozen=True, slots=True)
class LegalForm:
    """A row of legal_forms.tsv.

    Attributes:
        form: as written in texts.
        canonical: what all spellings of it are called in the tables: ООО for "limited liability company".
        before: it is taken off the beginning of a name.
        after: it is taken off the end of a name.
        is_word: where names are compared word by word, it is a legal form and does not count.
        full: in full, in its own language; "" where English text does not come from it.
        en_short: English for running text, the preferred one first, `;` between them; "" for none.
        en_full: English in full, written the same way.
        only_when: words beside it that tell it from other acronyms spelled alike, `|` between them; "" for no condition.
    """

    form: str
    canonical: str
    before: bool
    after: bool
    is_word: bool
    full: str
    en_short: str
    en_full: str
    only_when: str


_SIDES: Final = {"before": (True, False), "after": (False, True), "both": (True, True), _NONE: (False, False)}
_COMPARED: Final = {"word": True, _NONE: False}


@once
def legal_forms() -> tuple[LegalForm, ...]:
    """Return the rows of legal_forms.tsv, in its order.

    Raises:
        KeyError: a cell that says where a form is taken off or compared is none of the words that the file's head names.
    """
    return tuple(
        LegalForm(form, canonical, *_SIDES[side], _COMPARED[compared], *english)
        for form, canonical, side, compared, *english in read_rows(
            "normalize.morphology", "legal_forms.tsv", columns=8, required=4
        )
    )
