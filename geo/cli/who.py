"""The command that answers for one place, or for a table of them: who."""

# ruff: noqa: PLC0415  (heavy modules are imported by the command that needs them)
from __future__ import annotations

import contextlib
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from geo.cli.choosing import tell_choice
from geo.cli.group import atlas_folder, dumps_too, folder_of, quiet, say, working
from geo.cli.listing import Asked, Opened, layers_too, only_for_lists, who_listed
from geo.cli.one_place import Place, tell_place
from geo.cli.speaking import language_of, language_too
from geo.cli.telling import Telling
from geo.cli.told import told_in
from geo.files.names import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.atlas.atlas import Atlas
    from geo.atlas.gazetteer import Gazetteer
    from geo.atlas.languages import Language
    from geo.atlas.own_days import OwnDay
    from geo.cli.told import Told

__all__ = ["near_points", "who"]

_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")

_MOST_DAYS: Final = 31
"""Of a month: a year alone may be a part of a name."""

_ID: Final = re.compile(r"[0-9a-f]{8}")
_NUMBER: Final = re.compile(r"[1-9]\d{0,6}", re.ASCII)

_LEAST_BEGUN = 2
"""Letters before a name is completed: fewer begin hundreds."""


def _complete(context: click.Context, _option: click.Parameter, begun: str) -> list[str]:
    """Offer a shell the names that begin so, with or without diacritics, the table's before the gazetteer's."""
    from geo.atlas.places import fold
    from geo.atlas.settlements import Settlements

    if len(begun) < _LEAST_BEGUN:
        return []
    tables, wanted = folder_of(context.params.get("data")) / "tables", fold(begun)
    places = (
        place
        for kind in ("places", "gazetteer")
        if (tables / f"{kind}.csv").is_file()
        for place in Settlements(tables / f"{kind}.csv", kind).beginning(wanted)
    )
    return list(dict.fromkeys(place.name for place in places if fold(place.name).startswith(wanted)))


def _read_pick(_context: click.Context, _option: click.Parameter, said: str | None) -> int | str | None:
    """Read the number or the identifier of a place; eight digits are one, for no name has so many places."""
    if said is None or _ID.fullmatch(said):
        return said
    if _NUMBER.fullmatch(said):
        return int(said)
    msg = "give the number of a place, from 1, or its id of eight digits."
    raise click.BadParameter(msg)


