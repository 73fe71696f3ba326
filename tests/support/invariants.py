"""What holds of the tables of every run, whatever was read: the promises of docs/tables.md, checked row by row."""

from flows.tables.snapshots import Snapshot


def broken(snapshot: Snapshot) -> list[str]:
    """Say what does not hold; nothing for sound tables."""
    found: list[str] = []
    documents = {row["document_id"]: row for row in snapshot.read("documents").to_dicts()}
    if len(documents) != snapshot.read("documents").height:
        found.append("document_id stands twice")
    spans: dict[str, list[dict]] = {}
    for row in snapshot.read("spans").to_dicts():
        spans.setdefault(row["document_id"], []).append(row)
    translated = snapshot.read("translations").to_dicts()
    if len({row["span_id"] for row in translated}) != len(translated):
        found.append("a span has two translations")
    by_id = {row["span_id"]: row for rows in spans.values() for row in rows}
    found += [f"a translation of no span: {row['span_id']}" for row in translated if row["span_id"] not in by_id]
    for document_id, document in documents.items():
        found += _spans(document, sorted(spans.get(document_id, []), key=lambda row: row["start_char"]))
    for row in snapshot.read("mentions").to_dicts():
        text = documents[row["document_id"]]["text"]
        if text[row["start_char"] : row["end_char"]] != row["surface"]:
            found.append(f"{row['document_id']}: a mention is not the text at its place")
        if row["span_id"] not in by_id:
            found.append(f"{row['document_id']}: a mention outside spans")
    entities = set(snapshot.read("entities")["entity_id"])
    found += [f"no entity {e}" for e in set(snapshot.read("mentions")["entity_id"].drop_nulls()) - entities]
    rejects = snapshot.read("rejects")
    found += [
        f"{uri}: {detail}"
        for uri, error, detail in rejects.select("source_uri", "error", "detail").rows()
        if error == "internal_error"
    ]
    found += [
        f"{uri}: no way out is told"
        for uri, detail in rejects.select("source_uri", "detail").rows()
        if len(detail.split()) < 4 or "\n" in detail
    ]
    return found


def _spans(document: dict, spans: list[dict]) -> list[str]:
    """What is wrong with the spans of a document, in order."""
    found = []
    where, text, end = document["source_uri"], document["text"], 0
    for span in spans:
        if text[span["start_char"] : span["end_char"]] != span["text"]:
            found.append(f"{where}: a span is not the text at its place")
        if span["start_char"] < end:
            found.append(f"{where}: spans overlap")
        if text[end : span["start_char"]].strip():
            found.append(f"{where}: text between spans: {text[end : span['start_char']]!r}")
        end = span["end_char"]
    if text[end:].strip():
        found.append(f"{where}: text after the last span: {text[end:]!r}")
    return found
