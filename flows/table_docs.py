"""docs/tables.md from the schemas: `python -m flows.table_docs > docs/tables.md`. A test fails when they differ."""

from flows.schemas import SCHEMA_VERSION, TABLES
from flows.tables import arrow_schema

HEAD = f"""# The tables

Schema version {SCHEMA_VERSION}. Written by `python -m flows.table_docs`; a test keeps it equal to the code.

`output/latest/<table>/*.parquet`, zstd. `latest` is a link that is swapped in one step, so a reader sees one whole run or
the one before, never a mixture. Each file carries `tolmach.schema_version`, `tolmach.table` and `tolmach.signature` in its
metadata. Ids are stable across runs: same source, same id. Offsets count Unicode code points, as Python, Polars
(`str.slice`) and DuckDB (`substring`, which starts at 1) do.

Keys: `span_id` and `document_id` join spans, translations and mentions to documents; `entity_id` joins mentions and
aliases to entities.
"""

TAIL = """
## Reject codes

| code | meaning | way out |
|---|---|---|
| not_found | no such file, folder or match of a glob | check the path |
| unreadable | permission, pipe or device, broken link, network | see the detail; it is tried again in the next run |
| unsupported | a kind of file that is not read | convert it to text, HTML, JSON lines, CSV or Parquet |
| binary | no text in any encoding | leave it out |
| empty | nothing but white space, or a feed or archive without records | nothing to do |
| too_large | above `max_document_bytes` or `max_line_bytes` | raise the limit in tolmach.toml |
| bad_record | a line or row that cannot be parsed; the others were processed | correct the line named in `source_uri` |
| missing_column | none of the text columns exists | name it: `text_columns = ["…"]` in tolmach.toml |
| bad_archive | a damaged gz, bz2, xz, zip, tar, warc or parquet file; what came before the damage was processed | get a whole copy |
| archive_too_large | it unpacks to more than the limits allow (a zip bomb, perhaps) | raise `max_archive_bytes` if you trust it |
| duplicate_record | the same id with the same content twice in one source (another record with that id is kept as `id#L<line>`) | nothing to do, or choose another `id_columns` |
| internal_error | a defect of tolmach; no other document was affected | report it with the document |
"""


def render() -> str:
    """Return the page."""
    parts = [HEAD]
    for table, schema in TABLES.items():
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
    return "".join([*parts, TAIL])


if __name__ == "__main__":
    print(render(), end="")
