"""Names through the translation: share kept before and after mending, and what mending does to the quality.

    python bench/fidelity.py [--bench DIR] [--sample N] [--show]

Sentences of mt/newstest2020.ru in which the tagger finds names are translated by the embedded model as in a run, and
mended as in a run. Printed for persons:

kept: share of person mentions whose identifying words (family name, else given name) have an accepted spelling in the English
    (`normalize.fidelity.missing_names`); the same for the two human references, which tells what the measure itself and
    wrong mentions cost;
exact: share of person mentions whose family name in a human reference also stands, letter for letter, in the English,
    of those whose reference has an accepted spelling at all: a measure that does not depend on our own acceptance;
harmed: mentions that were kept before and are not after (must be 0), and changed sentences whose names were all kept.

For places and organisations of one word: share of those that a human reference renders by an accepted form
(`normalize.renderings.is_rendered`) of which the English has one too; harmed as above. For all:

chrF, BLEU: of the changed paragraphs against both references, before and after (sacrebleu).
"""

import argparse
import sys
import time
from collections import defaultdict
from pathlib import Path

import sacrebleu

sys.path[0] = str(Path(__file__).parents[1])  # not this folder: bench/translate.py is not the package

from flows.config import RunConfig  # noqa: E402
from flows.run.batches import BatchResult, parse_documents, translate_spans  # noqa: E402
from flows.run.mentions import find_names, mention_rows  # noqa: E402
from flows.run.models import tools  # noqa: E402
from normalize.kinds import ORGANISATION, PERSON, PLACE  # noqa: E402
from translate.names.find import source_names  # noqa: E402
from translate.names.persons import identifying_words, missing_names  # noqa: E402
from translate.names.places import is_checked, is_rendered  # noqa: E402
from translate.names.types import SourceName  # noqa: E402


def reference_spellings(person: SourceName, references: list[str]) -> set[str]:
    """The reference's own spellings of a person's identifying words."""
    words = {w.strip(".,;:!?()\"'“”’").removesuffix("'s").removesuffix("’s") for r in references for w in r.split()}
    wanted = identifying_words(person.lemma)
    return {w for w in words if w[:1].isupper() and wanted and not missing_names([person_of(person, wanted[-1])], w)}


def person_of(person: SourceName, word: str) -> SourceName:
    return SourceName(0, 0, word, word, person.romanized.split()[-1])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bench", type=Path, default=Path(__file__).parent.parent.parent / "shared" / "bench")
    parser.add_argument("--sample", type=int, default=0, help="paragraphs to use; 0 for all")
    parser.add_argument("--beam", type=int, default=4)
    parser.add_argument("--show", action="store_true", help="print every change")
    args = parser.parse_args()
    folder = args.bench / "mt"
    if not (folder / "newstest2020.ru").is_file():
        print(f"skipped: no translation benchmark in {args.bench} (give its folder with --bench)")
        return
    source, english, other = (
        (folder / f"newstest2020.{ending}").read_text(encoding="utf-8").splitlines()[: args.sample or None]
        for ending in ("ru", "en", "refB.en")
    )
    result = BatchResult("bench")
    kit = tools(RunConfig(beam=args.beam), None)
    documents = [{"document_id": str(i), "source_uri": str(i), "text": text} for i, text in enumerate(source)]
    parsed = parse_documents(documents, result)
    found = find_names(parsed)
    mentions = mention_rows(found)
    with_names = {m["document_id"] for m in mentions}
    parsed = [p for p in parsed if p.row["document_id"] in with_names]
    started = time.perf_counter()
    rows = translate_spans(parsed, None, kit, result)
    translating = time.perf_counter() - started
    before = {span_id: row["text_en"] for span_id, row in rows.items()}
    started = time.perf_counter()
    rows = translate_spans(parsed, found, kit, result)  # engine and names once more, nothing remembered
    mending = time.perf_counter() - started - translating
    after = {span_id: row["text_en"] for span_id, row in rows.items()}

    wanted = source_names([span.names for span in found], [span.document_id for span in found])
    named = [
        ({"span_id": span.span_id, "document_id": span.document_id}, name)
        for span, names in zip(found, wanted, strict=True)
        for name in names
        if span.span_id in rows
    ]
    people = [(m, n) for m, n in named if n.kind == PERSON]
    references = {str(i): [english[i], other[i]] for i in range(len(source))}
    kept: dict[str, list[bool]] = defaultdict(list)
    for mention, person in people:
        kept["before"].append(not missing_names([person], before[mention["span_id"]]))
        kept["after"].append(not missing_names([person], after[mention["span_id"]]))
        for label, reference in zip(("reference", "reference B"), references[mention["document_id"]], strict=True):
            kept[label].append(not missing_names([person], reference))
        spellings = reference_spellings(person, references[mention["document_id"]])
        if spellings:
            for label, texts in (("exact before", before), ("exact after", after)):
                kept[label].append(any(s in texts[mention["span_id"]] for s in spellings))
    print(
        f"{len(people)} person mentions in {len(rows)} spans; translation {translating:.0f} s, mending {mending:.0f} s"
    )
    for label in ("reference", "reference B", "before", "after", "exact before", "exact after"):
        print(f"  {label:14} {sum(kept[label]) / len(kept[label]):.3f}  of {len(kept[label])}")
    harmed = sum(b and not a for b, a in zip(kept["before"], kept["after"], strict=True))
    for (mention, person), b, a in zip(people, kept["before"], kept["after"], strict=True):
        if b and not a:
            print(
                f"    harmed: {person.surface}: {before[mention['span_id']]}\n         -> {after[mention['span_id']]}"
            )
    lacking = {m["span_id"] for m, p in people if missing_names([p], before[m["span_id"]])}
    changed = [s for s in rows if before[s] != after[s]]
    needless = [s for s in changed if s not in lacking]
    print(
        f"  harmed mentions {harmed}; spans changed {len(changed)}, of them with every name kept before {len(needless)}"
    )
    for kind in (PLACE, ORGANISATION):
        states = [
            [is_rendered(n, texts[m["span_id"]]) for texts in (before, after)]
            for m, n in named
            if n.kind == kind and is_checked(n) and any(is_rendered(n, r) for r in references[m["document_id"]])
        ]
        shares = [sum(column) / len(states) for column in zip(*states, strict=True)]
        harmed = sum(b and not a for b, a in states)
        print(f"  {kind} before {shares[0]:.3f}, after {shares[1]:.3f} of {len(states)}; harmed {harmed}")
    paragraphs: dict[str, tuple[list[str], list[str]]] = defaultdict(lambda: ([], []))
    for p in parsed:
        for span_id, _, _ in p:
            if span_id in rows:
                paragraphs[p.row["document_id"]][0].append(before[span_id])
                paragraphs[p.row["document_id"]][1].append(after[span_id])
    different = [d for d, (old, new) in paragraphs.items() if old != new]
    streams = [[references[d][i] for d in different] for i in range(2)]
    for label, i in (("before", 0), ("after", 1)):
        texts = [" ".join(paragraphs[d][i]) for d in different]
        chrf, bleu = sacrebleu.corpus_chrf(texts, streams).score, sacrebleu.corpus_bleu(texts, streams).score
        print(f"  {len(different)} changed paragraphs {label:7} chrF2 {chrf:.1f}  BLEU {bleu:.1f}")
    if args.show:
        for span_id in changed:
            print(f"- {before[span_id]}\n+ {after[span_id]}\n  {rows[span_id]['reason']}")


if __name__ == "__main__":
    main()
