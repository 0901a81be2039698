"""What commands tell in other languages: sentences and tables, and which of their words the page has too.

Every sentence is written once, in English, where it is made
(`geo.atlas.languages.Said`). A catalogue has it in another language under the
English; what the map's page says in the same place is not told a second time:
`ON_THE_PAGE` names the page's words for it.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from geo.atlas.bundled import data_folder
from geo.atlas.languages import ENGLISH, Language, languages, read_language

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path
    from typing import Any

    from geo.files.columns import Column, Table

__all__ = ["ON_THE_PAGE", "TOLD", "one_stop", "speaking", "spoken"]

_TWO_STOPS: Final = re.compile(r"(?<=\w)\.\.$")

ON_THE_PAGE: Final = {
    "{day}: ": "on_day",
    "nobody": "nobody",
    "no state in the files": "coast_own",
    "{holder} ({status})": "held",
    "{holder} (occupied by {by})": "held_by",
    "{held} until {until}, then {then}, whose army was in part of the land from {day}": "being_taken",
    (
        "{held}; changing hands from {day} to {until} ({other} \N{RIGHTWARDS ARROW} {by}), "
        "perhaps not yet all of it"
    ): "passing_to",
    "{held}; an army of {named} here or near": "army_near",
    (
        "From {day} to {until} at most an army of {named} was in part of the land about {places}, "
        "some {km} km around; where it stood on which of these days is not drawn."
    ): "army_was",
    "Known from: {source}.": "known_from",
    "annexed": "status.annexed",
    "ceded": "status.ceded",
    "ceded by treaty": "status.ceded",
    "leased": "status.leased",
    "occupied": "status.occupied",
    "The nearest border, {left}\N{EN DASH}{right}, was {km} km away (known to ± {sigma} km).": "border_then",
    "The nearest border, {left}\N{EN DASH}{right}, was {km} km away.": "border_exact",
    "That is too close to be sure.": "too_close",
    "open sea": "open_sea",
    "That is in the sea near a coast, or at it: told is of the land there.": "near_shore",
    "islands hereabouts: {islands}": "islands",
    "{km} km from the nearest land; islands hereabouts: {islands}.": "off_shore",
    "{holder} from {day}": "told_from",
    "{holder} throughout": "told_always",
    "{where}, today {country}": "lies_in",
    "'{where}' tells none of the {n} places apart.": "search_idle",
    "nothing of that name lies there: '{where}'.": "search_none_there",
    "claimed: {low} to {high} km": "claimed",
    "upheld": "verdicts.upheld",
    "partly upheld": "verdicts.partly upheld",
    "not upheld": "verdicts.not upheld",
    "not measurable from borders": "verdicts.not measurable from borders",
    "land": "ends.land",
    "coast": "ends.coast",
    "lake": "ends.lake",
    "edge": "edge",
    "region": "region",
    "area km²": "area",
    "mean km": "mean",
    "largest km": "largest",
    "Total": "total",
    "All of it": "total",
    "total": "total",
    "parallel": "parallel",
    "gained km": "gain",
    "lost km": "loss",
    "net km": "net",
    "± km": "sigma",
    "western end": "end_column",
    "from": "since",
    "held by": "holder",
    "state": "holder",
    "title": "title",
    "act": "act",
    "day": "slider",
    "source": "source",
    "area, km²": "area",
}
"""Words of the page, by the English of what a command tells; of a group of words the one meant after a dot."""

TOLD: Final = (
    "until", "took place (EDTF)", "border km, first day", "great lakes km²", "median km", "5 % to 95 % km",
    "where", "western border km", "eastern border km", "northern border km", "southern border km",
    "apart km", "across the border km", "claim", "measured", "verdict", "but", "zone", "before", "after",
    "people", "counted", "by", "interpolated %", "group", "% of those counted", "km²", "exceeds tolerance",
    "before km²", "after km²", "gained km²", "lost km²", "only in", "partner", "partner share",
    "share before", "share after", "lon from", "lon to", "p05 km", "p95 km", "max °", "meridian",
    "On each parallel", "On each meridian", "Published claims, measured", "Every state",
    "Claims of {file}, measured",
    "Who gained from whom", "Border line", "Changes after {start} and up to {end}",
    "{state}: people on the land that changed hands, {start} to {end}", "{title}; by {kind}",
    "{state}: {start} to {end}", "kilometres along the parallel, gained less lost",
    "metres along the parallel, gained less lost", "{signs}; of borders, west positive",
    "{title}; kilometres along the meridian; north positive",
    "{state}: kilometres from where its borders stood on {day}, west positive",
    "{state}: kilometres from where its borders stood in {year}, west positive",
    "{state}: how far the border moved, {start} to {end}", "{low} to {high}", "{held} since {day}",
    "{held} until {day}", "{held} (with {zone})", "open sea, held by nobody", "{status} by {state}",
    "'{counted}' and '{other}' overlap in {file} by {km2} km²; it counts once, with '{counted}'",
    "'{state}' is only in {file}; nobody holds its land in {other}",
    "'{state}' is only in {file}; {held} in {other}",
    "{share} of it was '{who}'",
    "{share} of it is '{who}'",
    "'{state}' is only in {file}; {held} in {other}, which {file} knows as well",
    "'{state}' is only in {file}; {held} in {other}: {option}",
    ("'{state}' names {n} places far apart in {file} ({places}), taken as one; if they are several, "
    "give --name a field that parts them"),
    ("'{state}' holds nothing in {after} of what it held in {before}: what it gained and what it lost"
    " lie apart, and one less the other is no border's move"),
    ("most of what changed lies on parallels that the state did not reach both before and after: "
    "--along meridians measures how far a border moved north or south"),
    ("no parallel meets both lines once or thrice, so nothing was measured: a closed line must be "
    "made a polygon, which has an inside to gain and lose"),
    ("no parallel meets both lines once or thrice, so nothing was measured: the border must run from "
    "south to north; --along meridians measures one from west to east, --distance how far apart the "
    "two are"),
    "dates tell years alone: on which day of its year the state changed is not known",
    ("'{one}' and '{other}' gained land from each other in {n} pieces ({km2} km² and {less} km²): two"
    " drawings of one border differ so; --tolerance tells them from a border that moved"),
    ("{n} of the pieces that passed, {km2} km² in all, lie where the others do not reach: means are "
    "taken over {all} km from south to north, while 99% of the land lies on {main} km"),
    "No two states met on land that day.", "A border within two standard errors is too close to be sure.",
    "On {day} land was changing hands ({lands}): see the field passing.", "to {named}, {days}",
    ("On {day} land was changing hands ({lands}): the figures count it whole with the state that held it "
    "that day by the atlas."),
    ("Land that changed hands reaches the edge of the atlas: what lies beyond is not counted, and what share "
     "it is of all of {named} cannot be told."),
    ("On parallels that end at the edge of the atlas, land that {named} held before and after may lie "
     "beyond it: what is apart there may be a border that moved."),
    "Nothing changed hands.",
    "Parallels between the ends on which nothing changed hands count in the mean as 0.",
    "Where several lie side by side, their widths add up: so the mean of all is larger than that of each.",
    "Apart: what changed hands on parallels of which the state held no stretch both before and after.",
    "The mean is the western border less the eastern one, and what lies apart.",
    ("From the border of {start} to that of {end}: mean {mean} km, median {median} km, 95 % within "
    "{p95} km; farthest {farthest} km, from {place} to {other}."),
    "None of it is wider than {metres} m: the border was drawn anew, or moved by less.",
    ("Pieces wider than {metres} m have {more} km²; the rest, {less} km², is where the border was "
    "drawn anew or moved by less."),
    "Means over {km} km of the meridian, which the state reaches in all.", "otherwise defined: {verdicts}",
    "Cited from: {cited}; the words in quotation marks stand there.", "Cited from: {cited}.",
    "Rules and reasons: --format csv or json.",
    ("People are those that a census counted, on its day and in its categories; ± is the error of "
    "carrying them over to the land that changed hands."),
    "Not counted, for there is no figure: {names}.", "{region} (in part)", "no figure",
    "Sources: --format csv or json.", "so called", "its name {name}",
    "its name {name}, but for small marks", "its name {name}, another spelling of it",
    "also spelt {name}, in a neighbouring language",
    "its name {name}, near in spelling", "its name {name}, near in sound",
    "all {n} places of that name had the same holders", "all {n} of that name there had the same holders",
    "the town of that name", "Perhaps called so too, and chosen with --pick:",
    "{n} of that name lies elsewhere", "{n} of that name lie elsewhere",
    "{n} of that name lie farther off", "{n} others can be picked", "{n} others have only a like name",
    "1 other can be picked", "1 other has only a like name", "one place is called '{name}'",
    "the city of {city}, of that name, lies outside the atlas; here {what}",
    "the country of {country} lies outside the atlas; here {what}",
    "the country of {country} is called so; here {what}",
    "the city of {city}, which is called so too, lies outside the atlas",
    ("Few villages are known of {regions}: one of that name there may be missing (bordershift "
    "gazetteer add brings them)."),
    "Whichever of the {n} is meant, on {day}: {held}.", "Wherever it lies, on {day}: {held}.",
    "in or near '{where}' lie {n}, listed first if others are; of that name elsewhere: {more}.",
    "and {n} more: --format csv lists them all, --in and --near tell them apart", ", {km} km off",
    "too coarse a position to tell ({n} histories within twice its error)", "{one}; or else {other}",
    "where the one place called '{name}' lies is not known well enough",
    "the one place that is found bears a name like '{name}', and few villages are known of {regions}",
    "the {n} places that are found bear a name like '{name}', and few villages are known of {regions}",
    "the one place called '{name}' lies elsewhere", "{n} places are called '{name}'",
    "{n} places are called '{name}', {also} of them only as a neighbouring language spells it",
    "{what}; choose with --pick 1 to {n} (or the id in brackets), {others}",
    "{what}; choose with --pick 1, {others}",
    "--in REGION, DISTRICT or COUNTRY, --near PLACE, or by coordinates.", "not sure", "gained", "lost",
    "{named}, {lies} ± {error} km",
    ("The map leaves out pieces of land under {km2} km² that changed hands; the table of the "
    "comparison counts them."),
    "{ours} and {theirs}: kilometres from the first to the second, and back",
    "Within a width of each other", "Farthest of {start} from {end}: {km} km, from {here} to {there}.",
    ("What lies farther than {km} km was left out: the farthest is where it was cut off, not the farthest "
    "that there is."),
    ("The Fréchet distance and the epsilon band are told where THEIRS leads in one line from end "
    "to end of a stretch of OURS."),
    ("Displacement: Tveite's estimate of the mean distance, for a width well above it, by the land "
    "that is near to the first alone. Pieces: the parts of that land, many where the two often "
    "cross, few where one runs beside the other."),
    "stretch", "mean", "median", "95 %", "farthest", "back: mean", "Fréchet", "Hausdorff", "epsilon",
    "ours left out km", "theirs left out km", "width km", "ours within", "theirs within", "both km²",
    "ours only km²", "theirs only km²", "displacement km", "pieces",
    "± 2 standard errors", "net shift", "net shift along the parallel, km (gained less lost)", "latitude",
    "Published claims are not drawn: they are about {named}.",
    "Some of the borders are known to kilometres only (one standard error): {lands}.", "{name} {km} km",
    "moved west, km", "western border", "eastern border", "sovereign", "unheld", "sea", "gap", "several",
    "none", "near", "sound", "yes", "no", "km", "m", "census", "register", "estimate", "religion", "language",
    "nationality", "all", "other", "other or not told", "other Christian", "Belarusian", "Bulgarian",
    "Estonian", "Evangelical", "Finnish", "German", "Greek Catholic", "Hebrew", "Ingrian", "Jewish",
    "Latvian", "Lithuanian", "Lutheran", "Old Believer", "Orthodox", "Polish", "Roma", "Roman Catholic",
    "Romanian", "Russian", "Ruthenian", "Swedish", "Turkish", "Ukrainian", "Yiddish", "Belarus", "Croatia",
    "Czechia", "Moldova", "Russia", "Serbia", "Ukraine",
    "{n} names: {parts}.", "{n} found", "{n} found near a border or in doubt (sure: no)",
    "{n} found, but not told of one day (see note)",
    "{n} borne by several places with other histories (--all lists them)",
    "{n} borne by several places that one state held on the day (all_holder)",
    "{n} found only in another spelling where few villages are known (--all lists them)",
    "{n} only near in spelling", "{n} only near in sound", "{n} not found",
    "{n} dated, placed events: {parts}.", "{n} sure", "{n} unsure", "{n} unknown", "sure", "unsure",
    "unknown", "outside", "unreadable", "changed", "for other reasons",
    "Rows without an answer, marked in the column status: {told}; the first, {first}.",
    ("Rows without a day that can be asked about, or with several holders in its month or year, as the "
    "column note says: {n}."),
    ("Of these {n} would lie in the atlas with latitude and longitude exchanged: see that the columns "
    "are named the right way round."),
    "Coordinates of another reference system than degrees are read from a map layer, not from a table.",
    "The table's own columns are kept under other names: {names}.",
    "The days in the column '{head}' were not used; --on '{head}' asks each row on its own day.",
    "The numbers in the column '{head}' are read as a spreadsheet counts days: {said} is {day}.",
    "line {n}", "feature {n}", "{where}: lat {lat}, lon {lon} lies outside the atlas",
    "{where}: its coordinates are unreadable, no degrees on the globe",
    "another of that name may be missing, for few villages are known in {where}", "no name",
    "more than {n} letters: no name", "{one} or {other}", "{listed} and {n} more",
    "none of that name lies there: '{where}'; elsewhere {n}", "no place is called so", "perhaps {places}",
    "whichever of the {n} is meant: {held}", "wherever it lies: {held}",
    "'{where}' was taken for {place}, {km} km off", "'{where}' was taken for {places}",
    "whether it lay in '{where}' is not known",
    "'{where}' was taken for {name}", "where in its district it lies is not known",
    "none of that name lies within {reach} km of {place}, which '{where}' was taken for; the nearest: {km} km",
    "'{where}' was not understood, so all places of that name count",
    "'{where}' says where a place lies, and names none: its name belongs before it",
    "'{name}' is a land and no place", "{land}; all of it: {held}", "{land}; its parts: {held}",
    "the land of {land} is called so; here {what}",
    "'{where}' points to none", "'{where}' points to all", "one of {n}, all with the same history",
    "the town of that name; perhaps called so too: {others}", "the land passed to {named} over {over}",
    "an army was in part of the land",
    "an army of {named} was in part of the land over {over}",
    "an army of {named} was near, {days}", "an army was near",
    "{held} on {day}", "not sure: {note}", "Not sure: {note}.", "of another of that name: {note}",
    "a border was {km} km away, too near to be sure (error ± {error} km)",
    "each bears the name only as a neighbouring language spells it",
    "found only by a likeness of spelling", "found without the number in '{name}'",
    "only a neighbouring language spells the name so", "another place may be called so too",
    "the coordinates are unreadable, no degrees on the globe",
    "{told} is more than a day: {spans}", "no day", "'{said}' is no day",
    "{names}: {note}.", "{day}/{until}: ",
    "Read as {lat} {lon}.", "Read as {lat} {lon}: in POINT the longitude comes first.",
    "coordinates and no name; --points asks for them",
    "'{said}' is no day; a spreadsheet has this number for {day}",
    "'{said}' may be either of two days; write {one} or {other}",
    "'{said}' has a year of two digits; write all four",
    "{told} lies outside the atlas, which covers {first} to {last}",
    "the date is only about right, and taken as a year off at the most", "the date is open to one side",
    "the date ends before it begins", "the date is of the calendar {kind}, which is not read",
    "the date is no date such as 17 SEP 1914, SEP 1914 or BET 1914 AND 1918", "the date does not exist",
    "the atlas covers {first} to {last}", "part of the date lies beyond the atlas",
    "the coordinates lie outside the atlas", "several places bear the name: {note}",
    "several places bear the name", "it changed hands within the date",
    "the land passed over {over}, perhaps not yet all of it", "a border was too near to be sure",
    "State then: {states} ({why}){found}. [bordershift]", "; taken for {place} ± {km} km", "not known",
    "only places of a like name are known", "what is written beside the name points to none",
    "the land was passing",
    "{file} holds {n} layers; '{layer}' is read, not {others}: {option} names another",
    "no multiple of {deg} degrees lies between {south} and {north} N: no profile; give a smaller --every",
    "cut off at the window's edge in {file}: {names}; areas and shares are of what is shown",
    "{file} has no row of what was asked from {first} to {last}: the series leaps over that",
    "'{state}' stands in '{field}', which is taken for --name",
    "{file}: {features} left out, points beside areas",
    "{file}: {features} left out, points beside lines",
    "{file}: {features} left out, lines beside areas",
    "{file}: {features} without a geometry left out",
    "{file}: {features} without a '{field}' left out",
    "{file}: {features} that cannot be used left out, first '{name}': {fault}",
    "{file}: {features} across 180 degrees of longitude cut there",
    "{file}: rings that cross or touch themselves mended in {features}",
    "{file}: {features} left out, of no state: in '{field}' stands {codes}, a code for none",
    "{file}: what is less than an area, or than a line, in collections was left out",
    ("{file}: its letters are taken for Western European (cp1252), as in '{word}'; if that is wrong, "
    "name the encoding with --encoding"),
    "{file} is given twice: it is set against itself",
    "{first} lies after {last}: what is told runs back in time",
    "{one} and {other} hold the same, byte by byte",
    "{file}: in UTF-8, or in what the file says, which holds; --encoding is for files that do not",
    "{file}: the file names its reference system, which holds; --crs is for files that name none",
    "{file}: no reference system is named, as in TopoJSON; taken as degrees on WGS 84",
    "{file}: open rings of {features} were closed",
    "{n} feature",
    "{n} features",
    "{file} has no fields; all that it holds is taken as one territory",
    "{file} has {n} more pairs that overlap; each counts with the first in it",
    "{file} has {n} more such names",
    "The map and its figures end at 85° of latitude; the table of the comparison counts what lies beyond.",
    ("latitude and longitude look exchanged in one of the files: "
    "with those of {after} turned about, '{state}' lies where it lay in {before}"),
)  # fmt: skip
"""What else commands tell: headings, titles, sentences, and what stands in cells."""


def speaking(folder: Path, tag: str) -> Language:
    """Return a language with all that commands tell in it, of the atlas's own and of the program's.

    Parameters
    ----------
    folder : Path
        The atlas's.
    tag : str
        Such as ``pl``.

    Raises
    ------
    UnknownNameError
        If the atlas does not speak it.

    Examples
    --------
    >>> from geo import open_atlas
    >>> polish = speaking(open_atlas().folder, "pl")
    >>> polish.says("nobody"), polish.says("annexed")
    ('niczyje', 'aneksja')
    """
    own = read_language(folder, tag)
    if own is ENGLISH:
        return own
    ours = read_language(data_folder(), own.tag) if own.tag in languages(data_folder()) else own
    page = {**ours.page, **own.page}
    same = {english: said for english, name in ON_THE_PAGE.items() if (said := _of_page(page, name))}
    return replace(own, page=page, told={**ours.told, **own.told, **same})


def _of_page(page: Mapping[str, Any], name: str) -> str:
    group, _, one = name.partition(".")
    said = page.get(group, "")
    return str(said.get(one, "") if one else said)


def spoken(table: Table, language: Language = ENGLISH) -> Table:
    """Say the headings, the cells and the title of a table in a language; its cells are texts then.

    Examples
    --------
    >>> from geo.files.columns import Column, Table
    >>> german = Language("de", "Deutsch", ",", ".", told={"largest km": "Größte, km"})
    >>> table = Table((Column("max_km", "", title="largest km", right=True),), [(1234.5,)])
    >>> print(spoken(table, german).markdown(), end="")
    | Größte, km |
    |---:|
    | 1.234,5 |
    """
    if language is ENGLISH:
        return table
    columns = tuple(replace(column, title=language.says(column.head)) for column in table.columns)
    rows = [
        [_cell(column, value, language) for column, value in zip(table.columns, row, strict=True)]
        for row in table.rows
    ]
    return replace(table, columns=columns, rows=rows, title=language.says(table.title))


def _cell(column: Column, value: object, language: Language) -> str:
    if column.name == "edtf":  # a notation of its own
        return str(value)
    if isinstance(value, tuple):
        return ", ".join(language.cell(str(part)) for part in value)
    return language.cell(value if isinstance(value, str) else column.text(value))


def one_stop(said: str) -> str:
    """Leave a sentence that ends in an abbreviation one full stop.

    Examples
    --------
    >>> one_stop("taken for Br..")
    'taken for Br.'
    """
    return _TWO_STOPS.sub(".", said)
