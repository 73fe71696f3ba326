"""The paths: what LibreTranslate's clients expect, what it lacks, and what a wrong request is told."""

import asyncio
import json
import logging
import time

import pytest
from api_server import hostile

from flows.api.app import make_app
from flows.api.limits import Limits

RUSSIAN = "Экипаж вернулся на Землю."


def translate(client, q, **fields):
    return client.post("/translate", json={"q": q, "source": "auto", "target": "en"} | fields)


def test_one_text(client):
    answer = translate(client, "Войти", source="ru").json()
    assert answer["translatedText"] == "Sign in"
    assert "detectedLanguage" not in answer
    assert "alternatives" not in answer


def test_a_list_is_answered_by_lists(client):
    answer = translate(client, ["Войти", "Sign in", ""], alternatives=2).json()
    assert answer["translatedText"] == ["Sign in", "Sign in", ""]
    assert [found["language"] for found in answer["detectedLanguage"]] == ["ru", "en", "en"]
    assert answer["alternatives"] == [[], [], []]
    assert [len(spans) for spans in answer["spans"]] == [1, 1, 0]


def test_only_the_russian_parts_of_a_text_are_translated(client):
    text = f"The agency said: {RUSSIAN}\nAll systems are fine."
    answer = translate(client, text).json()
    assert answer["translatedText"].startswith("The agency said: The crew ")
    assert answer["translatedText"].endswith("\nAll systems are fine.")
    assert answer["detectedLanguage"]["language"] == "en"
    assert [span["lang"] for span in answer["spans"]] == ["en", "ru", "en"]
    assert all(text[s["start_char"] : s["end_char"]] == s["text"] for s in answer["spans"])
    (russian,) = (s for s in answer["spans"] if "text_en" in s)
    assert russian["text"] == RUSSIAN
    assert {"status", "reason", "quality"} <= set(russian)
    assert "spans" not in translate(client, text, spans=False).json()


def test_the_language_named_decides_where_the_text_says_nothing(client):
    for source, lang in [("ru", "ru"), ("auto", "ru")]:
        assert translate(client, "Да", source=source).json()["spans"][0]["lang"] == lang
    assert translate(client, RUSSIAN, source="en").json()["translatedText"] == RUSSIAN
    ukrainian = "Ракета стартувала вранці, її стан добрий."
    assert translate(client, ukrainian, source="ru").json()["translatedText"] == ukrainian


def test_detect(client):
    one, two = (client.post("/detect", json={"q": q}).json() for q in (RUSSIAN, f"The agency says. {RUSSIAN}"))
    assert [c["language"] for c in one] == ["ru"]
    assert 90 < one[0]["confidence"] <= 100
    assert [c["language"] for c in two] == ["ru", "en"]
    assert sum(c["confidence"] for c in two) <= 100
    assert client.post("/detect", json={"q": "12:30"}).json() == [{"confidence": 0.0, "language": "en"}]


def test_names_and_explain(client):
    found = client.post("/names", json={"q": "Рогозина сменил Юрий Борисов."}).json()
    assert {"Рогозин", "Юрий Борисов"} <= {name["lemma"] for name in found}
    assert client.post("/names", json={"q": ["Nothing here.", "Умер Юрий Борисов."]}).json()[0] == []
    answer = client.post("/explain", json={"first": "Дмитрия Рогозина", "second": "D. Rogosin"}).json()
    assert (answer["same"], answer["kind"]) == (True, "person")
    assert answer["evidence"]


def test_what_can_be_asked(client):
    assert client.get("/health").json() == {"status": "ok"}
    languages = {one["code"]: one for one in client.get("/languages").json()}
    assert languages["ru"]["name"] == "Russian"
    assert "en" in languages["ru"]["targets"]
    assert client.get("/frontend/settings").json()["charLimit"] == Limits().characters


@pytest.mark.parametrize("how", ["form", "multipart", "repeated"])
def test_forms(client, how):
    fields = {"source": "ru", "target": "en", "format": "text", "alternatives": "1"}
    if how == "multipart":
        answer = client.post("/translate", files={n: (None, v) for n, v in {"q": "Войти", **fields}.items()})
    else:
        answer = client.post("/translate", data={"q": ["Войти", "Выйти"] if how == "repeated" else "Войти", **fields})
    assert answer.json()["translatedText"] == (["Sign in", "Sign out"] if how == "repeated" else "Sign in")


