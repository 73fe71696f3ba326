"""What a page marks as not to be translated stays as it is, in whole spans and inside sentences."""

import polars as pl

from flows.corrections import Correction, add

PAGE = """<html translate="no"><head><meta charset="utf-8"><title>Газета</title></head><body>
<p class="notranslate">Красная стрела</p>
<p>Газета <span translate="no">Заря</span> закрыта, сообщил редактор.</p>
<div translate="no">Код: <b translate="yes">Вход в систему открыт.</b></div>
<p>Директор уволен.</p></body></html>"""


def test_marked_stretches_are_not_translated(run, tmp_path, snapshot):
    (tmp_path / "page.html").write_text(PAGE, encoding="utf-8")
    run(tmp_path / "page.html")
    spans = snapshot().read("spans").join(snapshot().read("translations"), on="span_id", how="left")
    rows = {row["text"]: row for row in spans.iter_rows(named=True)}
    assert rows["Красная стрела"]["text_en"] is None
    assert (rows["Красная стрела"]["lang"], rows["Красная стрела"]["lang_rule"]) == ("zxx", "translate-no")
    sentence = rows["Газета Заря закрыта, сообщил редактор."]
    assert "Заря" in sentence["text_en"]
    assert not set("газетзкрыл") & set(sentence["text_en"].replace("Заря", ""))
    assert rows["Директор уволен."]["text_en"] is not None
    (document,) = snapshot().read("documents").iter_rows(named=True)
    assert "Красная стрела" in document["text_en"]
    assert "kept" not in pl.read_parquet(snapshot().path / "documents").columns


def test_a_correction_of_several_sentences_makes_them_one_span(run, tmp_path, snapshot):
    text = "Первая строка. Суд вынес приговор.\nМэр ушёл в отставку.\nПервая строка. Другой текст."
    (tmp_path / "p.txt").write_text(text, encoding="utf-8")
    add(
        tmp_path / "out" / "corrections.tsv", [Correction("Первая строка. Суд вынес приговор.", "Line one. Sentenced.")]
    )
    run(tmp_path / "p.txt")
    spans = snapshot().read("spans").join(snapshot().read("translations"), on="span_id").sort("start_char")
    assert spans.height == snapshot().read("spans").height == 4
    first = spans.row(0, named=True)
    assert (first["text"], first["text_en"], first["status"]) == (
        "Первая строка. Суд вынес приговор.",
        "Line one. Sentenced.",
        "human",
    )
    (document,) = snapshot().read("documents").iter_rows(named=True)
    assert document["text_en"].startswith("Line one. Sentenced.\n")
    assert spans["status"].to_list().count("human") == 1
