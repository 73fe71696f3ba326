"""Which site, feed or folder a document came from: what documents are filtered by."""

import os
from collections.abc import Iterable
from urllib.parse import urlsplit


def source_of(uri: str, url: str | None = None) -> str:
    """Name the source of a document.

    Args:
        uri: its `source_uri`.
        url: its address on the web, if known.

    Returns:
        The host of a web address without `www.`; for a record the file it is in; for a file its folder.

    >>> source_of("https://www.example.org/a/b.html")
    'example.org'
    >>> source_of("inbox/feed.jsonl#17")
    'inbox/feed.jsonl'
    >>> source_of("inbox/page.txt")
    'inbox'
    """
    for address in (url, uri):
        try:
            parts = urlsplit(address or "")
        except ValueError:  # a broken address names no host
            continue
        if parts.scheme in {"http", "https"} and parts.hostname:
            return parts.hostname.removeprefix("www.")
    path, _, record = uri.partition("#")
    return path if record else path.rpartition("/")[0] or path


def common_start(uris: Iterable[str]) -> str:
    """Return what all absolute paths begin with and nobody needs to see: the folders above the one that holds them all.

    >>> common_start(["/home/vera/inbox/a.txt", "/home/vera/inbox/old/b.zip!/c.txt", "https://example.org/"])
    '/home/vera/'
    >>> common_start(["inbox/page.txt"])
    ''
    """
    folders = {uri.partition("#")[0].partition("!/")[0].rpartition("/")[0] for uri in uris if uri.startswith("/")}
    start = os.path.commonpath(folders).rpartition("/")[0] if folders and "" not in folders else ""
    return f"{start}/" if start else ""
