"""What bears a name in a small atlas, what is like one, and who held each place on each day."""

from __future__ import annotations

import base64
import re
from typing import TYPE_CHECKING, Any, Final

from geo.atlas.countries import country_outside
from geo.atlas.hints import kind_of
from geo.atlas.languages import Said
from geo.atlas.list_notes import BESIDE as SAYS
from geo.atlas.list_notes import amid, in_case, in_vain, lay_perhaps, likeness, no_place, taken_for
from geo.atlas.namesakes import namesakes
from geo.atlas.weighing import is_town, weighed
from geo.files.months import unmarked
from geo.files.said_spans import span_patterns
from geo.files.seasons import season_or_decade
from geo.page.settlement_file import settlement_block
from geo.page.words import sentence
from vectors.search import PLACES
from vectors.small import small_atlas

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.atlas.atlas import Atlas
    from geo.atlas.candidates import Candidate
    from geo.atlas.namesakes import Namesakes
    from geo.atlas.reach import Beside

SETTLEMENTS: Final = """place,other_names,lon,lat,sigma_m,district,country,population,geonames,source
Husiatyn,Гусятин;Husyatyn,21.5,51.5,500,"Husiatynskyi, Ternopilska",UA,7000,1,
Husiatyn,,24.9,51.2,1500,"Kopychyntsi, Ternopilska",UA,0,,postal
Upton,Аптон;Uppsten,22.06,52.91,,"Upper District, The Shire",PL,60000,2,
Aptun,,21.2,50.4,1500,"Lower District, The Shire",PL,0,,postal
Городниця,,25.6,52.4,18000,"Husiatynskyi, Ternopilska",UA,0,,postal
Городниця,,22.02,50.5,8000,"Horodenkivskyi, Ivano-Frankivska",UA,0,,postal
Horodnytsia,Городниця,23.3,52.7,500,"Novohrad-Volynskyi, Zhytomyrska",UA,4000,3,
Jankūnų k.,Jankūnai,23.8,51.81234,1500,"Alytaus r. sav., Alytus County",LT,0,,genitive
Nowa Wieś,,20.9,50.9,1500,"Powiat suwalski, Podlasie",PL,0,,postal
Nowa Wieś,,22.4,50.9,1500,"Powiat pszczyński, Silesia",PL,0,,postal
Nowa Wieś Wielka,,23.4,51.1,1500,"Powiat toruński, Pomerania",PL,0,,postal
Brześć,Brisk;Brest-Litovsk;בריסק,23.66,52.1,500,Brest,BY,300000,4,
Ostróg,Острог,21.99,51.0,2600,"Rivne",UA,0,,postal
Soroca,,25.6,51.9,500,Soroca,MD,20000,5,
Soroca,,25.7,52.3,1500,Glodeni,MD,0,,postal
Сорока,,20.6,51.9,15000,"Husiatynskyi, Ternopilska",UA,0,,postal
Soroki,Soroca,20.9,52.4,1500,"Husiatynskyi, Ternopilska",UA,0,,genitive
Nowosiółki,,20.9,50.8,1500,"Powiat suwalski, Podlasie",PL,0,,postal
Новосілки,,24.9,51.3,700,"Kopychyntsi, Ternopilska",UA,0,,postal
Новоселки,,23.6,52.2,700,Brest,BY,0,,postal
Навасёлкі,,23.7,52.2,700,Brest,BY,0,,postal
Gródek,,21.9,51.1,1500,"Rivne",PL,0,,postal
Городок,,21.8,51.1,700,"Rivne",UA,0,,postal
Нива,,21.7,51.1,700,"Rivne",UA,0,,postal
Dąbrowa,,21.6,51.1,700,"Rivne",PL,0,,postal
Dubrova,,21.6,51.2,700,"Rivne",UA,0,,
Зарiччя,Зарічне,21.5,51.2,700,"Rivne",UA,0,,postal
Заріччя,,21.5,51.3,700,"Rivne",UA,0,,postal
Підгір'я,,21.4,51.3,700,"Rivne",UA,0,,postal
Лиски,,21.3,51.3,700,"Rivne",UA,0,,postal
Pishchanka,,21.2,51.3,700,"Rivne",UA,0,,
Argentyna,,21.1,51.3,700,"Rivne",PL,0,,postal
Litwa,,21.1,51.2,700,"Rivne",PL,0,,postal
Orsk,,21.1,51.4,700,"Rivne",PL,0,,postal
Metropolis,Greatown;Великоград,20.7,51.4,,"Rivne",PL,2000000,7,
Greatown,,24.8,51.4,700,"Rivne",PL,0,,postal
Greatówn,,21.3,51.5,700,"Rivne",PL,0,,postal
Saarr,,21.4,51.5,700,"Vald, Saare maakond",EE,0,,postal
Saarr,,24.7,51.5,700,"Vald, Tartu maakond",EE,0,,postal
Sääre,,24.7,51.6,700,"Vald, Tartu maakond",EE,0,,postal
"""
CITIES: Final = """city,other_names,lon,lat,country,population,geonames
Farville,Soroca;Upton;Dąbrowa,2.1,48.9,FR,900000,6
"""
BESIDE: Final = (
    PLACES.splitlines(keepends=True)[0]
    + """Upton,,,22.05,52.9,100,Westland,Eastland,1,high,x
Shore (Bay),Ufer/Küste,Morze,20.6,52.9,300,Westland,Eastland,2,high,x
"""
)
LANDS: Final = """kind,key,name,provinces,in_part
land,west,Old West,,
land,middle,Old West,Silesia;Ivano-Frankivska,
land,west,Oldwestskie,,
land,east,Far East,,
land,west,Brześć Voivodeship,,
land,west,Partskie,", Rivne","Kopychyntsi, Ternopilska;Husiatynskyi, Ternopilska"
land,middle,Partskie,"Gródek, Rivne;, Brest","Powiat suwalski, Podlasie;Vald, Tartu maakond;, Rivne"
land,east,Partskie,,"Kopychyntsi, Ternopilska;Vald, Tartu maakond"
"""
SOUGHT: Final = [
    "Husiatyn", "husiatyn", "Гусятин", "Gusyatin", "Hussiatyn", "Upton", "Аптон", "aptun", "Городниця",
    "Городница", "Horodnytsia", "Jankūnai", "jankunu k.", "Nowa Wies", "nowawies", "Nowa Wieś, Silesia",
    "Nowa Wieś, pow. Suwałki", "gmina Nowa Wieś, Poland", "Nowa Wieś (Westland)", "Nowa Wieś koło Husiatyna",
    "Husiatyn, Eastland", "с. Городниця, Гусятинський район", "Husiatyn, near Upton", "Husiatyn, Kopyczyńce",
    "Husiatyn, Nowhere", "Husiatyn, The Centre", "Shore", "ufer", "Küste", "Morze", "Shore (Bay)",
    "Brest Litovsk", "בריסק", "brzesc", "Ostrog", "Husjatin", "Uptn", "Brzszc", "Hsiatyn", "Zzz", "xx", "",
    "wieś", "дер. Аптон", "Острогъ", "Nowa Wieś, Old West", "Husiatyn, oldwestskie", "Городниця (Old West)",
    "Upton, Far East", "Husiatyn, woj. Upton", "Nowa Wieś, woj. Silesia", "Husiatyn, województwo oldwestskie",
    "Nowa Wieś, Pomerania voivodeship", "Soroca", "Сорока", "Soroki", "Soroca, Eastland",
    "Nowa Wieś, województwa oldwestskiego", "Nowa Wieś w powiecie husiatyńskim", "Городниця, Гусятинская обл.",
    "Nowa Wieś, district de Soroca", "Городниця Горoденковского района", "Nowa Wieś, région d'Ostróg",
    "Городниця, Rivne", "Nowa Wieś, Glodeni", "Upton, Soroca",
    "Nowa Wieś koło Brześcia", "Nowa Wieś, pow. sorocki", "Nowosiółki", "Новосілки", "Новосёлки",
    "Навасёлкі", "Gródek", "Городок", "Dąbrowa", "Dabrowa", "Zarzecze", "Заречье", "Podgórze", "Leski",
    "Nowa Wieś, Brest", "Nowa Wieś, Brześć", "Nowa Wieś, Brisk", "Nowa Wieś Brest", "Nowa Wieś oldwestskiego",
    "Nowa Wieś Poland", "Nowa Wieś brzeska", "Nowa Wieś, Brestskaja", "Nowa Wieś, Brześć Voivodeship",
    "Nowa Wieś, воєводство Brześć", "Husiatyn brzeskie", "Nowa Wieś Zzz", "Nowa Wieś Soroca",
    "Sorokke", "Soroce", "Upten", "Husiatyne", "Horodnits", "Horodnytse", "Horodnits, Podlasie",
    "Piaszczanka", "Piszczanka", "Песчанка", "Nowosiółki, Brest",
    "Argentina", "Argentyna, Rivne", "Litwa", "Литва, Польша", "Upton, Nowhere", "Dąbrowa, Rivne",
    "Husiatyn, pow. Soroca", "Husiatyn, pow. Upton", "Nowa Wieś, near Brześć", "Nowa Wieś, near Soroca",
    "Nowa Wieś pod Husiatynem", "Nowa Wieś, powiat suwalski", "Upton, Kreis Upton",
    "Городниця, Husiatyn raion", "Нива, Острогского у.", "Нива под Острогом", "Лиски біля Гусятина",
    "Nowa Wieś, pow. Zzzz", "Soroca, near Ostrogu", "Dubrova, Kreis Gródek", "Litwa, Argentyna",
    "Нива, near Nowosiółki", "Dąbrowa near Нива", "near Upton", "pow. Upton",
    "Old West", "woj. oldwestskie", "Middle Land", "the east", "wieś Old West",
    "Upton 3", "Jorsk", "Orsk", "Josk", "Metropolis", "Greatown",
    "Великоград", "Saarr, Saare maakond", "w Husiatynie", "we Wróblach", "w Uptonie", "в Гусятине", "in Upton",
    "in Husiatyn, Poland", "Uptonissa", "Uptonissä", "w Nowej Wsi", "Husiatyn, Upton raj.",
    "Upton, Husiatyński pow.",
    "Upton, Oldwestskaja gub.", "Husiatyn, Gouvernement Soroca", "Upton Rivne Governorate",
    "Нива, pow. rówieński", "Husiatyn, pow. wileński", "Upton, Виленского уезда", "Soroca, pow. brzeski",
    "Husiatyn, pow. Nowosiółki", "Husiatyn, pow. Новосілки", "Soroca, Soroca pow.", "Soroca, powiat Saarr",
    "Nowa Wieś, губ. Upton", "Husiatyn, woj. partskie", "Saarr, woj. partskie", "Nowa Wieś, woj. partskie",
    "Sääre, partskie", "Gródek, woj. partskie", "Нива, partskie", "Новосілки, woj. partskie",
    "Soroca, partskie", "Upton, woj. partskie", "Dąbrowa, woj. partskie", "Husiatyn, woj. kopyczynieckie",
    "Husiatyn, Upton gub.", "Upton, Гусятинский пов.",
]  # fmt: skip
SEASONS: Final = [
    "summer 1940", "in the autumn of 1939", "Herbst 1939", "im Winter 1939/40", "lato 1940", "zimą 1939/40",
    "jesienią 1939 r.", "осень 1939 года", "весной 1941", "влітку 1940", "the 1940s", "1940-е годы",
    "1940 m. vasara", "1940. gada vasara", "kesällä 1940", "vara 1940", "1940", "summertime 1940", "May 1940",
    "w nocy z 17 na 18 września 1939", "w nocy z 17/18 września 1939 r.", "в ночь с 17 на 18 сентября 1939 г.",
    "in der Nacht vom 17. auf den 18. September 1939", "on the night of 17 to 18 September 1939",
    "у ніч з 17 на 18 вересня 1939", "у ноч з 17 на 18 верасня 1939", "naktī no 17. uz 18. septembri 1939",
    "în noaptea de 17 spre 18 septembrie 1939", "17. ja 18. syyskuuta 1939 välisenä yönä",
    "w nocy z 17 na 28 września 1939", "początek października 1939", "koniec października 1939",
    "w połowie października 1939 r.", "Anfang Oktober 1939", "end of October 1939",
    "в начале октября 1939 года", "vuoden 1939 lopussa",
    "lokakuun alussa 1939", "oktoobri lõpus 1939", "1939 m. spalio pradžioje", "1939. gada oktobra beigās",
    "la sfârșitul lunii octombrie 1939", "наприкінці жовтня 1939", "у канцы кастрычніка 1939",
    "koniec drogi 1939 r.",
]  # fmt: skip


