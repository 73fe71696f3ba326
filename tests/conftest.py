"""For all tests: properties are tried on the same examples every time, and no clock decides whether they hold."""

import pytest
from hypothesis import settings

settings.register_profile("same", deadline=None, derandomize=True)  # the first example may load a dictionary
settings.load_profile("same")


@pytest.fixture(autouse=True, scope="session")
def no_models_of_the_user(tmp_path_factory):
    """What the user has installed changes no outcome; processes that tests start see the same."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("ARGOS_PACKAGES_DIR", "TOLMACH_MODELS_DIR"):
            patch.setenv(name, str(tmp_path_factory.mktemp("no-models")))
        yield
