"""What a worker process is asked: how often it has loaded the models."""


def loads() -> int:
    """Return how many sets of models this process has loaded."""
    from flows.run import models

    return models._tools.cache_info().misses
