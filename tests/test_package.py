"""The package as others get it: its public names, its wheel and sdist, its citation."""

from __future__ import annotations

import ast
import gzip
import inspect
import os
import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from functools import partial
from pathlib import Path

import pytest
from asking import here
from hatchling import build

import bordershift
import bordershift.errors
import geo
import geo.files.kept
from geo.sources.datapackage import data_version

ROOT = Path(__file__).resolve().parent.parent
MODULES = sorted((ROOT / "geo").rglob("*.py"))

PUBLIC = [
    "About",
    "Accuracy",
    "AllStates",
    "Alternative",
    "Alternatives",
    "Answer",
    "Answers",
    "Arc",
    "AreaChange",
    "AreaChanges",
    "Army",
    "Arrangement",
    "Assessment",
    "Atlas",
    "AtlasLayer",
    "Bearer",
    "Beside",
    "Border",
    "BorderDistances",
    "BorderLayer",
    "BorderMap",
    "BordershiftError",
    "BufferOverlay",
    "BufferOverlays",
    "Candidate",
    "Change",
    "ChangeLayer",
    "ChangedLand",
    "Changes",
    "Claims",
    "Column",
    "Comparison",
    "Count",
    "Credits",
    "Crosswalk",
    "DatedPlace",
    "DatedPlaces",
    "Event",
    "EveryState",
    "Feature",
    "Found",
    "Gazetteer",
    "Ground",
    "GroundLayer",
    "Held",
    "HeldByAll",
    "HeldSpan",
    "History",
    "LandPassed",
    "Listed",
    "ListedName",
    "Lookup",
    "Match",
    "NamesLayer",
    "Namesakes",
    "Nearest",
    "OpenSea",
    "People",
    "Place",
    "Profile",
    "RegionPeople",
    "RegionShift",
    "SeaLinesLayer",
    "Shift",
    "ShiftLayer",
    "Snapshot",
    "Spell",
    "StateAreas",
    "StatesLayer",
    "StretchAccuracy",
    "Table",
    "Tenure",
    "Transfer",
    "Turn",
    "UsualDay",
    "View",
    "Zone",
    "ZonePeople",
    "__version__",
    "accuracy",
    "assess_claims",
    "border_map",
    "borders",
    "change",
    "changes",
    "compare_every_state",
    "compare_files",
    "compare_states",
    "find_places",
    "gazetteer",
    "gedcom7",
    "gramps_csv",
    "gramps_xml",
    "held",
    "history",
    "linked_places",
    "namesakes",
    "open_atlas",
    "people",
    "places",
    "places_of_atlas",
    "places_of_list",
    "profile_chart",
    "segments",
    "shift",
    "states",
    "tenure",
    "views",
    "who_table",
    "zones",
]
"""Written out, so that a name is added or dropped on purpose; a dropped one is a new major version."""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT)
        return folder / build.build_wheel(str(folder))


# the gazetteer is 1.7 MB of it, coasts and lakes 0.5, ten languages 0.25: what only a build needs would show
MOST_BYTES = 4_350_000


def in_checkout(folder: str) -> set[str]:
    listed = subprocess.run(  # noqa: S603
        ["git", "ls-files", folder],  # noqa: S607
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if listed.returncode:
        pytest.skip("no git checkout to compare with")
    return set(listed.stdout.split())


def test_public_names_are_these_and_documented() -> None:
    assert sorted(geo.__all__) == PUBLIC
    assert dir(geo) == sorted(PUBLIC)
    for name in PUBLIC:
        value = getattr(geo, name)
        assert name == "__version__" or value.__doc__, name
    with pytest.raises(AttributeError, match="has no attribute 'conquer'"):
        _ = geo.conquer


def test_bordershift_is_geo_by_another_name() -> None:
    assert dir(bordershift) == dir(geo)
    for name in geo.__all__:
        assert getattr(bordershift, name) is getattr(geo, name), name
    assert bordershift.errors.DayError is geo.errors.DayError
    with pytest.raises(AttributeError, match="module 'bordershift' has no attribute 'conquer'"):
        _ = bordershift.conquer


OTHERS_GEO = "raise RuntimeError('run before it was known to be ours')"


@pytest.mark.parametrize("installed_over", [False, True])
def test_another_geo_is_told_in_a_sentence(tmp_path: Path, *, installed_over: bool) -> None:
    shutil.copytree(ROOT / "bordershift", tmp_path / "bordershift")
    if installed_over:  # as pip does: files of that name are written over, the others stay
        shutil.copytree(ROOT / "geo", tmp_path / "geo", ignore=shutil.ignore_patterns("assets", "__pycache__"))
        (tmp_path / "geo" / "__init__.py").write_text("__version__ = '1.0.1'\n", encoding="utf-8")
        said = rf"bordershift's own package geo in {re.escape(str(tmp_path / 'geo'))} is gone, or another .*"
    else:
        (tmp_path / "geo.py").write_text(OTHERS_GEO, encoding="utf-8")
        said = rf"bordershift needs its own package geo, .* {re.escape(str(tmp_path / 'geo.py'))}; rename .*"
    for arguments, status, last in (
        (["-c", "import bordershift"], 1, f"ImportError: {said}"),
        (["-m", "bordershift", "--version"], 2, f"bordershift: {said}"),
    ):
        run = subprocess.run(  # noqa: S603
            [sys.executable, *arguments],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(tmp_path)},
            capture_output=True,
            text=True,
            check=False,
        )
        assert run.returncode == status
        assert re.fullmatch(last, run.stderr.splitlines()[-1]), run.stderr
        assert "run before it was" not in run.stderr
        assert status == 1 or run.stderr.count("\n") == 1


