"""docs/tables.md from the schemas: `python -m flows.tables.docs > docs/tables.md`. A test fails when they differ."""

from flows.tables.parquet import arrow_schema
from flows.tables.schemas import SCHEMA_VERSION, SCHEMAS
from normalize.resources import read_rows
from normalize.screening.types import VERDICTS
from translate.types import STATUSES

HEAD = f"""# The tables

Schema version {SCHEMA_VERSION}. Written by `python -m flows.tables.docs`; a test keeps it equal to the code.

`output/latest/<table>/*.parquet`, zstd. `latest` is a link that is swapped in one step, so a reader sees one whole run or
the one before, never a mixture. Each file carries `tolmach.schema_version`, `tolmach.table` and `tolmach.signature` in its
metadata. Ids are stable across runs: same source, same id. Offsets count Unicode code points, as Python, Polars
(`str.slice`) and DuckDB (`substring`, which starts at 1) do.

Keys: `span_id` and `document_id` join spans, translations and mentions to documents; `entity_id` joins mentions and
aliases to entities.

Rows of a file are sorted by document and place, or by entity, and its pages are indexed. `views.sql` beside the tables has
ready-made joins; docs/outputs.md describes it, and how other tools read the tables.
"""


def render() -> str:
    """Return the page."""
    parts = [HEAD]
    for table, schema in SCHEMAS.items():
        types = arrow_schema(table)
        parts.append(
            f"\n## {table}\n\n{(schema.__doc__ or '').strip()}\n\n| column | type | null | description |\n|---|---|---|---|\n"
        )
        for name, column in schema.columns().items():
            field = types.field(name)
            key = " (key)" if name in schema.primary_key() else ""
            kind = str(field.type).replace(" not null", "").replace(f" ('{name}')", "")
            null = "yes" if column.nullable else ""
            parts.append(f"| {name}{key} | `{kind}` | {null} | {column.description} |\n")
        if table == "translations":
            parts.append("\n| status | what it promises |\n|---|---|\n")
            parts += (f"| {status} | {promise}. |\n" for status, promise in STATUSES.items())
        if table == "matches":
            parts.append("\n| verdict | what it promises |\n|---|---|\n")
            parts += (f"| {verdict} | {promise}. |\n" for verdict, promise in VERDICTS.items())
    parts.append("\n## Reject codes\n\n| code | meaning | way out |\n|---|---|---|\n")
    parts += (f"| {' | '.join(row)} |\n" for row in reject_codes())
    return "".join(parts)


def reject_codes() -> list[list[str]]:
    """Return code, meaning and way out of every kind of reject, from data/reject_codes.tsv."""
    return list(read_rows("flows.tables", "reject_codes.tsv", columns=3))


if __name__ == "__main__":
    print(render(), end="")
