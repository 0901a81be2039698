"""Cells of a table: what a spreadsheet would run is put in quotes of its own."""

from __future__ import annotations

from typing import Any

from geo.files.tables import table_text


def made() -> list[Any]:
    values: list[str | float | None] = [
        "", None, 0, 1.5, -6.703, "-6.703", "+6.703", "-6,703", "-1e5", "-1e", "-.5", "-5.", "-.",
        "-1_000", "-1__0", "-inf", "-Infinity", "+nan", "-0x10", "=1+1", "+1+1", "-1-1", "@SUM(A1)",
        " =1", "\t=1", "\u00a0-cmd", " -6.7 ", "\x1c=1", "\x85=1", "\ufeff=1", "\uff1d1", "\uff0b1",
        "\uff0d1", "\uff20a", "-\uff11", "-\u0663", "--1", "Brest, Litovsk", 'the "Curzon" line',
        "two\nlines", '="a",1', "'-1", "a=1", "1-1", "\u22126.7", "Łódź",
    ]  # fmt: skip
    return [{"value": value, "cell": table_text(["x", "y"], [[value, ""]])[4:-2]} for value in values]
