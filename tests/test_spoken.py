"""What commands tell in each language: whole, as the page says it, with the same figures as in English."""

from __future__ import annotations

import ast
import json
import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click
import geopandas as gpd
import pytest
import shapely
from asking import ask, here, one_sentence

import geo
from geo.atlas.bundled import data_folder
from geo.atlas.languages import ENGLISH, Said, languages
from geo.cli.group import main
from geo.files.columns import Table
from geo.measures.drawings import BufferOverlays, StretchAccuracy
from geo.measures.people import people
from geo.measures.profile import Profile
from geo.measures.summary import RegionShift
from geo.own import compared, meridians, series
from geo.own.overlay import own_snapshots
from geo.text import answers, drawings, figures, findings
from geo.text.charts import profile_chart
from geo.text.drawings import accuracy_table
from geo.text.people import people_table
from geo.text.phrases import ON_THE_PAGE, TOLD, speaking, spoken

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.atlas.atlas import Atlas, Snapshot
    from geo.measures.shift import Shift

OTHERS = languages(data_folder())[1:]
ROOMS = Path(geo.__file__).parent
KNOWN = {*TOLD, *ON_THE_PAGE}
ENGLISH_WORD = re.compile(r"[A-Za-z]{2}")
NAMES = {"edtf", "±"}
"""Heads that are the same everywhere."""


