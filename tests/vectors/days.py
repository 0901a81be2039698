"""Days and months as they stand in a sentence, in every language that the page has: what Python reads."""

from __future__ import annotations

from typing import Any, Final

from geo.atlas.bundled import data_folder
from geo.atlas.languages import language_of
from geo.files.days import said_days

WITHIN: Final = {
    "pl": (
        "w",
        ("styczniu lutym marcu kwietniu maju czerwcu lipcu sierpniu wrześniu październiku listopadzie grudniu"),
    ),
    "ru": (
        "в",
        ("январе феврале марте апреле мае июне июле августе сентябре октябре ноябре декабре"),
    ),
    "uk": (
        "у",
        ("січні лютому березні квітні травні червні липні серпні вересні жовтні листопаді грудні"),
    ),
    "be": (
        "у",
        ("студзені лютым сакавіку красавіку маі чэрвені ліпені жніўні верасні кастрычніку лістападзе снежні"),
    ),
    "de": (
        "im",
        ("Januar Februar März April Mai Juni Juli August September Oktober November Dezember"),
    ),
    "en": (
        "in",
        ("January February March April May June July August September October November December"),
    ),
    "lt": (
        "",
        ("sausį vasarį kovą balandį gegužę birželį liepą rugpjūtį rugsėjį spalį lapkritį gruodį"),
    ),
    "lv": (
        "",
        ("janvārī februārī martā aprīlī maijā jūnijā jūlijā augustā septembrī oktobrī novembrī decembrī"),
    ),
    "et": (
        "",
        (
            "jaanuaris veebruaris märtsis aprillis mais juunis "
            "juulis augustis septembris oktoobris novembris detsembris"
        ),
    ),
    "fi": (
        "",
        (
            "tammikuussa helmikuussa maaliskuussa huhtikuussa toukokuussa kesäkuussa "
            "heinäkuussa elokuussa syyskuussa lokakuussa marraskuussa joulukuussa"
        ),
    ),
    "ro": (
        "în",
        ("ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie decembrie"),
    ),
}
"""By language: what stands before a month within a sentence, and the months so."""


def made() -> list[dict[str, Any]]:
    """Return, by language, what is written, and the day that it is; none of a month or a year."""
    told = []
    for tag, (before, months) in WITHIN.items():
        language = language_of(data_folder(), tag)
        texts = [f"{before} {month} 1940".strip() for month in months.split()]
        texts += [language.day_in_words(f"1940-{number:02}-03") for number in range(1, 13)]
        texts += {
            "pl": ["we wrześniu 1939 r.", "w 1940 roku", "dnia 3 maja 1940 r."],
            "ru": ["в декабре 1939 г.", "в 1940 году"],
            "uk": ["у грудні 1939 року"],
            "lv": ["1939. gada decembrī"],
            "lt": ["1939 m. gruodį"],
            "et": ["1939. aasta detsembris", "13. märtsil 1940"],
            "fi": ["maaliskuun 13. päivänä 1940"],
            "en": ["on 3 May 1940", "in 1940"],
            "de": ["am 3. Mai 1940"],
        }.get(tag, [])
        for text in texts:
            first, last = said_days(text)
            told.append({"tag": tag, "text": text, "day": first.isoformat() if first == last else None})
    return told
