"""Subtitles become sentences, and every line keeps its time."""

from flows.read.subtitles import read_subtitles

SRT = """1
00:00:01,000 --> 00:00:02,500
Порт принял <i>больше</i>

2
00:00:02,600 --> 00:00:04,000
грузов, чем год назад.

3
00:00:05,000 --> 00:00:06,000
- А погода?
- Плохая.

4
00:01:10,000 --> 00:01:12,000
Корабль ушёл
"""


def test_cues_are_joined_to_sentences():
    text, times = read_subtitles(SRT)
    assert text.split("\n") == ["Порт принял больше грузов, чем год назад.", "- А погода? - Плохая.", "Корабль ушёл"]
    assert times == [1.0, 5.0, 70.0]


def test_webvtt_with_notes_settings_and_rolling_captions():
    vtt = "WEBVTT\n\nNOTE сделано\n\n00:01.000 --> 00:02.000 align:start\n<c.yellow>Раз</c>\n\n00:02.000 --> 00:03.000\nРаз\n\n00:03.000 --> 00:04.000\nдва.\n"
    assert read_subtitles(vtt) == ("Раз два.", [1.0])


def test_what_is_none():
    assert read_subtitles("просто текст") == ("", [])
    assert read_subtitles("В 10:15 порт открылся.") == ("", [])
