"""From sources to documents: files, folders, archives, tables, feeds; what cannot be read is a `Reject` with the reason."""