def constants(path: Path) -> Iterator[tuple[str, bool]]:
    """Yield the texts of a module but for what describes it, and whether each is said outright."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    skipped = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    skipped |= {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    said = {
        id(node.args[0])
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name | ast.Attribute) and node.args
        if (node.func.id if isinstance(node.func, ast.Name) else node.func.attr) in {"says", "fill"}
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in skipped:
            yield node.value, id(node) in said


def test_every_sentence_has_its_place_in_the_catalogues_and_none_is_there_for_nothing() -> None:
    """Templates and what is said outright are known; what catalogues hold stands in the code or the data."""
    speak = [
        *(ROOMS / "text").glob("*.py"),
        *(
            ROOMS / "cli" / name
            for name in ("who.py", "one_place.py", "names.py", "make.py", "points.py", "gedcom.py")
        ),
        *(ROOMS / "own" / name for name in ("gedcom_dates.py", "tree_states.py")),
    ]
    speak += [
        ROOMS / "atlas" / name
        for name in (
            "candidates.py", "history.py", "list_notes.py", "own_days.py", "doubted.py", "titles.py",
            "whichever.py", "frame_days.py",
        )
    ]  # fmt: skip
    told = [one for path in speak if path.name != "phrases.py" for one in constants(path)]
    templates = {text for text, said in told if said or re.search(r"\{\w+\}", text)}
    bare = {text for text in templates if ENGLISH_WORD.search(re.sub(r"\{\w+\}", "", text))}
    assert sorted(bare - KNOWN - {"{option}"}) == []
    written = {text for path in ROOMS.rglob("*.py") if path.name != "phrases.py" for text, _ in constants(path)}
    rows = (data_folder() / "tables" / "people.csv").read_text(encoding="utf-8")
    shown = written | heads() | set(re.split(r"[,\n]", rows))
    assert sorted(KNOWN - shown) == []


def heads() -> set[str]:
    """Return the heads of every table for the eye."""
    tables = (
        answers._SPELLS,  # noqa: SLF001
        figures._FIGURES,  # noqa: SLF001
        Profile.COLUMNS,
        findings._TURNS,  # noqa: SLF001
        findings._CLAIMS,  # noqa: SLF001
        findings._AREAS,  # noqa: SLF001
        compared.AllStates.COLUMNS,
        compared.Crosswalk.COLUMNS,
        meridians.MeridianProfile.COLUMNS,
        meridians.MeridianShift.COLUMNS,
        series.Series.COLUMNS,
        BufferOverlays.COLUMNS,
        [drawings._for_the_eye(column, 2) for column in StretchAccuracy.COLUMNS[:2]],  # noqa: SLF001
        [drawings._for_the_eye(column, 2) for column in StretchAccuracy.COLUMNS[3:]],  # noqa: SLF001
    )
    borders = (column for column in RegionShift.COLUMNS if column.name in figures._BORDERS)  # noqa: SLF001
    return {column.head for table in (*tables, tuple(borders)) for column in table}


def test_every_heading_is_known() -> None:
    assert sorted(heads() - KNOWN - NAMES) == []


@pytest.fixture(scope="module")
def moved(before: Snapshot, after: Snapshot) -> Shift:
    return geo.shift(before, after)


@pytest.mark.usefixtures("open_already")
@pytest.mark.parametrize("tag", OTHERS)
class TestLanguage:
    def test_a_command_tells_its_result_in_it(
        self, atlas: Atlas, tag: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        language = speaking(atlas.folder, tag)
        english = {text for text in KNOWN if language.told[text] != text and len(text.split()) > 1}
        asked = (
            ["changes", "--from", "1940-06-27", "--to", "1940-07-04"],
            ["who", "55.17", "24.0"],
            ["who", "58.9", "20.5", "--on", "1941-06-21"],
            ["who", "Brody"],
            ["who", "50.06", "19.94", "--on", "1939-10-05"],
        )
        for question in asked:
            status, out, err = ask(["--lang", tag, *question], capsys)
            assert status == 0
            assert not [text for text in english if text in out + err]
            assert not re.search(r"\d\.\d+ [±k(]|\bUSSR\b|\{\w+", out), out
        # behind the command it is the same
        assert ask([*question, "--lang", f"{tag}-XX"], capsys) == (status, out, err)
        assert language.state("Germany", "gen") in out or language.state("Germany") in out
        assert language.day_in_words("1939-10-05") in out

    def test_its_table_has_the_same_figures(self, atlas: Atlas, moved: Shift, tag: str) -> None:
        language = speaking(atlas.folder, tag)
        own, english = (figures.shift_markdown(moved, language=one) for one in (language, ENGLISH))
        back = own.replace(language.group, " ").replace(language.decimal, ".")
        numbers = [
            re.findall(r"\d+(?: \d{3})*(?:\.\d+)?", text.partition("|---")[2]) for text in (back, english)
        ]
        assert numbers[0] == numbers[1]
        assert all(language.says(region.name) in own for region in moved.regions)
        assert language.page["area"] in own


def test_people_are_told_in_a_language(before: Snapshot, after: Snapshot) -> None:
    polish = speaking(before.atlas.folder, "pl")
    told = people_table(people(before, after, by="religion"), language=polish)
    assert "rzymskokatolickie" in told
    assert "Nie policzono z braku danych" in told
    assert not re.search(r"\b(Total|no figure|in part|Orthodox|census)\b", told.partition("\nLudność")[0])


@pytest.mark.parametrize(
    ("tag", "told"),
    [
        (
            "de",
            "(Suomussalmi, Juntusranta, Raate; etwa 40 km im Umkreis) eine Armee der UdSSR; ",
        ),
        ("de", "Bekannt aus (auf Englisch): Juntusranta crossed"),
        ("pl", "wojska ZSRR tutaj lub w pobliżu: Finlandia w granicach z 1940 r. Najbliższa"),
        ("fi", "oli Neuvostoliiton armeija; "),
        ("ro", "s-a aflat o armată a URSS; "),
    ],
)
def test_an_army_is_told_in_the_case_of_the_language_and_that_its_source_is_english(
    tag: str, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    _, out, _ = ask(["--lang", tag, "who", "Suomussalmi", "--on", "1939-12-20"], capsys)
    assert told in " ".join(out.split())


def test_a_span_is_told_from_when_to_when(capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["who", "Lwów", "--on", "między 1 a 20 listopada 1939"]
    for tag, told in (
        ("de", "vom 1. November 1939 bis zum 20. "),
        ("pl", "od 1 listopada 1939 do 20 listopada 1939: "),
    ):
        assert f"Lviv, {told}" in " ".join(ask(["--lang", tag, *asked], capsys)[1].split())


def test_a_list_of_changes_names_regions_as_the_language_does(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = ask(["--lang", "de", "changes", "--region", "Bessarabien"], capsys)
    assert "Bessarabien   Rumänien" in out
    assert "bessarabia" not in out


def test_a_chart_has_labels_in_a_language(before: Snapshot) -> None:
    moved = geo.shift(before, before.atlas.on("1940-06-21"), every_deg=0.5)
    figure = profile_chart(moved, lang="uk")
    axes = figure.axes[0]
    legend = axes.get_legend()
    assert legend is not None
    assert [text.get_text() for text in legend.get_texts()] == [
        "здобуто", "утрачено", "± 2 стандартні похибки", "зміщення нетто",
    ]  # fmt: skip
    assert axes.yaxis.get_major_formatter()(52.5, 0) == "52,5° пн. ш."
    assert "пересунувся кордон" in axes.get_title(loc="left")


def test_a_day_on_which_land_was_changing_hands_is_told_of(atlas: Atlas, before: Snapshot) -> None:
    moved = geo.shift(before, atlas.on("1939-09-20"), region="west_belarus")
    said = "On 20 September 1939 land was changing hands (to the USSR, 17 September 1939 – 27 September 1939): "
    assert said in figures.shift_tables(moved)
    assert "(do ZSRR, 17" in figures.shift_tables(moved, language=speaking(atlas.folder, "pl"))
    (land,) = json.loads(figures.shift_json(moved))["passing"]
    assert (land["day"], land["holder"], land["passing_to"]) == ("1939-09-20", "Poland", "USSR")
    # neither on another day nor of another region
    for day, region in (("1939-10-20", "west_belarus"), ("1939-09-20", "bessarabia")):
        other = geo.shift(before, atlas.on(day), region=region)
        assert "passing" not in json.loads(figures.shift_json(other))


def test_two_drawings_are_told_apart_in_a_language() -> None:
    drawn = [gpd.GeoSeries([shapely.LineString([(lon, 50), (lon, 51)])], crs=4326) for lon in (24, 24.1)]
    told = accuracy_table(geo.accuracy(*drawn), language=speaking(data_folder(), "pl"))
    assert "Najdalej theirs od ours" in told
    own = replace(geo.accuracy(*drawn), ours=Said.fill("{held} on {day}", held="USSR", day="1939-08-23"))
    assert accuracy_table(own, language=speaking(data_folder(), "pl")).startswith(
        "ZSRR w dniu 23\u00a0sierpnia 1939 i"
    )
    assert "7,17 km" in told
    assert not [text for text in TOLD if len(text.split()) > 2 and text in told]


def test_a_map_of_ones_own_files_says_in_its_language_what_it_leaves_out() -> None:
    """A speck beside a large piece; nothing else on the page is in English but the files' own words."""
    speck = shapely.box(23, 51, 23.005, 51.005)
    grown = shapely.union(shapely.box(20, 50, 22.5, 52), speck)
    lands = [
        gpd.GeoDataFrame({"who": ["A", "B"]}, geometry=boxes, crs=4326)
        for boxes in (
            [shapely.box(20, 50, 22, 52), shapely.box(22, 50, 24, 52)],
            [grown, shapely.difference(shapely.box(22.5, 50, 24, 52), speck)],
        )
    ]
    sides = own_snapshots(*lands, name="who", state="A")
    assert sides[0].atlas.about.note.startswith("The map leaves out pieces of land under 0.5 km²")
    assert "Mapa pomija kawałki ziemi poniżej 0,5 km²" in geo.border_map(*sides, lang="pl").get_root().render()


