"""Write what Python and the page must both say: `python tests/write_vectors.py`.

Each function makes a file of ``tests/vectors``; `test_vectors.py` and the tests in ``tests/page`` read them.
"""

from __future__ import annotations

import base64
import datetime as dt
import json
import tempfile
from contextlib import contextmanager
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import shapely
import toy

import geo
from geo.atlas.ground import sea_frame
from geo.atlas.namesakes import namesakes, weighed
from geo.atlas.open_atlas import open_atlas
from geo.atlas.places import fold, places_of, read_coordinates
from geo.atlas.schema import TABLES
from geo.atlas.search import find_places
from geo.atlas.tenure import Tenure
from geo.atlas.views import WHOLE
from geo.earth.geodesy import GEOD
from geo.errors import GeometryError, UnknownNameError
from geo.files.numbers import NARROW, fixed, latitude, longitude
from geo.files.schema import read_rows
from geo.files.tables import table_text
from geo.measures.change import change
from geo.measures.land import segments
from geo.page.mapdata import map_data
from geo.page.movement import epochs_of, spacing
from geo.page.packing import pack_lines, unpack_lines
from geo.page.settlement_file import settlement_block
from geo.page.wording import page_words
from geo.page.words import day_words, fill, read_words, sentence

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from geo.atlas.atlas import Atlas, Snapshot
    from geo.atlas.candidates import Candidate

_SHOWN: Final = 40
FOLDER: Final = Path(__file__).parent / "vectors"

NAMES: Final = [
    "Łódź", "ŁUCK", "Łuniniec", "Łomża", "Brześć-nad-Bugiem", "Brest – Litovsk", "Lwów", "Львів", "Йод",
    "Säkylä", "Vyborg/Viipuri", "Sankt  Peterburg ", " -Brest", "Gdańsk\u00a0Główny", "Œuvre", "Đakovo",
    "Ærø", "Þórshöfn", "Straße", "GROẞ", "ﬁeld", "ΠΟΛΙΣ", "ςίγμα", "İstanbul", "ısparta", "Kam'yanets'",
    "Kam’yanets’", "Kamʼyanets", "בריסק", "בְּרִיסְק", "Ｂｒｅｓｔ", "½", "Ždanov", "Z\u030cdanov", "日本",
    "दिल्ली", "\u0345a", "a\x1cb", "\ufeffa", "",
]  # fmt: skip

PLACES: Final = """place,other_names,name_then,lon,lat,sigma_m,holder_before,holder_after,rank,confidence,source
Łomża,,,22.07,53.18,100,a,b,2,high,x
Lutsk,,Łuck,25.33,50.75,100,a,b,1,high,x
Brest (Bug),,Brześć Litewski,23.66,52.1,100,a,b,1,high,x
Brest (Kujawy),,,18.9,52.6,100,a,b,3,high,x
Brisk,,,30,55,100,a,b,0,high,x
Brestovets,,,24.1,44,100,a,b,0,high,x
Stary Brest,,,33,50,100,a,b,0,high,x
Volodymyr,,Włodzimierz,24.32,50.85,100,a,b,2,high,x
"""
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
"""
BESIDE: Final = (
    PLACES.splitlines(keepends=True)[0]
    + """Upton,,,22.05,52.9,100,Westland,Eastland,1,high,x
Shore (Bay),Ufer/Küste,Morze,20.6,52.9,300,Westland,Eastland,2,high,x
"""
)
LANDS: Final = """kind,key,name
land,west,Old West
land,middle,Old West
land,west,Oldwestskie
land,east,Far East
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
    "Nowa Wieś koło Brześcia", "Nowa Wieś, pow. sorocki",
]  # fmt: skip
ANGLES: Final = [
    "53.61, 26.85", "53,61 26,85", "24°01'30\"E 49°50'N", "49°50'N 24°02'E", "Brest 2", "53.61", "N 53 E 26",
    "E26 N53", "26 E, 53", "53; E 26", "-5 -6", "5 S 6 W", "N5N 6", "53°60'N 26", "N 5 N 6",
    "53°5′6″ 26°7′8″", "1 2 3", "+53 +26", "53 N 26 N",
]  # fmt: skip


