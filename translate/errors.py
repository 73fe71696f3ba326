"""What can be wrong with a model, told to the person who can put it right."""


class ModelError(RuntimeError):
    """A model is missing, damaged or cannot be run as wanted; the message is one line and says what to do."""
