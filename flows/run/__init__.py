"""The steps of a run, from staged documents to a published snapshot."""