def test_a_file_of_ones_own_is_compared_in_a_language(atlas: Atlas) -> None:
    lithuanian = speaking(atlas.folder, "lt")
    table = Table.of(compared.AllStates.COLUMNS, [])
    assert spoken(table, lithuanian).markdown().startswith("| Valstybė | Anksčiau, km² | Vėliau, km² |")


@pytest.mark.usefixtures("open_already")
def test_what_is_no_language_is_refused_and_the_environment_is_not_asked(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("LANG", "LC_ALL", "LANGUAGE"):
        monkeypatch.setenv(name, "pl_PL.UTF-8")
    question = ["changes", "--from", "1940-06-27", "--to", "1940-07-04"]
    assert ask(question, capsys)[1].startswith("Changes after 27 June 1940 and up to 4 July 1940\n")
    for words in (["--lang", "xx", *question], [*question, "--lang", "xx"]):
        status, out, err = ask(words, capsys)
        assert (status, out) == (2, "")
        assert "there are no texts in 'xx'; choose from en, be, de," in one_sentence(err)
    status, out, err = ask(["--lang", "pl", "verify"], capsys)
    assert (status, out) == (2, "")
    assert "verify speaks English alone" in one_sentence(err)
    with click.Context(main) as context:
        commands = {name: main.get_command(context, name) for name in main.list_commands(context)}
    alone = [name for name, one in commands.items() if one and not any(p.name == "lang" for p in one.params)]
    told = " ".join(ask(["--help"], capsys)[1].split())
    assert f"as is what {', '.join(alone[:-1])} and {alone[-1]} say." in told
    # what programs read is the same in every language
    assert ask([*question, "--format", "json", "--lang", "pl"], capsys) == ask(
        [*question, "--format", "json"], capsys
    )


@pytest.mark.parametrize("tag", ["de", "ro"])
def test_what_must_be_known_of_ones_own_files_is_said_in_the_language(tmp_path: Path, tag: str) -> None:
    """Land that two claim is counted once; JSON keeps the English, and --quiet says nothing."""
    files = [tmp_path / "v.geojson", tmp_path / "n.geojson"]
    for file, west in zip(files, (2.0, 2.5), strict=True):
        lands = [shapely.box(0, 0, west, 2), shapely.box(2, 0, 4, 2)]
        gpd.GeoDataFrame({"who": ["A", "B"]}, geometry=lands, crs=4326).to_file(file)
    asked = ["--lang", tag, "compare", *map(str, files), "--name", "who", "--state", "A"]
    done = here(*asked)
    said = {"de": "'A' und 'B' überschneiden sich in", "ro": "'A' și 'B' se suprapun în"}
    assert said[tag] in one_sentence(done.stderr)
    assert here(*asked, "--quiet").stderr == ""
    (note,) = json.loads(here(*asked, "--format", "json").stdout)["notes"]
    assert note.startswith("'A' and 'B' overlap in")


def test_what_no_state_of_ones_own_files_holds_is_no_coast() -> None:
    profile = geo.compare_files(
        *(gpd.GeoSeries([shapely.box(west, 0, 4, 2)], crs=4326) for west in (2.0, 1.0)), every_deg=0.5
    ).profile
    assert set(profile.end) == {"coast"}
    german = speaking(data_folder(), "de")
    assert "kein Staat in den Dateien" in figures.profile_table(profile, language=german, own=True)
    assert "coast" in figures.profile_table(profile)
