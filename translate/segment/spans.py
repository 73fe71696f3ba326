"""Spans: the pieces of a text that are labelled and translated one by one, with exact offsets.

Blocks (lines, rejoined paragraphs) → pieces (columns, bullets) → sentences → script runs. For any text:

* `text[span.start:span.end] == span.text`; offsets count characters (code points) as Python does;
* spans are in order and do not overlap; what lies between them is whitespace;
* no span is empty, or has whitespace at either end.
"""

import re
from dataclasses import dataclass
from functools import cache

from normalize.resources import content_digest, versions_of
from normalize.text.script import Script, script_of, single_script
from translate.segment.paragraphs import blocks, pieces
from translate.segment.script_runs import runs
from translate.segment.sentences import sentences

_LINE_BREAK = re.compile(r"\s*[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]\s*")


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of a text.

    Attributes:
        start: offset of its first character in the text.
        end: offset after its last character.
        text: the characters start:end.
        block: number of the line or rejoined paragraph, counted from 0; blank lines do not count.
        script: `Latn` (English sentences, names), `Cyrl`, `Mixed` (a Cyrillic sentence with Latin names in it), or `Zyyy`:
            no Latin or Cyrillic letter.
    """

    start: int
    end: int
    text: str
    block: int
    script: Script

    @property
    def line(self) -> str:
        """The text in one line: what was a wrapped sentence on the page is one to an engine."""
        return _LINE_BREAK.sub(" ", self.text)


def split_spans(text: str) -> list[Span]:
    r"""Split a text into spans. Takes time proportional to its length; works on any string.

    >>> [s.text for s in split_spans("The word «спутник» means satellite.\nВойти")]
    ['The word', '«спутник»', 'means satellite.', 'Войти']
    """
    spans: list[Span] = []
    for number, (block_start, block_end) in enumerate(blocks(text)):
        for piece_start, piece_end in pieces(text, block_start, block_end):
            for start, end in sentences(text, piece_start, piece_end):
                content = text[start:end]
                if (script := single_script(content)) is not None:
                    spans.append(Span(start, end, content, number, script))
                    continue
                for run_start, run_end in runs(text, start, end):
                    content = text[run_start:run_end]
                    spans.append(Span(run_start, run_end, content, number, script_of(content)))
    return spans


@cache
def spans_signature() -> str:
    """Return a short string that changes when texts may be split differently."""
    digest = content_digest("translate.segment", "normalize.text", "normalize.morphology")
    return f"{digest}+{versions_of('razdel', 'pymorphy3-dicts-ru')}"
