"""Open an atlas: read its folder, checked."""

from __future__ import annotations

from pathlib import Path

from geo.atlas import bundled
from geo.atlas.about import read_about
from geo.atlas.armies import armies_of
from geo.atlas.arrangement import arrange, read_arcs
from geo.atlas.atlas import Atlas, Tables
from geo.atlas.bynames import bynames_of
from geo.atlas.ground import Ground
from geo.atlas.places import places_of
from geo.atlas.schema import read_checked
from geo.atlas.tenure import events_of, spans_of
from geo.atlas.zones import zones_of

__all__ = ["open_atlas"]


def open_atlas(folder: Path | str | None = None) -> Atlas:
    """Open an atlas.

    Parameters
    ----------
    folder : path, optional
        A data folder of your own, with ``atlas.json``, ``arcs``, ``land`` and
        ``tables``; by default the bundled one, the western border of the USSR
        from 23 August 1939 to 22 June 1941.

    Returns
    -------
    Atlas

    Raises
    ------
    DataError
        If the data contradict themselves.

    Examples
    --------
    >>> atlas = open_atlas()
    >>> atlas.on("1939-08-23").who(26.0, 53.0).tenure.holder
    'Poland'
    >>> atlas.on("1941-06-21").who(26.0, 53.0).tenure.holder
    'USSR'
    """
    folder = Path(folder) if folder is not None else bundled.data_folder()
    about = read_about(folder)
    tables = folder / "tables"
    arcs = read_arcs(folder / "arcs", errors_known=about.errors_known)
    arrangement = arrange(arcs)
    wanted = "regions", "zones", "tenure", "armies", "events", "places", "other_names"
    rows = read_checked(tables, *wanted, has=about.tables)
    return Atlas(
        about=about,
        arcs=arcs,
        arrangement=arrangement,
        zones=zones_of(rows["zones"], arrangement.faces),
        tables=Tables(
            tenure=spans_of(rows["tenure"]),
            events=events_of(rows["events"]),
            places=places_of(rows["places"]),
            regions={row["region"]: row["name"] for row in rows["regions"]},
            bynames=bynames_of(rows["other_names"]),
            rows=rows,
            armies=armies_of(rows["armies"]),
            thin={row["region"]: row["thin"] for row in rows["regions"] if row["thin"]},
        ),
        ground=Ground(folder / "land"),
        folder=folder,
    )
