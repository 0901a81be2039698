"""Hostile names, and no network: through every command and every format."""

from __future__ import annotations

import csv
import io
import json
import shutil
import socket
from typing import TYPE_CHECKING, NoReturn

import folium  # noqa: F401  (its urllib3 opens a socket on this machine when first loaded; sockets are refused below)
import geopandas as gpd
import pytest
from asking import ask
from building import EAST, HOSTILE, LATER_EAST, LATER_WEST, WEST, layer, raw
from sharing import share_atlas

import geo.atlas.bundled
import geo.atlas.open_atlas
import geo.atlas.views
from geo.cli import main
from geo.export.layers import state_features, to_frame
from geo.files.names import plain
from geo.files.tables import table_text

if TYPE_CHECKING:
    from pathlib import Path

    from geo.atlas.atlas import Atlas, Snapshot

DAY = "1940-08-04"


def harmless(text: str) -> None:
    """Nothing in a text for the eye steers a terminal or turns the direction of writing."""
    assert not set(text) & set("\x1b\x07\u202e\u202d\0\r")


def no_formula(text: str) -> None:
    for row in csv.reader(io.StringIO(text)):
        for cell in row:
            if cell[:1] in {"=", "@", "+", "-"}:
                float(cell)  # only a number may begin so


@pytest.fixture(scope="module")
def hostile_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The atlas's data with names, titles and notes that mean harm."""
    folder = tmp_path_factory.mktemp("hostile") / "data"
    shutil.copytree(
        geo.atlas.bundled.data_folder(), folder, ignore=shutil.ignore_patterns("shapefiles", "points")
    )
    names = iter(HOSTILE * 1_000)
    for table, columns in {
        "zones.csv": ["name"],
        "regions.csv": ["name"],
        "events.csv": ["title", "changed", "citation"],
        "places.csv": ["other_names", "name_then", "source"],
        "claims.csv": ["says", "note", "cited_from"],
    }.items():
        path = folder / "tables" / table
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        for row in rows:
            row.update({column: next(names) for column in columns})
        raw(path, _csv(rows))
    about = json.loads((folder / "atlas.json").read_text(encoding="utf-8"))
    renamed = dict(zip(("Hungary", "Slovakia", "Norway", "Sweden", "Bulgaria"), HOSTILE, strict=False))
    for table in ("tenure.csv", "armies.csv", "places.csv", "wikidata.csv", "other_names.csv"):
        with (folder / "tables" / table).open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        raw(folder / "tables" / table, _csv([_renamed(row, renamed) for row in rows]))
    about["colours"] = {renamed.get(state, state): colour for state, colour in about["colours"].items()}
    about["title"], about["note"], about["credits"]["short"] = (next(names) for _ in range(3))
    raw(folder / "atlas.json", json.dumps(about))
    return folder


def _csv(rows: list[dict[str, str]]) -> str:
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def _renamed(row: dict[str, str], names: dict[str, str]) -> dict[str, str]:
    """Call states otherwise, in the columns that name one."""
    stated = {"holder", "holder_before", "holder_after", "state", "key"}
    return {column: names.get(cell, cell) if column in stated else cell for column, cell in row.items()}


@pytest.fixture(scope="module")
def hostile_atlas(hostile_data: Path) -> Atlas:
    return geo.open_atlas(hostile_data)


