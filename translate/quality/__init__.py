"""Checks of a translation against its source, and the strategies of trying again where one complains.

Exports:
    checks: CYRILLIC_LANGUAGES, Context
    estimate: judged
    retry: checked
"""