@click.command(
    cls=Telling,
    tells={
        "Columns of CSV and members of JSON with --on": "geo.atlas.answer:Answer",
        "Without it, one row a holder and title": "geo.atlas.history:History",
        "Of several places of one name, one row a place": "geo.atlas.namesakes:Namesakes",
        "Columns that --points adds": "geo.atlas.held:OF_POINTS",
        "Columns that --names adds": "geo.atlas.listed:Listed",
        "Columns of --gedcom": "geo.own.tree_states:EventState",
    },
)
@click.argument("place", nargs=-1, metavar="[NAME | LAT LON]", shell_complete=_complete)
@click.option(
    "--on",
    "days",
    multiple=True,
    metavar="DAY",
    help="Which day, such as 1939-09-17, or span of days; without it, all days. Of a list, several, or the "
    "heading of a column that holds each row's day.",
)
@click.option("--in", "within", default="", metavar="WHERE", help="Its region, district or country.")
@click.option("--near", default="", metavar="PLACE", help="A place it is near to: a name, or LAT LON.")
@click.option(
    "--pick",
    callback=_read_pick,
    metavar="N|ID",
    help="Which of several places of that name: its number, which holds for the same words, or its id.",
)
@dumps_too
@click.option(
    "--points",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Ask for every row of a table with latitude and longitude, or every point of a map layer; "
    "- for standard input.",
)
@click.option(
    "--names",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Ask for every name of a table or list; - for standard input.",
)
@click.option(
    "--gedcom",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Ask for every event of a family tree that has a date and a place.",
)
@click.option("--column", default="", metavar="NAME", help="Which column of --names holds the names.")
@click.option("--all", "every", is_flag=True, help="With --names: a row for each place that bears a name.")
@click.option(
    "-o",
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write the answer into a file: .csv, .json or .xlsx; of a tree .ged, with notes.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "csv", "json"]),
    default=None,
    help="Default: text for a place, csv for a list.",
)
@layers_too
@language_too
@atlas_folder
@quiet
def who(  # noqa: PLR0913  (each is an option)
    place: tuple[str, ...],
    *,
    days: tuple[str, ...],
    within: str,
    near: str,
    pick: int | str | None,
    files: tuple[Path, ...],
    points: Path | None,
    names: Path | None,
    gedcom: Path | None,
    column: str,
    every: bool,
    out: Path | None,
    form: str | None,
    opened: Opened,
    lang: str,
    data: Path | None,
    quiet: bool,
) -> None:
    """Say which state held a place on a day, or on every day.

    NAME is that of today or of its day, in Latin, Cyrillic or Hebrew script, with
    or without diacritics, as any of its neighbours spells it; "pow. Kopyczyńce"
    or "Poland" after a comma says where to look. Places that bear one name but
    had other holders are all listed: --in, --near or --pick says which is meant.
    Of a name that nobody bears, those near in spelling or in sound are listed.
    LAT and LON are degrees, latitude first, as in 53.61 26.85 or
    "49°50'N 24°02'E". Without --on the place's history is told: each holder,
    since when, by which act. --on also takes a month, a year or a span ("ca. 1940",
    "1939-1941"): who held the place all the while, or who in turn.
    With --points or --names, a table (CSV parted by commas, semicolons, tabs or
    bars, or the first sheet of an .xlsx; points also GeoJSON, GeoPackage or another
    map layer) comes back with the answer's columns added: a row for each --on,
    without it one for each holder and title. --on birth asks each row on the day,
    month, year or span in its column birth;
    where there is no answer, or none is sure, note says why. Its
    own columns are kept, under other names (match_1) where the answer's are called
    so. A row that cannot be answered is kept and marked: of points, status is outside
    (the atlas) or unreadable; of names, match is none, near or sound (no place is
    called quite so), or several (with other holders; --all lists them).

    With --gedcom, each event of a family tree is told in which state it was: sure;
    unsure, where its date leaves several, the land was passing or a border was
    near; or unknown.
    With --lang, states, titles, acts, verdicts and notes of a list or a tree are said
    in that language, whatever the format; heads, days, match and names stay.

    \b
    Examples:
      bordershift who Husiatyn --in Poland
      bordershift who "Brody, pow. Złoczów"
      bordershift who Lwów --on 1939-09-30
      bordershift who Дрогобыч
      bordershift who 49.78 22.77 --format csv
      bordershift who --points villages.csv --on 1940-01-01
      bordershift who --names parish.xlsx --column Ort --on 1939-08-23 --on birth -o held.xlsx
      bordershift who --gedcom tree.ged -o tree-with-states.ged

    JSON of a history: place, lat, lon, zone, region, sure, note, the rows as history,
    and armies that were near. JSON of a day has besides: day, sure, act, passing,
    passing_to, border_day, note, army; of a span in_turn and armies. JSON of a name
    has besides: asked, name, match, bears, district, country, place_sigma_km, source,
    taken_because, few_known_in, not_heeded, tells_none_apart, city_outside,
    country_meant, land_meant, beside, candidates; of several with other holders only
    these, and held_by_all if on the day one state held all of them.
    """
    if sum((bool(place), points is not None, names is not None, gedcom is not None)) != 1:
        msg = "give a name, or a latitude and a longitude, or --points or --names with a table, or --gedcom."
        raise click.UsageError(msg)
    from geo.atlas.open_atlas import open_atlas
    from geo.atlas.own_days import day_asked

    language = language_of(lang, data)
    lists = Asked(days, column, every, form, out, within, near, pick, files, opened, language)
    if not place:
        who_listed(lists, data, points=points, names=names, gedcom=gedcom, near=near_points, quiet=quiet)
        return
    only_for_lists(lists)
    told = told_in(out, form, data, forms=("csv", "json", "xlsx"), usual="text", quiet=quiet)
    strayed = next((word for word in place if _DAY.fullmatch(word)), "")
    degrees = None if strayed else _coordinates(place)
    atlas = open_atlas(data)
    strayed = strayed or (_strayed(" ".join(place).split(), atlas) if degrees is None else "")
    if strayed:  # no place is called so: as a part of a name it would be passed over
        said = f"'{strayed}'" if " " in strayed else strayed
        msg = f"{plain(strayed, 40)} stands among the words of the place; write --on {plain(said, 40)}."
        raise click.UsageError(msg)
    when = day_asked(atlas, days[0]) if days else None
    if degrees is None:
        _who_named(" ".join(place), _Which(within, near, pick, files), when, told, atlas, language)
    else:
        _tell_read(" ".join(place), degrees, atlas, language, quiet=quiet)
        tell_place(Place("", *degrees), when, told, atlas, language)


