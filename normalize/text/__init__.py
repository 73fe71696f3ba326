"""Text before anything is understood of it: decoding, mojibake, cleaning of documents and names, scripts, capitals,
look-alike letters, emoji, and what must stay as it is written (addresses, handles, hashtags).
"""