JSON = "application/json"
GOOD = {"q": "да", "source": "ru", "target": "en"}
FORM = "application/x-www-form-urlencoded"


@pytest.mark.parametrize(
    ("content_type", "body", "status", "message"),
    [
        (JSON, b'{"q":', 400, "not valid JSON (line 1"),
        (JSON, b"[" * 100_000, 400, "nested too deeply"),
        (JSON, b'{"q": NaN}', 400, "not valid JSON"),
        (JSON, b'{"a": ' + b"1" * 5_000 + b"}", 400, "not valid JSON"),
        (JSON, b"[1]", 400, "send an object"),
        (JSON, b"\xff\xfe", 400, "not UTF-8"),
        (JSON, b"", 400, "not valid JSON"),
        (JSON, {"q": 5}, 400, "q must be a string or a list of strings"),
        (JSON, {"q": ["да", 5]}, 400, "q[1] must be a string"),
        (JSON, {"q": {"a": 1}}, 400, "q must be a string"),
        (JSON, {"q": "a\0b"}, 400, "q holds a NUL character (at 1)"),
        (JSON, {"q": "\ud800"}, 400, "lone surrogate (at 0)"),
        (JSON, {"q": []}, 400, "missing q parameter"),
        (JSON, {"q": ["да"] * 501}, 400, "request (501) exceeds text limit (500)"),
        (JSON, {"q": "я" * 50_001}, 400, "request (50001) exceeds text limit (50000)"),
        (JSON, {"source": None}, 400, "missing source parameter"),
        (JSON, {"source": ["ru"]}, 400, "source must be a string"),
        (JSON, {"source": "xx"}, 400, "xx is not supported"),
        (JSON, {"target": "ru", "source": "auto"}, 400, "ru is not available as a target language from auto"),
        (JSON, {"format": "pdf"}, 400, "pdf format is not supported"),
        (JSON, {"format": ["html"]}, 400, "format is not supported"),
        (JSON, {"alternatives": "many"}, 400, "alternatives parameter is not a number"),
        (JSON, {"spans": "perhaps"}, 400, "spans must be true or false"),
        (FORM, b"q=%ff&source=ru&target=en", 400, "not UTF-8"),
        (FORM, b"q=%00&source=ru&target=en", 400, "NUL"),
        (FORM, b"a=1&" * 3_000, 400, "more than 2000 fields"),
        ("multipart/form-data", b"x", 400, "without a boundary"),
        ("multipart/form-data; boundary=x", b"--x\r\n\r\nda\r\n", 400, "without its last boundary"),
        ("multipart/form-data; boundary=x", b"--x\r\n\r\nda\r\n--x--", 400, "without a name"),
        ("text/plain", b"da", 415, "Unsupported content type"),
        (JSON, b" " * 700_000, 413, "more than 665536 bytes"),
    ],
)  # fmt: skip
def test_a_wrong_request_is_told_what_is_wrong(client, content_type, body, status, message):
    sent = body if isinstance(body, bytes) else json.dumps(GOOD | body).encode()
    answer = client.post("/translate", content=sent, headers={"content-type": content_type})
    assert answer.status_code == status
    assert list(answer.json()) == ["error"]
    assert message in answer.json()["error"]


@pytest.mark.parametrize(
    ("path", "body", "message"),
    [
        ("/detect", {}, "missing q"),
        ("/names", {"q": 1}, "must be a string"),
        ("/explain", {"first": "А"}, "missing second"),
        ("/explain", {"first": "А", "second": "Б" * 501}, "more than 500 characters"),
        ("/explain", {"first": "А", "second": "Б", "kind": "ship"}, "kind must be one of"),
    ],
)
def test_wrong_fields_of_the_other_paths(client, path, body, message):
    answer = client.post(path, json=body)
    assert answer.status_code == 400
    assert message in answer.json()["error"]


def test_paths_that_are_not_there(client):
    for method, path, status in [("GET", "/x", 404), ("GET", "/translate", 405), ("POST", "/health", 405)]:
        answer = client.request(method, path)
        assert (answer.status_code, list(answer.json())) == (status, ["error"])
    for path in ("/translate_file", "/suggest"):
        assert client.post(path).status_code == 403