def _strayed(words: Sequence[str], atlas: Atlas) -> str:
    """Return a day, a month or a span of the atlas's years that stands before a name or behind it, if any."""
    from geo.files.days import said_days
    from geo.files.said_spans import said_span

    years = range(atlas.about.first.year, atlas.about.last.year + 1)
    for k in range(1, len(words)):
        for part in (words[:k], words[k:]):
            said = " ".join(part)
            try:
                span = said_span(said)
            except ValueError:
                continue
            try:
                first, last = said_days(said)
            except ValueError:
                # a season, a decade, or a day with a word before it
                if not {span.first.year, span.last.year}.isdisjoint(years):
                    return said
                continue
            if first.year in years and (last - first).days < _MOST_DAYS:
                return said
    return ""


def _coordinates(words: tuple[str, ...]) -> tuple[float, float] | None:
    """Read a latitude and a longitude, if that is what was asked for."""
    from geo.files.coordinates import grid_of, looks_like_angles, read_coordinates

    said = " ".join(words)
    if grid := grid_of(said):
        msg = (
            f"'{plain(said, 60)}' looks like coordinates of {grid}, which are not read; give latitude and "
            "longitude in degrees on WGS 84, such as 49.84 24.03."
        )
        raise click.UsageError(msg)
    numbers = []
    with contextlib.suppress(ValueError):
        numbers = [float(word) for word in words]
    if len(numbers) == 1:
        msg = "give a latitude and a longitude, or --points with a table."
        raise click.UsageError(msg)
    if len(numbers) == 2:  # noqa: PLR2004  (latitude and longitude)
        return numbers[0], numbers[1]
    found = read_coordinates(said)
    if found is None and looks_like_angles(said):
        msg = (
            f"'{plain(said, 60)}' is no latitude and longitude that can be read in one way only; write them as "
            '49.84 24.03 or "49°50\'24\\"N 24°01\'48\\"E".'
        )
        raise click.UsageError(msg)
    return found


def _tell_read(
    said: str, degrees: tuple[float, float], atlas: Atlas, language: Language, *, quiet: bool
) -> None:
    """Say how coordinates were read, where that is not plain; what lies outside is a fault that says it."""
    from geo.atlas.languages import Said
    from geo.files.coordinates import is_plain, lon_comes_first
    from geo.files.numbers import latitude, longitude

    (lat, lon), (west, south, east, north) = degrees, atlas.window
    if is_plain(said) or not (south <= lat <= north and west <= lon <= east):
        return
    told = "Read as {lat} {lon}: in POINT the longitude comes first."
    told = told if lon_comes_first(said) else "Read as {lat} {lon}."
    read = Said.fill(told, lat=latitude(lat, 4), lon=longitude(lon, 4))
    say(language.says(read), quiet=quiet)


@dataclass(frozen=True, slots=True)
class _Which:
    """What was said of which place of a name is meant, and where to look for it."""

    within: str
    near: str
    pick: int | str | None
    files: tuple[Path, ...]


def _who_named(
    name: str, which: _Which, day: OwnDay | None, told: Told, atlas: Atlas, language: Language
) -> None:
    """Answer for the place that a name means, or list all that bear it."""
    from geo.atlas.namesakes import namesakes
    from geo.cli.gazetteer import gazetteer_of
    from geo.text.naming import qualifier_sentences

    gazetteer = gazetteer_of(atlas, which.files)
    with working("looking up the name, which takes some seconds the first time", quiet=told.quiet):
        found = namesakes(
            atlas,
            name,
            gazetteer=gazetteer,
            within=which.within,
            near=near_points(which.near, gazetteer) if which.near else (),
            pick=which.pick,
        )
    for sentence in qualifier_sentences(found, language=language):
        say(sentence, quiet=told.quiet)
    if found.taken is None:
        tell_choice(found, told, language, atlas=atlas, day=day)
        return
    place = found.taken.place
    asked = Place(place.name, place.lat, place.lon, place.sigma_m / 1000.0, found)
    tell_place(asked, day, told, atlas, language)


def near_points(words: str, gazetteer: Gazetteer) -> list[tuple[float, float]]:
    """Return the points that a place near by may lie at: longitude and latitude, degrees."""
    from geo.errors import UnknownNameError

    degrees = _coordinates(tuple(words.split()))
    if degrees is not None:
        return [degrees[::-1]]
    matches = gazetteer.find(words).matches
    if not matches:
        msg = f"--near: no place is called '{plain(words, 60)}'; give another, or its latitude and longitude."
        raise UnknownNameError(msg)
    return [(match.place.lon, match.place.lat) for match in matches]