def made() -> dict[str, Any]:
    with small_atlas(places=BESIDE, gazetteer=SETTLEMENTS, other_names=LANDS, cities=CITIES) as atlas:
        head, blob = settlement_block(atlas)
        cases = []
        for asked in SOUGHT:
            found = namesakes(atlas, asked)
            cases.append(
                {
                    "asked": asked,
                    "bearers": [_candidate(atlas, one) for one in found.candidates],
                    "weighed": [
                        found.candidates.index(one)
                        for one in weighed(found.candidates[: found.inside], found.name)
                    ],
                    "inside": found.inside,
                    "unheeded": list(found.unheeded),
                    "idle": list(found.idle),
                    "outside": _outside(found),
                    "meant": found.candidates.index(plain) if (plain := _meant(found)) else -1,
                    "beside": [_beside(one, found.candidates[:1]) for one in found.beside],
                    "notes": _notes(found),
                    "like": [_candidate(atlas, one) for one in found.proposals if one.how == "near"],
                }
            )
    head["code"] = ""  # the modules themselves are tested
    seasons = [{"text": text, "is_one": _is_span(text)} for text in SEASONS]
    return {"head": head, "bytes": base64.b64encode(blob).decode("ascii"), "cases": cases, "seasons": seasons}


def _is_span(text: str) -> bool:
    """Whether a text is a season, a decade, a part of a month or a night, in form."""
    patterns = [pattern.replace(r"\p{L}", r"[^\W\d_]") for pattern in span_patterns()]
    said = unmarked(text)
    return season_or_decade(said) is not None or any(re.fullmatch(one, said) for one in patterns)


