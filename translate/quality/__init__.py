"""Checks of a translation against its source, and the strategies of trying again where one complains."""
