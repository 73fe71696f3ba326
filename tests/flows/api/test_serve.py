"""The command: clients of LibreTranslate work against it unchanged, and a stop lets running requests finish."""

import http.client
import json
import signal
import socket
import time

import httpx
import pytest
from api_server import serving
from libretranslate_aio import LibreTranslate
from libretranslatepy import LibreTranslateAPI

from flows.api.server import listen
from flows.errors import ConfigError

RUSSIAN = "Экипаж вернулся на Землю."


@pytest.mark.slow
def test_clients_and_a_graceful_stop(tmp_path):
    (tmp_path / "keys.txt").write_text("a-key-of-the-desk\n")
    with serving(
        "--api-key-file", "keys.txt", "--beam", "1", cwd=tmp_path, TOLMACH_API_KEY="one-of-the-environment"
    ) as server:
        plain = LibreTranslateAPI(server.url, api_key="a-key-of-the-desk")
        assert plain.translate("Войти", "ru", "en") == "Sign in"
        assert plain.detect(RUSSIAN)[0]["language"] == "ru"
        assert {one["code"] for one in plain.languages()} == {"ru", "en"}

        with LibreTranslate(server.url, api_key="one-of-the-environment") as typed:
            assert typed.health()
            assert typed.frontend_settings().key_required
            assert {one.code for one in typed.languages()} == {"ru", "en"}
            assert typed.translate(["Войти", "Выйти"], "auto", "en").translated_text == ["Sign in", "Sign out"]
            page = typed.translate("<p>Нажмите <b>Войти</b></p>", "ru", "en", format="html").translated_text
            assert "<b>" in page

        with pytest.raises(Exception, match="403"):
            LibreTranslateAPI(server.url, api_key="another-key").translate("Войти", "ru", "en")

        asked = {"q": "\n".join(f"{RUSSIAN} {i} января." for i in range(30)), "source": "ru", "target": "en"}
        body = json.dumps(asked | {"api_key": "a-key-of-the-desk"}).encode()
        running = http.client.HTTPConnection(server.url.removeprefix("http://"), timeout=60)
        running.putrequest("POST", "/translate")
        running.putheader("Content-Type", "application/json")
        running.putheader("Content-Length", str(len(body)))
        running.endheaders(body[:100])
        for _ in range(3):
            httpx.get(f"{server.url}/health")  # answered: the server has seen what came before
        server.process.send_signal(signal.SIGTERM)
        time.sleep(0.2)
        running.send(body[100:])
        answer = running.getresponse()
        assert answer.status == 200
        assert json.load(answer)["translatedText"].count("\n") == 29
        assert server.process.wait(30) == 0
        with pytest.raises(httpx.ConnectError):
            httpx.get(f"{server.url}/health")
    said = (tmp_path / "stderr").read_text()
    assert "/translate 200" in said
    assert "Traceback" not in said
    for secret in ("desk", "environment", "another-key", "Экипаж"):
        assert secret not in said


def test_a_taken_port_is_told():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(ConfigError, match=rf"cannot listen on 127.0.0.1:{port} .*choose another"):
            listen("127.0.0.1", port)
    with pytest.raises(ConfigError, match="cannot listen on no-such-host"):
        listen("no-such-host", 0)