def _outside(found: Namesakes) -> str:
    """Name what else the name is of, as the page does."""
    abroad = "abroad" if country_outside(found.country) else "country" if found.country else ""
    return "city" if found.city else "city too" if found.city_too else abroad or ("land" if found.land else "")


def _notes(found: Namesakes) -> list[str]:
    """Say of what stands beside a name what lists of names say."""
    if found.land:
        return [sentence(f"'{found.land}' is a land and no place")]
    if not found.candidates:
        return [sentence(no_place(found))] if kind_of(found.name) else []
    first = found.candidates[: found.inside]
    sister = Said.fill(SAYS["sister"], name=first[0].bears) if len(first) == 1 and first[0].cognate else ""
    alike = {likeness(found, one) for one in first}
    plainly = _meant(found)
    only = (first[0] if len(first) == 1 else plainly) if found.heeded else None
    about = (in_case(found, plainly), amid(plainly)) if plainly else ("", "")
    beside = (lay_perhaps(found), *in_vain(found), *taken_for(found, only))
    told = (about[0], sister, *(alike if len(alike) == 1 else ()), *beside, about[1])
    return [sentence(one) for one in told if one]


def _meant(found: Namesakes) -> Candidate | None:
    """Return the one that is plainly meant: the only one, or a town with villages of its name."""
    kept = weighed(found.candidates[: found.inside], found.name)
    if not kept:
        return None
    first, *rest = kept
    if found.unheeded or found.another or found.perhaps or first.cognate or found.only_a_likeness(first):
        return None
    alike = all(not is_town(one) and one.history == first.history for one in rest)
    return first if not rest or (is_town(first) and alike) else None


