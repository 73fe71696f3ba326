"""The published tables: schemas, ids, Parquet parts, snapshots, what a former run already knows.

Exports:
    cells: SHEET_ROWS, cell_value, harmless, printable, text_cell
    compaction: compact
    difference: difference, document_difference, entity_difference
    docs: reject_codes
    history: History, OVERRIDES, Source, carry_over, refresh_sources, sources_of, write_sources
    ids: stable_id
    integrity: EMPTY, batch_of, damage_of, problems, seal
    migrate: conforms, migrated
    journal: note, unchanged_runs
    names: public_ids, spellings
    parquet: among, check, count_rows, frame, read, write_arrow, write_part
    remote: address_of, check, folder_of, named, remote_of
    retention: Retention, outdated
    schemas: RunStatus, SCHEMA_VERSION, TABLES
    sources: SourceNames
    snapshots: Output, Snapshot, link_or_copy, new_run_id
    views: views_sql
"""
