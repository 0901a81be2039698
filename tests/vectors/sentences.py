"""Texts with their places filled in, and days in words."""

from __future__ import annotations

import datetime as dt
from typing import Any

from geo.export.drawing import together
from geo.page.words import day_words, fill, read_words, sentence


def made() -> dict[str, Any]:
    texts = read_words()
    filled: list[tuple[str, dict[str, Any]]] = [
        (texts["near_by"], {"km": "1.5", "place": "Brest {km}"}),
        (texts["profile_row"], {"lat": "52.2° N", "km": 3, "from": "a", "end": "$&", "place": "$1"}),
        (texts["lately"], {"day": "x", "title": "", "changed": "\\1"}),
        ("{a}{a} {b}", {"a": 0, "b": "{a}"}),
        ("{toString} {x}", {"toString": 1, "x": 2}),
        ("{", {"a": 1}),
        ("{} {0} {a!r} {a:>3} {a.b} {a[0]} }{", {"a": 1}),
        ("{{a}} {{{a}}} {a", {"a": 1}),
        ("{unknown} {a} {A} {ä}", {"a": 1, "ä": 2}),
    ]
    said = ["no border moves", " Why? ", "", "…", "élan vital", "ß", "1 of 2", "Tătaru Mare: to the USSR."]
    whole = [
        "up to 449 km near Liepāja; 451\u202f373 km² changed hands.", "on 56.28° N, near A",
        "1939 m. rugsėjo 1 d.", "in 1939", "", " a  b ", "in lines\nof 3 words each",
    ]  # fmt: skip
    days = ["1939-08-23", "1940-02-29", "1941-06-01", "1939-12-31"]
    return {
        "filled": [{"text": text, "values": values, "filled": fill(text, values)} for text, values in filled],
        "said": [{"text": text, "said": sentence(text)} for text in said],
        "pieces": [{"text": text, "pieces": together(text)} for text in whole],
        "days": [{"day": day, "words": day_words(texts, dt.date.fromisoformat(day))} for day in days],
        "texts": {"day": texts["day"], "months": texts["months"]},
    }
