"""Hostile documents of every format, from a seed: odd text in odd bytes in odd containers, whole, cut or with bytes flipped."""

import bz2
import gzip
import io
import json
import lzma
import random
import tarfile
import warnings
import zipfile
from collections.abc import Callable

PIECES = (
    "Экипаж вернулся на Землю. ", "Дмитрий Рогозин прибыл в Москву, ", "The launch was delayed. ", "Войти", "НАТО ", "ЭЭЭЭЭ ",
    "#хэштег ", "косми-\nческий ", "северо-\nвосток ", "&laquo;Порт&raquo; ", "&amp;amp;lt;", "Jose \u0301 Garcia ", "\u202eзадом ",
    "a@", "а-", "http://user:pw@example.org/a?token=x ", "😀🇷🇺", "漢字", "العربية ", "\u00ad", "\u200b\u200d", "\x00", "\x1b[31m",
    "\ud800", "\n", "\r\n", "\t", "\u2028", "<b>", "</div>", "<script>x</script>", "<!--", '"', "'", ",", ";", "{", "[", "\\",
    "РџСЂРёРІРµС‚ ", "оПХБЕР ", "Ðîñêîñìîñ ", "ﬁ", "е\u0301", "Пpивeт ", "П Р И В Е Т ", "1 000,5 ", "12.03.2021 ", "+7 (495) 123-45-67 ",
    "щгцкав", "А. А. ", "О'Нил ", "«", "»", "—", "¬", "я" * 200, " " * 50, "т. е. ",
)  # fmt: skip
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1251", "koi8-r", "cp866", "latin-1", "utf-32")


