"""RSS and Atom: one document an item, with link, author and date, in any encoding."""

import pytest

from flows.config import SourceOptions
from flows.read.sources import read_sources

RSS = """<?xml version="1.0" encoding="{encoding}"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Вести порта</title><link>https://example.org/</link>
<item><title>Порт &amp;laquo;Северный&amp;raquo;</title><link>https://example.org/1</link><guid isPermaLink="false">n1</guid>
<pubDate>Thu, 04 Mar 2021 10:15:00 +0300</pubDate><dc:creator>Ольга Жмыхова</dc:creator><category>Порты</category>
<description>Коротко.</description><content:encoded><![CDATA[<p>Порт принял больше грузов.</p><p>Подробно.</p>]]></content:encoded></item>
<item><title>Второе</title><link>https://example.org/2</link><description>Погода &lt;b&gt;задержала&lt;/b&gt; корабль.</description></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Лента</title>
<entry><id>urn:1</id><title type="html">Порт</title><link rel="self" href="https://example.org/self"/>
<link href="https://example.org/1"/><updated>2021-03-04T10:15:00+03:00</updated><author><name>О. Жмыхова</name></author>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Грузов <i>больше</i>.</p></div></content></entry></feed>"""


def read(path):
    return list(read_sources([str(path)], SourceOptions()))


@pytest.mark.parametrize("encoding", ["utf-8", "windows-1251", "koi8-r", "utf-16"])
@pytest.mark.parametrize("name", ["feed.xml", "feed.rss", "feed"])
def test_rss(tmp_path, encoding, name):
    (tmp_path / name).write_bytes(RSS.format(encoding=encoding).encode(encoding))
    first, second = read(tmp_path / name)
    assert first.text == "Порт «Северный»\n\nПорт принял больше грузов.\nПодробно."
    assert (first.record, first.about.url, first.about.author) == ("n1", "https://example.org/1", "Ольга Жмыхова")
    assert (first.about.site, first.about.extra) == ("Вести порта", {"categories": ["Порты"]})
    assert first.published_at.isoformat() == "2021-03-04T07:15:00+00:00"
    assert (second.record, second.text) == ("https://example.org/2", "Второе\n\nПогода задержала корабль.")


def test_atom(tmp_path):
    (tmp_path / "a.atom").write_text(ATOM)
    (document,) = read(tmp_path / "a.atom")
    assert document.text == "Порт\n\nГрузов больше."
    assert (document.record, document.about.url, document.about.author) == (
        "urn:1",
        "https://example.org/1",
        "О. Жмыхова",
    )


def test_a_cut_feed_is_read_as_far_as_it_goes(tmp_path):
    (tmp_path / "a.xml").write_text(RSS.format(encoding="utf-8")[:-60])
    assert len(read(tmp_path / "a.xml")) == 2


def test_xml_that_is_no_feed_is_told(tmp_path):
    (tmp_path / "a.xml").write_text('<?xml version="1.0"?><catalogue><book/></catalogue>')
    (reject,) = read(tmp_path / "a.xml")
    assert reject.error == "unsupported"
    (tmp_path / "b.rss").write_text("<rss><channel><title>x</title></channel></rss>")
    assert [r.error for r in read(tmp_path / "b.rss")] == ["empty"]


def test_entities_do_not_expand(tmp_path):
    bomb = '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "ха"><!ENTITY b "&a;&a;">]><rss><channel><item><title>&b;</title><description>Текст.</description></item></channel></rss>'
    (tmp_path / "a.rss").write_text(bomb)
    (document,) = read(tmp_path / "a.rss")
    assert "хаха" not in document.text