def fold_names() -> list[Any]:
    """Names as people type them."""
    return [{"name": name, "folded": fold(name)} for name in NAMES]


def search() -> dict[str, Any]:
    """The places that bear a name, in the order of who is meant first."""
    with tempfile.TemporaryDirectory() as name:
        places_file = Path(name) / "places.csv"
        places_file.write_text(PLACES, encoding="utf-8")
        places = places_of(read_rows(places_file, TABLES["places"]))
        cases = []
        for asked in (
            "lomza",
            "luck",
            "Łuck",
            "brest",
            "Brześć",
            "brisk",
            "brest bug",
            "xyz",
        ):
            try:
                meant, besides = find_places(places, asked)
            except UnknownNameError:
                meant, besides = (), ()
            cases.append(
                {"asked": asked, "meant": [p.name for p in meant], "besides": [p.name for p in besides]}
            )
        return {
            "places": [{"name": p.name, "then": p.name_then, "rank": p.rank} for p in places],
            "cases": cases,
        }


def coordinates() -> list[Any]:
    """Latitude and longitude as people write them, or nothing."""
    read = ((text, read_coordinates(text)) for text in ANGLES)
    return [{"text": text, "found": found and [round(angle, 9) for angle in found]} for text, found in read]


def settlements() -> dict[str, Any]:
    """What bears a name in a small atlas, what is like one, and who held each place on each day."""
    with _toy(places=BESIDE, gazetteer=SETTLEMENTS, other_names=LANDS) as atlas:
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
                    "like": [_candidate(atlas, one) for one in found.proposals if one.how == "near"],
                }
            )
    head["code"] = ""  # the modules themselves are tested
    return {"head": head, "bytes": base64.b64encode(blob).decode("ascii"), "cases": cases}


