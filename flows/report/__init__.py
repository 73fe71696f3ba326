"""A page for people about a snapshot."""
