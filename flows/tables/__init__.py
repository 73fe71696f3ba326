"""The published tables: schemas, ids, Parquet parts, snapshots, what a former run already knows.

Exports:
    difference: difference
    docs: reject_codes
    history: History, OVERRIDES, Source, carry_over, physical_sources, write_sources
    ids: stable_id
    integrity: MANIFEST, batch_of, problems
    parquet: count_rows, frame, read, write_arrow, write_part
    schemas: SCHEMA_VERSION, TABLES
    snapshots: Output, Snapshot, link_or_copy, new_run_id
"""
