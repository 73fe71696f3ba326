"""What can be wrong with a model or a glossary, told to the person who can put it right."""


class ModelError(RuntimeError):
    """A model is missing, damaged or cannot be run as wanted; the message is one line and says what to do."""


class GlossaryError(ValueError):
    """A glossary file that cannot be read; the message names file and line."""
