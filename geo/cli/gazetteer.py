"""The command that keeps the user's own settlements, and the gazetteer that the others look into: gazetteer."""

# ruff: noqa: PLC0415  (heavy modules are imported by the command that needs them)
from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from geo.cli.group import answer, atlas_folder, quiet, say, working
from geo.files.numbers import fixed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.atlas.atlas import Atlas
    from geo.atlas.gazetteer import Gazetteer
    from geo.own.dumps import Dump

__all__ = ["gazetteer", "gazetteer_of"]

_WHERE: Final = "https://download.geonames.org/export/dump/"
_STEM: Final = re.compile(r"[^A-Za-z0-9_-]+")


def _folder() -> Path:
    """Return where the user's tables are kept."""
    from platformdirs import user_data_path

    return user_data_path("bordershift", appauthor=False) / "gazetteer"


def _kept() -> list[Path]:
    """Return the user's tables, in the order of their names."""
    folder = _folder()
    return sorted(folder.glob("*.csv")) if folder.is_dir() else []


def gazetteer_of(atlas: Atlas, files: tuple[Path, ...] = ()) -> Gazetteer:
    """Return the gazetteer that a command looks into: the atlas's own with what the user brought.

    Parameters
    ----------
    atlas : Atlas
        An atlas without a gazetteer has no use for the user's: it is of other lands.
    files : tuple of Path
        Dumps to look into for this once.
    """
    kept = _kept() if "gazetteer" in atlas.about.tables else []
    more = [*_for_once(atlas, files), *kept]
    return atlas.gazetteer.adding(more) if more else atlas.gazetteer


def _for_once(atlas: Atlas, files: tuple[Path, ...]) -> list[Path]:
    """Make a table of some dumps, and keep it among what can be made anew; made before, it is found there."""
    if not files:
        return []
    import hashlib

    from platformdirs import user_cache_path

    from geo.files.sniffing import MOST_BYTES, check_regular
    from geo.own.dumps import read_dumps

    digest = hashlib.sha256(repr(atlas.window).encode())
    for path in files:
        check_regular(path, MOST_BYTES)
        with path.open("rb") as file:
            digest.update(hashlib.file_digest(file, "sha256").digest())
    folder = user_cache_path("bordershift", appauthor=False) / "gazetteer"
    begun = digest.hexdigest()[:24]
    if not list(folder.glob(f"{begun}-*.csv")):
        _keep(folder, read_dumps(files, atlas.window), f"{begun}-")
    return sorted(folder.glob(f"{begun}-*.csv"))


def _keep(folder: Path, dumps: Sequence[Dump], begun: str = "") -> None:
    """Write tables and their indices, all or none."""
    from geo.atlas.name_index import index_of, index_path
    from geo.files.writing import together, write_text

    with together(folder) as scratch:
        for dump in dumps:
            table = scratch / f"{begun}{_stem(dump)}.csv"
            write_text(table, dump.text)
            index_path(table).write_bytes(index_of(table))


def _stem(dump: Dump) -> str:
    """Return what a table is called: as its file, less what no file should be called."""
    return _STEM.sub("-", Path(dump.file).stem).strip("-")[:80] or "own"


@click.group()
def gazetteer() -> None:
    """Keep the settlements of whole countries, so that every village is found by its name.

    The bundled gazetteer has the towns, and most villages of the land that
    changed hands by their post office. GeoNames has them all: a file for each
    country (BY.zip, UA.zip, LT.zip, RU.zip ...), and alternateNamesV2.zip with
    more of their names, at https://download.geonames.org/export/dump/. They are
    read once; what lies within the atlas is kept in your data folder.

    \b
    Examples:
      bordershift gazetteer add BY.zip UA.zip alternateNamesV2.zip
      bordershift gazetteer list
      bordershift gazetteer remove BY
    """


@gazetteer.command("add")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILES...")
@atlas_folder
@quiet
def add(files: tuple[Path, ...], *, data: Path | None, quiet: bool) -> None:
    """Take in dumps of GeoNames, zipped or not; of one that was taken before, the new one stays.

    Names of alternateNamesV2 go to the settlements of the files named with it.
    """
    from geo.atlas.about import read_about
    from geo.atlas.open_atlas import open_atlas
    from geo.cli.group import folder_of
    from geo.own.dumps import read_dumps

    read_about(folder_of(data))
    window = open_atlas(data).window
    with working("reading dumps", quiet=quiet):
        dumps = read_dumps(files, window)
        _keep(_folder(), dumps)
    for dump in dumps:
        names = f", {fixed(dump.names, 0)} names of alternateNamesV2" if dump.names else ""
        answer(f"{_stem(dump)}: {_counted(dump.countries)}{names}\n")
    say(f"kept in {_folder()}", quiet=quiet)


def _counted(countries: dict[str, int]) -> str:
    """Say how many settlements there are, and how many of each country."""
    count = sum(countries.values())
    told = ", ".join(f"{country or 'no country'} {fixed(number, 0)}" for country, number in countries.items())
    return f"{fixed(count, 0)} settlement{'s' * (count != 1)} ({told})"


@gazetteer.command("list")
def list_() -> None:
    """Say what was taken in, one line a table: its name, how many settlements of which country."""
    from geo.atlas.settlements import Settlements

    for path in _kept():
        answer(f"{path.stem}: {_counted(Settlements(path).countries)}\n")
    if not _kept():
        say(f"nothing was taken in yet; dumps are had at {_WHERE} (bordershift gazetteer add BY.zip).")


@gazetteer.command("remove")
@click.argument("names", nargs=-1, required=True, metavar="NAMES...")
def remove(names: tuple[str, ...]) -> None:
    """Drop what was taken in, by the names that `gazetteer list` tells."""
    from geo.atlas.name_index import index_path
    from geo.errors import UnknownNameError
    from geo.files.names import choices

    kept = {path.stem: path for path in _kept()}
    for name in names:
        if name not in kept:
            known = choices(name, sorted(kept), "choose from")
            msg = f"nothing that was taken in is called '{name[:60]}'; {known}"
            raise UnknownNameError(msg)
    for name in dict.fromkeys(names):
        index_path(kept[name]).unlink(missing_ok=True)
        kept[name].unlink()
        answer(f"{name}: removed\n")