def _candidate(atlas: Atlas, one: Candidate) -> dict[str, Any]:
    days = ("1939-08-23", "1940-01-01", "1940-05-31", "1940-06-01", "1941-06-22")
    answers = {day: atlas.on(day).who(one.place.lon, one.place.lat) for day in days}
    return {
        "name": one.place.name,
        "how": one.how,
        "bears": one.bears,
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


def _tenure(spans: list[tuple[str, str]]) -> list[Tenure]:
    day = dt.date.fromisoformat
    return [
        Tenure("z", f"holder {k}", "sovereign", day(a) if a else None, day(b) if b else None, "", "", "")
        for k, (a, b) in enumerate(spans)
    ]


def tenure() -> list[Any]:
    """Who holds a zone on a day, by the number of the span; none where no span holds it."""
    cases = []
    for spans in (
        [("", "")],
        [("", "1939-09-17"), ("1939-09-17", "1940-06-15"), ("1940-06-15", "")],
        [("1939-09-28", "1939-10-10"), ("1939-10-11", "1941-06-22")],
    ):
        history = _tenure(spans)
        days = ["1939-08-23", "1941-06-22"]
        for day in sorted({day for span in spans for day in span if day}):
            days += [str(dt.date.fromisoformat(day) + dt.timedelta(k)) for k in (-1, 0, 1)]
        for text in dict.fromkeys(days):
            holds = [k for k, span in enumerate(history) if span.covers(dt.date.fromisoformat(text))]
            cases.append({"spans": spans, "day": text, "holds": holds[0] if holds else None})
    return cases


@contextmanager
def _toy(**tables: str) -> Iterator[Atlas]:
    with tempfile.TemporaryDirectory() as name:
        folder = toy.write(Path(name), **tables)
        about = {**toy.ABOUT, "tables": sorted({*toy.ABOUT["tables"], *tables})}
        (folder / "atlas.json").write_text(json.dumps(about), encoding="utf-8")
        atlas = open_atlas(folder)
        assert atlas.open_sea  # read while its folder is there
        yield atlas


def zones() -> dict[str, Any]:
    """The zone of a place, also of one on an edge, on a vertex, and just beside them."""
    with _toy() as atlas:
        on_day = atlas.on("1939-08-23")
    arcs = [np.asarray(arc.line.coords).round(5).tolist() for arc in atlas.arcs]
    corners = {tuple(vertex) for arc in arcs for vertex in (arc[0], arc[len(arc) // 2], arc[-1])}
    points = sorted(corners)
    points += [(x + dx, y + dy) for (x, y), dx, dy in product(points, (-1e-9, 0.0, 1e-9), (-1e-9, 0.0, 1e-9))]
    points += [(22.0, 52.345), (21.1, 50.0), (21.1, 54.0), (26.0, 51.3), (24.5, 52.0), (24.49999, 52.0)]
    points += np.random.default_rng(7).uniform((19.8, 49.8), (26.2, 54.2), (60, 2)).round(6).tolist()
    cases = []
    for lon, lat in points:
        try:
            zone = on_day.who(lon, lat).zone.id
        except GeometryError:
            zone = None
        cases.append({"lon": lon, "lat": lat, "zone": zone})
    return {
        "arcs": arcs,
        "zones": [
            {"id": zone.id, "rings": [[k if forward else ~k for k, forward in ring] for ring in rings]}
            for zone, rings in zip(atlas.zones, atlas.arrangement.rings, strict=True)
        ],
        "cases": cases,
    }


def sea() -> dict[str, Any]:
    """Whether a place lies in the open sea, also on its edge and just beside it, and how far from land."""
    with _toy() as atlas:
        features = atlas.ground.features("open_sea")
        frame = sea_frame(atlas.window).bounds
    rings = [shapely.get_coordinates(ring).round(5) for f in features for ring in shapely.get_rings(f.geometry)]
    west, south, east, north = atlas.window
    corners = [(x, y) for x, y in np.vstack(rings).tolist() if west < x < east and south < y < north]
    points = [
        (x + dx, y + dy) for (x, y), dx, dy in product(corners[::3], (-1e-5, 0.0, 1e-5), (-1e-5, 0.0, 1e-5))
    ]
    points += np.random.default_rng(8).uniform((20.0, 50.0), (26.0, 54.0), (60, 2)).round(6).tolist()
    off_km = atlas.open_sea.off_km(*np.array(points).T)
    return {
        "off_km": features[0].properties["off_km"],
        "frame": frame,
        "rings": [ring.tolist() for ring in rings],
        "cases": [
            {"lon": lon, "lat": lat, "shore_km": None if np.isnan(km) else round(float(km), 3)}
            for (lon, lat), km in zip(points, off_km, strict=True)
        ],
    }


def geodesics() -> list[Any]:
    """Ways between places on WGS 84, by PROJ: how long, and in which direction from the first."""
    ends = [
        (174.81, -41.32, -5.50, 40.96), (0, 0, 179.7, 0), (0, 0, 180, 0), (0, 0, 179.39, 0),
        (0, 0, 179.4, 0), (0, 0, 179.5, 0.2), (0, 30, 180, -30), (0, 30, 179.9, -30),
        (0, 30, 179.5, -29.9), (0, 1e-9, 179.7, 0), (0, 90, 0, -90), (10, 90, 50, 20), (10, 20, 50, 90),
        (10, 20, 50, -90), (0, 50, 180, 60), (0, 0, 10, 1e-9), (30, 50, 30, 50), (30, 50, 30, 50.00001),
        (30, 50, 30.00001, 50), (30, 55, 35, 55), (30, 60, 30, -50), (-179, 10, 179, 11),
        (179, 10, -179, 11), (23.7, 52.1, 26.85, 53.61), (28.73, 60.71, 30.31, 59.94),
    ]  # fmt: skip
    random = np.random.default_rng(7)
    for _ in range(20):
        lon, lat = random.uniform(-180, 180), random.uniform(-89, 89)
        ends.append((lon, lat, random.uniform(-180, 180), random.uniform(-89, 89)))
        ends.append((lon, lat, lon + 180 + random.normal(0, 0.4), np.clip(random.normal(-lat, 0.4), -90, 90)))
        ends.append((lon, lat, lon + random.normal(0, 1), np.clip(random.normal(lat, 1), -90, 90)))
    cases = []
    for one in np.round(ends, 9).tolist():
        azimuth, _, metres = GEOD.inv(*one)
        lon, lat, _ = GEOD.fwd(one[0], one[1], azimuth, metres / 3)
        third = {"azimuth": round(azimuth, 9), "metres": round(metres / 3, 4)}
        cases.append(
            {
                "ends": one,
                "metres": round(metres, 4),
                "third": {**third, "lon": round(lon, 9), "lat": round(lat, 9)},
            }
        )
    return cases


def numbers() -> dict[str, Any]:
    """Numbers for the eye, and latitudes and longitudes in words."""
    values = [
        0, 0.04, -0.04, -0.0, 0.05, 0.15, 0.25, 0.35, 0.5, 1.5, 2.5, -2.5, 12.5, 12.45, 99.95, 999.5,
        1000, 1234.5, -1234.5, 202145.4, 1234567.891, -98765.4321, 0.125, 52.25, 1.005,
    ]  # fmt: skip
    angles = [0, 52.25, -52.25, 23.1234, -0.04, 5.5, -174.81, 179.95]
    return {
        "numbers": [
            {"value": value, "digits": digits, "text": fixed(value, digits, gap=NARROW)}
            for value, digits in product(values, (0, 1, 2, 3))
        ],
        "angles": [
            {
                "angle": angle,
                "digits": digits,
                "lat": latitude(angle, digits),
                "lon": longitude(angle, digits),
            }
            for angle, digits in product(angles, (1, 4))
        ],
    }


def sentences() -> dict[str, Any]:
    """Texts with their places filled in, and days in words."""
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
    days = ["1939-08-23", "1940-02-29", "1941-06-01", "1939-12-31"]
    return {
        "filled": [{"text": text, "values": values, "filled": fill(text, values)} for text, values in filled],
        "said": [{"text": text, "said": sentence(text)} for text in said],
        "days": [{"day": day, "words": day_words(texts, dt.date.fromisoformat(day))} for day in days],
        "texts": {"day": texts["day"], "months": texts["months"]},
    }


def cells() -> list[Any]:
    """Cells of a table: what a spreadsheet would run is put in quotes of its own."""
    values: list[str | float | None] = [
        "", None, 0, 1.5, -6.703, "-6.703", "+6.703", "-6,703", "-1e5", "-1e", "-.5", "-5.", "-.",
        "-1_000", "-1__0", "-inf", "-Infinity", "+nan", "-0x10", "=1+1", "+1+1", "-1-1", "@SUM(A1)",
        " =1", "\t=1", "\u00a0-cmd", " -6.7 ", "\x1c=1", "\x85=1", "\ufeff=1", "\uff1d1", "\uff0b1",
        "\uff0d1", "\uff20a", "-\uff11", "-\u0663", "--1", "Brest, Litovsk", 'the "Curzon" line',
        "two\nlines", '="a",1', "'-1", "a=1", "1-1", "\u22126.7", "Łódź",
    ]  # fmt: skip
    return [{"value": value, "cell": table_text(["x", "y"], [[value, ""]])[4:-2]} for value in values]


def lines() -> list[Any]:
    """Lines packed into bytes; what is read back stands in whole steps."""
    random = np.random.default_rng(7)
    cases = []
    for steps, made in (
        (100_000, [[[24.5, 50.0], [24.49999, 50.00001], [30.0, 49.0]], [[-180.0, -90.0], [180.0, 90.0]]]),
        (5_000, [np.add(random.normal(0, 0.01, (40, 2)).cumsum(axis=0), (25, 55)).tolist(), [[0.0, 0.0]]]),
        (1_000_000, [[[179.999999, 0.000001], [179.999999, 0.000001], [-179.999999, 0.0]]]),
    ):
        packed = pack_lines([np.array(line) for line in made], steps)
        read = [np.round(line * steps).astype(int).tolist() for line in unpack_lines(packed, steps)]
        cases.append({"steps": steps, "packed": base64.b64encode(packed).decode("ascii"), "lines": read})
    return cases


def _rounded(**values: Any) -> dict[str, float]:  # noqa: ANN401  (as pandas has them)
    return {name: round(float(value), 6) for name, value in values.items()}


def _shift_on(before: Snapshot, after: Snapshot, state: str, every: float) -> dict[str, object]:
    """Every so many pieces and parallels, and how many there are."""
    rows = geo.shift(before, after, state=state, every_deg=every).profile.frame().query("end != ''")
    pieces = segments(change(before, after, state=state), every)
    return {
        "day": str(after.day),
        "counts": [len(pieces), len(rows)],
        "segments": [
            {"at": at, **_rounded(lat=one.lat, west=one.west, east=one.east, km=one.km, sigma=one.sigma_km)}
            | {"westward": one.westward}
            for at, one in list(enumerate(pieces))[::_SHOWN]
        ],
        "profile": [
            {
                "at": at,
                **_rounded(lat=row.lat, gain=row.gain_km, loss=row.loss_km, net=row.net_km, sigma=row.sigma_km),
                "end": row.end,
            }
            for at, row in list(enumerate(rows.itertuples()))[::_SHOWN]
        ],
    }


def wire() -> dict[str, Any]:
    """What travels to the page: the block of a small atlas, and what must be read from it."""
    with _toy() as atlas:
        found = change(atlas.on("1939-08-23"), atlas.on("1941-06-21"), state="Eastland")
        epochs = epochs_of(found.before, found.state, WHOLE)
        head, blob = map_data(found, epochs, page_words(found), view=WHOLE)
        figures = head["tables"]["figures"]  # type: ignore[index]
        for name in set(figures) - {"region", "name", "area_km2", "mean_km"}:
            del figures[name]  # how they are estimated may change; that they travel does not
        every = spacing(found)
        days = ("1939-08-23", "1940-01-15", "1940-06-15", "1941-06-22")
        return {
            "head": head,
            "bytes": base64.b64encode(blob).decode("ascii"),
            "arcs": [{"id": arc.id, "line": np.array(arc.line.coords).tolist()} for arc in atlas.arcs[:6]],
            "tenure": [
                {"zone": span.zone, "holder": span.holder, "start": str(span.start or ""), "event": span.event}
                for span in atlas.tenure
            ],
            "shift": [_shift_on(found.before, atlas.on(day), found.state, every) for day in days],
            "territory": [
                {"zone": zone.id, "square_degrees": round(float(atlas.territory(zone).area), 6)}
                for zone in atlas.zones
            ],
        }


SUBJECTS: Final[dict[str, Callable[[], Any]]] = {
    "fold": fold_names,
    "search": search,
    "coordinates": coordinates,
    "settlements": settlements,
    "tenure": tenure,
    "zones": zones,
    "sea": sea,
    "geodesics": geodesics,
    "numbers": numbers,
    "sentences": sentences,
    "cells": cells,
    "lines": lines,
    "wire": wire,
}


def written(subject: str) -> str:
    """Return the text of a subject's file: one case a line, so that a change of one can be read."""
    made = SUBJECTS[subject]()

    def line(value: object) -> str:
        return json.dumps(value, ensure_ascii=False)

    def listed(values: list[Any]) -> str:
        return "[\n" + ",\n".join(line(value) for value in values) + "\n]"

    if isinstance(made, list):
        return listed(made) + "\n"
    parts = (
        f"{line(name)}: {listed(part) if isinstance(part, list) else line(part)}" for name, part in made.items()
    )
    return "{\n" + ",\n".join(parts) + "\n}\n"


if __name__ == "__main__":
    for name in SUBJECTS:
        (FOLDER / f"{name}.json").write_text(written(name), encoding="utf-8")
