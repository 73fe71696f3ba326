"""The steps of a run, from staged documents to a published snapshot.

Exports:
    batches: process_batch
    direct: run_direct, run_steps
    entities: link_names
    models: tools
    one_text: names_in_text, translate_text
    progress: display, of_one_run, reset
    steps: Run, RunSummary, open_run, publish
    summary: as_json, markdown, one_line, reject_rows, table_rows
"""
