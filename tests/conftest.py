"""For all tests: properties are tried on the same examples every time, and no clock decides whether they hold."""

from hypothesis import settings

settings.register_profile("same", deadline=None, derandomize=True)  # the first example may load a dictionary
settings.load_profile("same")