def test_a_body_without_its_length_is_cut_off(client):
    answer = client.post("/detect", content=iter([b"x" * 100_000] * 8), headers={"content-type": JSON})
    assert answer.status_code == 413


def test_keys(clients, caplog, monkeypatch):
    monkeypatch.setattr(
        logging.getLogger("flows"), "propagate", True
    )  # the command line, used by other tests, ends that
    caplog.set_level(logging.INFO, "flows")
    client = clients(keys=(b"first secret key", "второй ключ".encode()))
    for key in ("first secret key", "второй ключ"):
        assert client.post("/detect", json={"q": "да", "api_key": key}).status_code == 200
        assert client.post("/detect", data={"q": "да", "api_key": key}).status_code == 200
    bearer = {"Authorization": "Bearer first secret key"}
    assert client.post("/detect", json={"q": "да"}, headers=bearer).status_code == 200
    for wrong in ("wrong secret key", "\ud800", 5, ["first secret key"], None):
        answer = client.post(
            "/detect", content=json.dumps({"q": "да", "api_key": wrong}), headers={"content-type": JSON}
        )
        assert answer.status_code == 403
        assert "key" in answer.json()["error"]
    assert (
        client.post("/detect?api_key=first+secret+key", json={"q": "да"}).status_code == 403
    )  # a URL is written to logs
    assert client.get("/health").status_code == client.get("/languages").status_code == 200
    assert client.get("/frontend/settings").json()["keyRequired"] is True
    written = "".join(record.getMessage() for record in caplog.records if record.name.startswith(("flows", "uvicorn")))
    assert "/detect 403" in written
    assert "secret" not in written
    assert "ключ" not in written


def test_too_many_requests(clients):
    client = clients(Limits(per_minute=3))
    answers = [client.post("/detect", json={"q": "да"}) for _ in range(4)]
    assert [a.status_code for a in answers] == [200, 200, 200, 429]
    assert answers[-1].json()["error"].startswith("Slowdown: 3 per 1 minute")
    assert int(answers[-1].headers["retry-after"]) > 0
    assert client.get("/health").status_code == 200


class Slow:
    """An engine that takes its time, and fails at what is asked to."""

    languages = ("ru",)

    def do(self, jobs):
        time.sleep(0.3)
        if any("fail" in job.q.texts[0] for job in jobs):
            raise RuntimeError("broken")
        return [job.q.texts[0] for job in jobs]


def test_a_request_that_takes_too_long_is_given_up(clients):
    answer = clients(Limits(seconds=0.05), by=Slow()).post("/detect", json={"q": "да"})
    assert answer.status_code == 503
    assert "time" in answer.json()["error"]


def test_a_request_that_does_not_arrive_is_given_up():
    sent = []

    async def receive():
        await asyncio.sleep(5)

    async def send(message):
        sent.append(message)

    headers = [(b"content-type", b"application/json"), (b"content-length", b"50")]
    scope = {"type": "http", "method": "POST", "path": "/detect", "headers": headers, "query_string": b""}
    asyncio.run(make_app(Slow(), Limits(seconds=0.05))(scope, receive, send))
    assert sent[0]["status"] == 408
    assert json.loads(sent[1]["body"]) == {"error": "the request did not arrive in time"}


def test_a_failing_engine_is_told_as_json(clients, caplog):
    client = clients(by=Slow())
    answer = client.post("/detect", json={"q": "fail"})
    assert answer.status_code == 500
    assert "broken" not in answer.text
    assert client.post("/detect", json={"q": "да"}).json() == "да"


def test_other_sites_may_ask_only_where_they_are_named(clients, client):
    asked = {"Origin": "https://news.example"}
    assert "access-control-allow-origin" not in client.get("/health", headers=asked).headers
    named = clients(origins=("https://news.example",))
    assert named.get("/health", headers=asked).headers["access-control-allow-origin"] == "https://news.example"


@pytest.mark.parametrize("block", range(4))
def test_hostile_requests_are_answered(client, block):
    for seed in range(60 * block, 60 * block + 60):
        request = hostile(seed)
        answer = client.request(
            request.method, request.path, content=request.body, headers={"content-type": request.content_type}
        )
        assert answer.status_code in (200, 400, 405, 413, 415), (seed, answer.status_code, answer.text)
        if answer.status_code != 200:
            assert list(answer.json()) == ["error"]