def test_names_are_loaded_from_where_type_checkers_find_them() -> None:
    tree = ast.parse(Path(geo.__file__).read_text(encoding="utf-8"))
    told = {
        name.asname: node.module
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module is not None and node.module.startswith("geo.")
        for name in node.names
    }
    assert told == {name: getattr(geo, name).__module__ for name in PUBLIC if name != "__version__"}


def handed_out(value: object) -> set[str]:
    """Names in the annotation of what a function returns, or of what a class's members hold or return."""
    if inspect.isfunction(value):
        told = [value.__annotations__.get("return", "")]
    else:
        members = [
            member.fget if isinstance(member, property) else getattr(member, "func", member)  # cached_property
            for name, member in vars(value).items()
            if not name.startswith("_")
        ]
        told = [*vars(value).get("__annotations__", {}).values()]
        told += [member.__annotations__.get("return", "") for member in members if inspect.isfunction(member)]
    return {word for text in told for word in re.findall(r"\w+", str(text))}


def test_what_public_names_hand_out_is_public() -> None:
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in MODULES]
    ours = {node.name for tree in trees for node in tree.body if isinstance(node, ast.ClassDef)}
    assert {"Shift", "Spell"} <= ours
    missing = {
        (name, word)
        for name in PUBLIC
        if name != "__version__"
        for word in handed_out(getattr(geo, name)) & ours - set(PUBLIC)
    }
    assert not missing


@pytest.mark.parametrize("name", [name for name in PUBLIC if inspect.isfunction(getattr(geo, name))])
def test_public_functions_show_an_example(name: str) -> None:
    told = inspect.getdoc(getattr(geo, name))
    assert told is not None
    assert "Examples\n--------\n>>> " in told


@pytest.mark.parametrize("name", [name for name in PUBLIC if inspect.isclass(getattr(geo, name))])
def test_public_classes_show_an_example(name: str) -> None:
    kind = getattr(geo, name)
    told = [kind.__doc__, *(method.__doc__ for _, method in inspect.getmembers(kind, inspect.isfunction))]
    assert any("Examples\n--------\n>>> " in inspect.cleandoc(text or "") for text in told)


