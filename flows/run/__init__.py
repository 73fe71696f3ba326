"""The steps of a run, from staged documents to a published snapshot.

Exports:
    batches: process_batch
    direct: run_direct, run_steps
    document_spans: DECLARED
    entities: link_names
    forget: Holding, Wanted, forget, holding
    models: TARGET, tools
    one_text: NAME_COLUMNS, SPAN_COLUMNS, names_in_text, translate_text
    progress: display, of_one_run, reset
    publishing: publish
    state: Run, RunSummary, open_run
    summary: as_json, markdown, one_line, reject_rows, table_rows
"""