def _beside(one: Beside, first: Sequence[Candidate]) -> dict[str, Any]:
    """Tell what stands beside a name, with how far the first place of the name lies from it."""
    far = [one.nearest(other.place) for other in first if one.towns]
    return {
        "where": one.where,
        "towns": sorted(f"{town.name}, {town.lat:.9g}, {town.lon:.9g}" for town in one.towns),
        "reach_km": one.reach_km,
        "understood": one.understood,
        "far": [{"town": town.name, "km": round(km)} for town, km in far],
    }


def _candidate(atlas: Atlas, one: Candidate) -> dict[str, Any]:
    days = ("1939-08-23", "1940-01-01", "1940-05-31", "1940-06-01", "1941-06-22")
    answers = {day: atlas.on(day).who(one.place.lon, one.place.lat) for day in days}
    return {
        "name": one.place.name,
        "how": one.how,
        "bears": one.bears,
        "cognate": one.cognate,
        "district": one.place.district,
        "country": one.country,
        "lon": one.place.lon,
        "lat": one.place.lat,
        "sigma_m": one.place.sigma_m,
        "told": one.told,
        "else_told": sorted(one.else_told),
        "days": {
            day: {
                "holder": answer.tenure.holder,
                "status": answer.tenure.status,
                "since": answer.tenure.since,
                "act": answer.tenure.event,
                "border_km": None if answer.border is None else round(answer.border_km, 3),
                "sigma_km": None if answer.border is None else answer.sigma_km,
                "sure": answer.sure_within(one.place.sigma_m / 1000.0),
            }
            for day, answer in answers.items()
        },
    }