def test_wheel_carries_data_assets_and_types(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    data, code = in_checkout("data"), in_checkout("geo") | in_checkout("bordershift")
    not_read = {
        path for path in data if path.startswith(("data/shapefiles/", "data/points/")) or path.endswith(".idx")
    }
    builders = {path for path in code if path.startswith("geo/sources/")}
    builders -= {"geo/sources/__init__.py", "geo/sources/sea.py"}
    assert {path.replace("data/", "geo/_data/", 1) for path in data - not_read} == {
        name for name in names if name.startswith("geo/_data/")
    }
    assert code - builders <= names
    assert not builders & names
    assert wheel.stat().st_size < MOST_BYTES
    assert "geo/py.typed" in names
    assert not [name for name in names if name.startswith(("tests/", "docs/", "maps/"))]


def test_wheel_works_from_any_folder(wheel: Path, tmp_path: Path) -> None:
    site, elsewhere = tmp_path / "site", tmp_path / "a bare folder"
    elsewhere.mkdir()
    shutil.unpack_archive(wheel, site, format="zip")
    asked = {
        "who 53 26 --on 1940-01-01": "USSR (annexed)",
        "who Husiatyn --pick 1 --on 1940-01-01": "USSR (annexed)",
        "map -o out/map.html": "",
        "verify": "ok     checksums",
    }
    program = (
        "import sys, geo; from geo.cli import main; print(geo.__file__)\n"
        "for line in sys.argv[1:]:\n"
        "    print('\\f', end='')\n"
        "    try: main(line.split())\n"
        "    except SystemExit as ended: assert not ended.code, (line, ended.code)\n"
    )
    run = subprocess.run(  # noqa: S603  (our own program)
        [sys.executable, "-c", program, *asked],
        cwd=elsewhere,
        # the index of names, which a wheel has not, is made once, as for a user
        env={**os.environ, "PYTHONPATH": str(site), geo.files.kept.FOLDER: str(tmp_path / "kept")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    loaded, *told = run.stdout.split("\f")
    assert loaded.startswith(str(site))  # not the checkout's
    for said, answer in zip(asked.values(), told, strict=True):
        assert said in answer
    assert (elsewhere / "out" / "map.html").stat().st_size > 300_000


def test_what_an_index_shows_points_to_no_file_beside_it(wheel: Path) -> None:
    archive = zipfile.ZipFile(wheel)
    name = next(name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
    told = archive.read(name).decode("utf-8")
    headings = {title.lower().replace(" ", "-") for title in re.findall(r"^#+ (.+)$", told, re.MULTILINE)}
    targets = re.findall(r"\]\(([^)]*)\)", told)
    assert len(targets) > 2
    for target in targets:
        assert target.startswith("https://") or target[1:] in headings, target
    assert "The guide (`docs/guide.md`)" in told


def test_sdist_holds_what_its_makefile_needs(tmp_path: Path) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT)
        # what it holds is asked, not how small it is
        patch.setattr(gzip, "GzipFile", partial(gzip.GzipFile, compresslevel=1))
        archive = tmp_path / build.build_sdist(str(tmp_path))
    with tarfile.open(archive) as packed:
        names = {name.partition("/")[2] for name in packed.getnames()}
    assert in_checkout("data") | in_checkout("geo") | in_checkout("tests") | in_checkout("docs") <= names
    assert {"Makefile", "requirements.lock", "README.md", "CITATION.cff", "CONTRIBUTING.md"} <= names
    assert {"package.json", "eslint.config.js", "tsconfig.json"} <= names


def test_citation_is_valid_and_of_this_version_of_the_data() -> None:
    run = subprocess.run(  # noqa: S603
        [
            *(sys.executable, "-m", "check_jsonschema", "--builtin-schema"),
            *("vendor.citation-file-format", str(ROOT / "CITATION.cff")),
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout
    assert f"\nversion: {data_version()}\n" in (ROOT / "CITATION.cff").read_text(encoding="utf-8")


def test_changelog_speaks_of_this_version() -> None:
    assert f"\n## {geo.__version__} " in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


@pytest.mark.usefixtures("open_already")
@pytest.mark.parametrize(
    ("package", "arguments", "what"),
    [
        ("pyarrow", ("layers", "--on", "1940-01-01", "--format", "geoparquet"), "GeoParquet"),
        ("matplotlib", ("measure", "--every", "1", "--chart", "shift.svg"), "A chart"),
        ("matplotlib", ("map", "-o", "border.png"), "A picture of pixels (.png)"),
        ("openpyxl", ("who", "--names", "names.csv", "-o", "held.xlsx"), "A workbook (.xlsx)"),
    ],
)
def test_without_an_extra_one_sentence(
    package: str, arguments: tuple[str, ...], what: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "names.csv").write_text("place\nHusiatyn\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    # what other tests have loaded is gone, and so are our own modules that load it as they are loaded
    for name in [*sys.modules, package]:
        if name.partition(".")[0] == package:
            monkeypatch.setitem(sys.modules, name, None)
        elif name in {"geo.text.charts", "geo.text.raster", "geo.text.series_chart"}:
            monkeypatch.delitem(sys.modules, name)
    run = here(*arguments, "-q")
    assert run.returncode == 2
    assert run.stderr == f"bordershift: {what} needs {package}; install it with: pip install {package}.\n"
    assert [path.name for path in tmp_path.iterdir()] == ["names.csv"]