class Maker:
    """Makes documents, the same ones for the same seed."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)

    def text(self, longest: int = 12) -> str:
        return "".join(self.random.choices(PIECES, k=self.random.randint(0, longest)))

    def encoded(self, text: str) -> bytes:
        return text.encode(self.random.choice(ENCODINGS), "replace")

    def value(self, depth: int = 0) -> object:
        """A JSON value of a kind that a text may stand beside."""
        kinds: list[Callable[[], object]] = [
            self.text, lambda: None, lambda: self.random.randint(-9, 10**30), lambda: 1.5, lambda: True, list, dict,
        ]  # fmt: skip
        if depth < 3:
            kinds += [
                lambda: [self.value(depth + 1)],
                lambda: {self.text(2): self.value(depth + 1), "text": self.text(3)},
            ]
        return self.random.choice(kinds)()

    def record(self) -> dict[str, object]:
        names = self.random.sample(
            ["text", "id", "title", "date", "url", "body", "author", "messages", self.text(2)], 4
        )
        return {name: self.value() if self.random.random() < 0.4 else self.text() for name in names}

    def document(self) -> tuple[str, bytes]:
        """File name and content."""
        name = self.random.choice(list(self.formats()))
        content = self.formats()[name]()
        damage = self.random.random()
        if damage < 0.1 and content:
            content = content[: self.random.randrange(len(content))]
        elif damage < 0.2 and content:
            at = self.random.randrange(len(content))
            content = content[:at] + bytes([self.random.randrange(256)]) + content[at + 1 :]
        elif damage < 0.23:
            content = self.random.randbytes(self.random.randint(0, 400))
        return f"{self.random.choice(['', 'имя ', 'a#b!', '~2', '.'])}{self.random.randint(0, 10**6)}{name}", content

    def formats(self) -> dict[str, Callable[[], bytes]]:
        """Makers of content by extension."""
        plain = {
            ".txt": lambda: self.encoded(self.text(40)),
            ".md": lambda: self.encoded(self.text(40)),
            "": lambda: self.encoded(self.text(40)),
            ".html": lambda: self.encoded(self.markup()),
            ".jsonl": lambda: self.encoded("".join(self.line() + "\n" for _ in range(self.random.randint(0, 6)))),
            ".json": lambda: self.encoded(json.dumps([self.record() for _ in range(self.random.randint(0, 4))])),
            ".csv": self.table,
            ".parquet": self.parquet,
            ".eml": self.mail,
            ".mbox": lambda: b"\n".join(b"From a@b Thu Mar 4 10:15:00 2021\n" + self.mail() for _ in range(2)),
            ".xml": self.feed,
            ".srt": lambda: self.encoded(f"1\n00:00:01,000 --> 00:00:02,000\n{self.text()}\n\n2\n0:0 --> x\n{self.text()}\n"),
            ".rtf": lambda: b"{\\rtf1\\ansicpg1251 " + self.text().encode("cp1251", "replace") + b"}",
            ".docx": self.docx,
            ".epub": lambda: self.zipped("META-INF/container.xml", "content.opf", "a.html"),
            ".odt": lambda: self.zipped("content.xml", "META-INF/manifest.xml"),
            ".xlsx": lambda: self.zipped("xl/workbook.xml", "[Content_Types].xml"),
            ".pdf": lambda: b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>" + self.encoded(self.text()),
            ".warc": self.warc,
            ".vtt": lambda: self.encoded(f"WEBVTT\n\n00:01.000 --> 00:02.000\n{self.text()}\n"),
        }  # fmt: skip
        packed = {
            ".txt.gz": lambda: gzip.compress(self.encoded(self.text())),
            ".jsonl.bz2": lambda: bz2.compress(self.encoded(self.line())),
            ".html.xz": lambda: lzma.compress(self.encoded(self.markup())),
            ".zip": lambda: self.zipped("a.txt", "a.txt", ".hidden", "b/c.jsonl", "d.html"),
            ".tar": self.tarred,
            ".warc.gz": lambda: gzip.compress(self.warc()),
        }
        return plain | packed

    def line(self) -> str:
        if self.random.random() < 0.2:
            return self.random.choice(["[1]", "null", "{", '"text"', "[" * 3000, self.text()])
        return json.dumps(self.record(), ensure_ascii=self.random.random() < 0.5)

    def markup(self) -> str:
        tags = ["<p>", "<b>", "</b>", "<br>", "<table><td>", "<div hidden>", "<a href=x>", "</a>", "<pre>", "<h1>", "<span style='display:block'>", "<meta charset=koi8-r>", "<title>"]  # fmt: skip
        return "".join(self.random.choice(tags) + self.text(3) for _ in range(self.random.randint(0, 15)))

    def table(self) -> bytes:
        rows = [["id", "text", "date"], *([self.text(2), self.text(4), self.text(1)] for _ in range(4))]
        mark = self.random.choice(",;\t|")
        return self.encoded(
            "\n".join(mark.join(f'"{c}"' if self.random.random() < 0.5 else c for c in row) for row in rows)
        )

    def parquet(self) -> bytes:
        import pyarrow as pa
        import pyarrow.parquet as pq

        texts = [self.text().encode("utf-8", "replace").decode() for _ in range(4)]
        columns = {self.random.choice(["text", "body", "x"]): texts, "n": [1, 2, None, 4]}
        sink = io.BytesIO()
        pq.write_table(pa.table(columns), sink)
        return sink.getvalue()

    def mail(self) -> bytes:
        kind = self.random.choice(
            ["text/plain", "text/html", "multipart/mixed; boundary=x", "message/rfc822", "image/png"]
        )
        charset = self.random.choice(["utf-8", "koi8-r", "nonsense"])
        head = f"From: {self.text(1)}\nSubject: {self.text(2)}\nContent-Type: {kind}; charset={charset}\n\n"
        part = f"--x\nContent-Type: text/html\n\n{self.markup()}\n--x--\n" if "multipart" in kind else self.text()
        return self.encoded(head.replace("\r", " ") + part)

    def feed(self) -> bytes:
        items = "".join(f"<item><guid>{self.random.randint(0, 2)}</guid><title>t</title><description>{self.text(4)}</description></item>" for _ in range(3))  # fmt: skip
        return self.encoded(f"<?xml version='1.0'?><rss><channel>{items}</channel></rss>")

    def docx(self) -> bytes:
        import docx

        made = docx.Document()
        made.add_paragraph("".join(c for c in self.text() if c.isprintable() and not "\ud800" <= c <= "\udfff"))
        sink = io.BytesIO()
        made.save(sink)
        return sink.getvalue()

    def zipped(self, *names: str) -> bytes:
        sink = io.BytesIO()
        with zipfile.ZipFile(sink, "w") as archive, warnings.catch_warnings():
            warnings.simplefilter("ignore")
            for name in names:
                archive.writestr(name, self.encoded(self.text()))
        return sink.getvalue()

    def tarred(self) -> bytes:
        sink = io.BytesIO()
        with tarfile.open(fileobj=sink, mode="w") as archive:
            for name in ("a.txt", "../up.txt", "a.txt", "link"):
                content = self.encoded(self.text())
                info = tarfile.TarInfo(name)
                info.size = 0 if name == "link" else len(content)
                info.type = tarfile.SYMTYPE if name == "link" else tarfile.REGTYPE
                archive.addfile(info, io.BytesIO(content))
        return sink.getvalue()

    def warc(self) -> bytes:
        record = b""
        for _ in range(2):
            body = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + self.encoded(self.markup())
            size = len(body) + self.random.choice([0, 0, 0, 7])
            record += (
                b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://a.b/?token=s\r\nContent-Length: %d\r\n\r\n"
                % size
            )
            record += body + b"\r\n\r\n"
        return record
