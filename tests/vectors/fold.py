"""Names as people type them."""

from __future__ import annotations

from typing import Any, Final

from geo.atlas.places import fold

NAMES: Final = [
    "Łódź", "ŁUCK", "Łuniniec", "Łomża", "Brześć-nad-Bugiem", "Brest – Litovsk", "Lwów", "Львів", "Йод",
    "Säkylä", "Vyborg/Viipuri", "Sankt  Peterburg ", " -Brest", "Gdańsk\u00a0Główny", "Œuvre", "Đakovo",
    "Ærø", "Þórshöfn", "Straße", "GROẞ", "ﬁeld", "ΠΟΛΙΣ", "ςίγμα", "İstanbul", "ısparta", "Kam'yanets'",
    "Kam’yanets’", "Kamʼyanets", "בריסק", "בְּרִיסְק", "Ｂｒｅｓｔ", "½", "Ždanov", "Z\u030cdanov", "日本",
    "दिल्ली", "\u0345a", "a\x1cb", "\ufeffa", "",
]  # fmt: skip


def made() -> list[Any]:
    return [{"name": name, "folded": fold(name)} for name in NAMES]
