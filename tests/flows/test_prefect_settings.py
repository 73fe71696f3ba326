import os

from flows import prefect_settings

DOCUMENTED = {
    "DO_NOT_TRACK",
    "PREFECT_HOME",
    "PREFECT_SERVER_ANALYTICS_ENABLED",
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS",
}


def test_only_what_prefect_needs_is_put_into_the_environment(monkeypatch, tmp_path):
    environment = {"HOME": str(tmp_path), "DO_NOT_TRACK": "0"}
    monkeypatch.setattr(os, "environ", environment)
    prefect_settings.keep_offline()
    assert set(environment) - {"HOME"} <= DOCUMENTED
    assert environment["DO_NOT_TRACK"] == "0"  # what the user has set wins
    assert "PREFECT_HOME" not in environment  # only where the home cannot be written


def test_a_home_that_cannot_be_written_gives_prefect_one_of_its_own(monkeypatch, tmp_path):
    (tmp_path / "file").touch()
    environment = {"HOME": str(tmp_path / "file")}
    monkeypatch.setattr(os, "environ", environment)
    prefect_settings.keep_offline()
    assert os.access(environment["PREFECT_HOME"], os.W_OK)
