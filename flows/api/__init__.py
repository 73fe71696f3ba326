"""`tolmach serve-api`: translation over HTTP, as LibreTranslate's clients ask for it, and names.

A request is read and held against the limits (`bodies`, `limits`), becomes a job (`jobs`), waits until the engine is free
and is done together with all others that wait (`batching`, `work`).

Exports:
    app: make_app
    keys: VARIABLE, read_keys
    limits: Limits
    server: listen, serve
    work: Worker
"""
