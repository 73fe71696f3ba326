"""The published tables: schemas, ids, Parquet parts, snapshots, what a former run already knows."""