@pytest.fixture
def hostile(hostile_atlas: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have every command take the hostile atlas for the bundled one; it is opened once."""
    monkeypatch.setattr(geo.atlas.bundled, "data_folder", lambda: hostile_atlas.folder)
    monkeypatch.setattr(geo.atlas.open_atlas, "open_atlas", lambda _=None: hostile_atlas)


COMMANDS = [
    ["measure", "--region", "bessarabia", "--format", "table"],
    ["measure", "--region", "bessarabia", "--format", "csv", "--rows", "regions"],
    ["measure", "--region", "bessarabia", "--format", "json"],
    ["measure", "--region", "bessarabia", "--format", "markdown"],
    ["measure", "--region", "bessarabia", "--format", "geojson"],
    *(["changes", "--format", form] for form in ("table", "csv", "json")),
    *(["who", "52", "24", "--on", "1939-08-23", "--format", form] for form in ("text", "csv", "json")),
]


@pytest.mark.parametrize("arguments", COMMANDS, ids=lambda arguments: " ".join(arguments[-3:]))
@pytest.mark.usefixtures("hostile")
def test_the_atlas_itself_may_be_hostile(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = ask(arguments, capsys)
    assert (status, err) == (0, "")
    match arguments[-1]:
        case "json" | "geojson":
            assert json.loads(out)
        case "csv" | "regions":
            no_formula(out)
        case "markdown":
            harmless(out)
            assert {line[0] for line in out.splitlines()} == {"|"}
            assert "<" not in out
        case _:
            harmless(out)


@pytest.mark.usefixtures("hostile")
def test_claims_map_and_chart_of_a_hostile_atlas(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = ask(["claims", "--format", "markdown"], capsys)
    assert status == 0
    harmless(out)
    assert "<" not in out
    month = ["--from", "1940-06-01", "--to", "1940-07-01"]
    chart, page = tmp_path / "chart.svg", tmp_path / "map.html"
    assert ask(["measure", *month, "--chart", str(chart)], capsys)[0] == 0
    assert "<img" not in chart.read_text(encoding="utf-8")
    assert ask(["map", *month, "--output", str(page), "--quiet"], capsys)[0] == 0
    text = page.read_text(encoding="utf-8")
    assert "<img src=x" not in text
    assert "javascript:alert" not in text.replace("(javascript:alert(1))", "")  # as text only, never as a link


ENDINGS = {"geojson": ".geojson", "gpkg": ".gpkg", "shp": ".shp.zip"}


@pytest.mark.parametrize("form", list(ENDINGS))
@pytest.mark.usefixtures("hostile")
def test_layers_keep_hostile_names(form: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert ask(["layers", "--on", "1939-08-23", "--out", str(tmp_path), "--format", form], capsys)[0] == 0
    files = [path for path in tmp_path.iterdir() if path.name.endswith(ENDINGS[form])]
    path = next(path for path in files if not path.name.startswith("borders_"))
    states = set(gpd.read_file(path, layer="states" if form == "gpkg" else None)["state"])
    assert {HOSTILE[0], HOSTILE[1], HOSTILE[4]} <= states


@pytest.mark.parametrize(
    ("ending", "name"),
    [
        pytest.param(ending, name, id=f"{ending}-{plain(name, 20)}")
        for ending in ("geojson", "gpkg", "fgb", "shp")
        for name in HOSTILE
        if ending != "shp" or len(name.encode()) <= 250  # a Shapefile holds no longer text
    ],
)
def test_states_of_ones_own(name: str, ending: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = layer(tmp_path / f"before.{ending}", {name: WEST, "B": EAST})
    after = layer(tmp_path / f"after.{ending}", {name: LATER_WEST, "B": LATER_EAST})
    asked = ["compare", str(before), str(after), "--name", "state"]
    for state in ("B", name):
        status, out, err = ask([*asked, "--state", state, "--format", "json"], capsys)
        assert (status, err) == (0, "")
        assert {json.loads(out)["areas"][0][side] for side in ("before", "after")} == {name.strip(), "B"}
    if ending != "geojson":  # what is read is told alike, whatever it was read from
        return
    for form in ("table", "csv", "json"):
        status, out, err = ask([*asked, "--all-states", "--format", form], capsys)
        assert (status, err) == (0, "")
        if form == "csv":
            no_formula(out)
            assert len(list(csv.reader(io.StringIO(out)))) == 3
        elif form == "table":
            harmless(out)
    status, out, err = ask([*asked, "--state", "nobody"], capsys)
    assert (status, out, err.count("\n")) == (2, "", 1)
    harmless(err)
    assert len(err) < 800
    status, out, _ = ask([*asked, "--state", name], capsys)
    harmless(out)
    page = tmp_path / "page.html"
    assert ask([*asked, "--state", name, "--map", str(page), "-q"], capsys)[0] == 0
    html = page.read_text(encoding="utf-8")
    harmless(html.replace("\r", ""))
    assert "<img src=x" not in html


def test_a_table_of_places_comes_back_without_formulas(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [["lat", "lon", "=head()", "km"], *(["52", "24", name, "-1.5"] for name in HOSTILE)]
    out = io.StringIO(newline="")
    csv.writer(out).writerows(rows)
    path = raw(tmp_path / "places.csv", out.getvalue())
    status, text, _ = ask(["who", "--points", str(path), "--on", DAY], capsys)
    assert status == 0
    no_formula(text)
    found = list(csv.reader(io.StringIO(text)))
    assert found[0][:4] == ["lat", "lon", "'=head()", "km"]
    assert [row[2].removeprefix("'") for row in found[1:]] == list(HOSTILE)
    assert {row[3] for row in found[1:]} == {"-1.5"}
    assert json.loads(ask(["who", "--points", str(path), "--on", DAY, "--format", "json"], capsys)[1])


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("=1", "'=1"),
        (" =1", "' =1"),
        ("\t@x", "'\t@x"),
        ("-x", "'-x"),
        ("-1", "-1"),
        ("+1e5", "+1e5"),
        ("x=1", "x=1"),
    ],
)
def test_what_a_spreadsheet_would_run(cell: str, written: str) -> None:
    assert next(csv.reader(io.StringIO(table_text([cell], [])))) == [written]


def test_hostile_names_in_a_frame(before: Snapshot) -> None:
    assert len(to_frame(state_features(before))) == len(before.holders)


class TestNoNetwork:
    @pytest.fixture(autouse=True)
    def refused(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def refuse(*_: object, **__: object) -> NoReturn:
            pytest.fail("a socket was asked for")

        # a class, for other modules derive from it as they load
        monkeypatch.setattr(socket, "socket", type("Refused", (socket.socket,), {"__init__": refuse}))
        monkeypatch.setattr(socket, "create_connection", refuse)
        monkeypatch.setattr(socket, "getaddrinfo", refuse)

    def test_every_command(
        self, toy: Atlas, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(geo.atlas.views, "views", lambda _: (geo.atlas.views.WHOLE,))
        # the bundled atlas is opened with no network, once; what others measured on it is not measured again
        geo.open_atlas()
        share_atlas(monkeypatch)
        old = layer(tmp_path / "old.geojson", {"A": WEST, "B": EAST})
        new = layer(tmp_path / "new.geojson", {"A": LATER_WEST, "B": LATER_EAST})
        points = raw(tmp_path / "p.csv", "lat,lon\n52,24\n")
        out = str(tmp_path / "out")
        month = ["--from", "1940-06-01", "--to", "1940-07-01"]
        commands = {
            "build": ["--data", str(toy.folder), "--out", out, "--quiet"],
            "map": ["--data", str(toy.folder), "-o", str(tmp_path / "map.html")],
            "measure": [*month, "--chart", str(tmp_path / "chart.svg")],
            "who": ["--points", str(points), "--on", DAY],
            "claims": [],
            "changes": [],
            "layers": ["--on", DAY, "--out", out, "--format", "gpkg"],
            "compare": [
                str(old), str(new), "--name", "state", "--state", "B", "--map", str(tmp_path / "own.html"),
            ],
            "people": month,
            "verify": [],
            "gazetteer": ["list"],
            "places": ["--region", "hanko", "--as", "gedcom7", "-o", str(tmp_path / "places.ged")],
            "accuracy": [str(old), str(new), "--name", "state"],
        }  # fmt: skip
        assert set(commands) == set(main.commands)
        for command, arguments in commands.items():
            status, _, err = ask([command, *arguments], capsys)
            assert status == 0, command
            if "--quiet" in arguments:
                assert err == "", command
