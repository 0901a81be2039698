"""Who held each row of a frame of places: a column a question, whole or partition by partition."""

from __future__ import annotations

from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from geo.atlas.answers import OUTSIDE, UNREADABLE
from geo.atlas.atlas import Atlas
from geo.atlas.doubted import why_unsure
from geo.atlas.frame_days import frame_days
from geo.atlas.open_atlas import open_atlas
from geo.errors import InputFileError
from geo.files.columns import dates

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    import pandas as pd
    from numpy.typing import ArrayLike, NDArray

    from geo.atlas.answers import Answers

__all__ = ["who_table"]

_LATITUDES: Final = ("lat", "latitude", "y")
_LONGITUDES: Final = ("lon", "lng", "long", "longitude", "x")


def who_table(
    points: pd.DataFrame, on: str | dt.date | ArrayLike, *, atlas: Atlas | Path | str | None = None
) -> pd.DataFrame:
    """Say who held each row of a frame of places on a day, or each on its own.

    Whole columns are asked at once. The same rows come back, with the same
    index and always the same columns of the same types, also of no rows: so a
    frame that is larger than memory is asked partition by partition, with
    ``frame.map_partitions(geo.who_table, "1940-01-01")`` of dask.

    Parameters
    ----------
    points : pandas.DataFrame
        A `geopandas.GeoDataFrame` of points, in any reference system; or a
        frame with columns ``lat`` and ``lon``, degrees on WGS 84.
    on : str, datetime.date or array_like
        The day; or each row's own, as the name of a column that holds them, or as a column: dates,
        moments (of which the day counts) or texts such as ``17.09.1939``, also one beside the other.
        A word that names a column is one.
    atlas : Atlas or path, optional
        The bundled one by default. A path, which every process opens once
        for itself, is what to give where partitions travel.

    Returns
    -------
    pandas.DataFrame
        A copy of `points`, a GeoDataFrame if it was one, with ``holder``,
        ``status``, ``occupier`` (of the holder's own land), ``zone``, ``region``,
        ``since``, ``until`` (dates, NaT where open), ``border_km`` to the nearest border on land of that day,
        ``sigma_km``, its one-sigma error, ``sure``, whether that is two of
        them away or more, the land was not passing that day, nor an army of another state near,
        ``passing`` and ``passing_to``: over which days (EDTF) land was changing
        hands that day, or an army was near, and to whom, or whose, ``note``: why it
        is not sure, and ``on_land``: False in the sea, also near a coast, where
        ``holder`` is that of the zone's land; a join with
        `states`, which end at the coast, finds none there. Where there is no answer, ``status`` says
        why: ``outside`` or ``unreadable``; so it is of a row whose own day lies outside the atlas, or
        that has none, and ``note`` tells which.

    Raises
    ------
    DayError
        If the day is none, or lies outside the atlas; with the row, if a row's own is none, may be two,
        or is more than a day.
    InputFileError
        If no column or geometry tells where the places lie, or a column is
        called as one of the answer's.

    Examples
    --------
    >>> import pandas as pd
    >>> towns = pd.DataFrame({"town": ["Vilnius", "Lviv"], "lat": [54.69, 49.84], "lon": [25.28, 24.02]})
    >>> who_table(towns, "1940-01-01")[["town", "holder", "status", "sure"]].values.tolist()
    [['Vilnius', 'Lithuania', 'ceded', True], ['Lviv', 'USSR', 'annexed', True]]
    >>> who_table(towns, "1939-09-20")[["holder", "passing_to"]].values.tolist()
    [['Poland', 'USSR'], ['Poland', 'USSR']]
    >>> who_table(towns.assign(born=["1.9.1939", "3 VII 1940"]), "born")["holder"].tolist()
    ['Poland', 'USSR']
    """
    opened = atlas if isinstance(atlas, Atlas) else _opened(None if atlas is None else Path(atlas))
    lon, lat = _places(points)
    told = _told(opened, lon, lat, list(frame_days(opened, points, on)))
    taken = [name for name in told if name in points.columns]
    if taken:
        msg = (
            f"the frame has a column {taken[0]} already; rename it first, "
            f"with .rename(columns={{'{taken[0]}': 'own_{taken[0]}'}}), or drop it."
        )
        raise InputFileError(msg)
    return points.assign(**told)


@lru_cache(maxsize=4)
def _opened(folder: Path | None) -> Atlas:
    return open_atlas(folder)


def _told(
    atlas: Atlas,
    lon: NDArray[np.float64],
    lat: NDArray[np.float64],
    days: Sequence[tuple[dt.date | None, NDArray[np.int64], str, str]],
) -> dict[str, Any]:
    """Ask about the rows of each day at once, and put the answers in the order of the rows."""
    if len(days) == 1 and days[0][0]:
        return _on_day(atlas, days[0][0], lon, lat)
    import pandas as pd  # noqa: PLC0415  (half a second that other questions do not need)

    pieces = []
    for day, rows, status, note in days:
        if day is not None:
            answers = _on_day(atlas, day, lon[rows], lat[rows])
        else:  # of no day nothing is known: as of places that are none
            nowhere = np.full(len(rows), np.nan)
            answers = _on_day(atlas, atlas.about.first, nowhere, nowhere)
            answers |= {name: pd.Series([one] * len(rows), dtype=str).array for name, one in _why(status, note)}
        pieces.append(pd.DataFrame(answers, index=rows))
    whole = pd.concat(pieces).sort_index()
    return {str(name): whole[name].array for name in whole}


def _why(status: str, note: str) -> tuple[tuple[str, str], ...]:
    return ("status", status), ("note", note)


def _on_day(atlas: Atlas, day: dt.date, lon: NDArray[np.float64], lat: NDArray[np.float64]) -> dict[str, Any]:
    snapshot = atlas.derive(f"snapshot of {day}", partial(Atlas.on, day=day))
    moving = {zone.id: (over, state) for zone, _, over, state in snapshot.passing}
    told = _columns(atlas, snapshot.who_each(lon, lat), moving)
    told["on_land"] = np.asarray(told["zone"] != "") & atlas.ground.on_land(lon, lat)
    return told


def _places(points: pd.DataFrame) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Take longitudes and latitudes from the geometry, or else from two columns."""
    geometry: Any = getattr(points, "geometry", None)
    if geometry is not None and hasattr(geometry, "geom_type"):
        if geometry.crs is not None:
            geometry = geometry.to_crs(4326)
        if not (geometry.is_empty | geometry.isna() | (geometry.geom_type == "Point")).all():
            msg = "the frame's geometries are not points; take their representative_point() first."
            raise InputFileError(msg)
        return geometry.x.to_numpy(float), geometry.y.to_numpy(float)
    known = {str(name).casefold(): name for name in reversed(list(points.columns))}
    found = [
        next((known[name] for name in names if name in known), None) for names in (_LONGITUDES, _LATITUDES)
    ]
    if None in found:
        msg = "the frame has neither points nor columns lat and lon; name them so, in degrees on WGS 84."
        raise InputFileError(msg)
    lon, lat = (points[name].to_numpy(float, na_value=np.nan) for name in found)
    nowhere = ~((np.abs(lon) <= 180.0) & (np.abs(lat) <= 90.0))  # noqa: PLR2004  (the globe)
    return np.where(nowhere, np.nan, lon), np.where(nowhere, np.nan, lat)


def _columns(atlas: Atlas, answers: Answers, passing: dict[str, tuple[str, str]]) -> dict[str, Any]:
    """Take the answers apart: what a zone says is written once, and laid out by the zones' numbers."""
    import pandas as pd  # noqa: PLC0415  (half a second that other questions do not need)

    zones, held = answers.zones, answers.tenures
    at_sea = np.isfinite(answers.shore_km)
    # the last two stand for places without an answer, one for the open sea
    row = np.where(answers.there, answers.zone, np.where(np.isfinite(answers.lon), -2, -1))
    row = np.where(answers.there & at_sea, -3, row)

    def laid_out(
        texts: list[str], sea: str, outside: str, unreadable: str, which: NDArray[np.int64] = row
    ) -> Any:  # noqa: ANN401  (a column)
        return pd.Series([*texts, sea, outside, unreadable], dtype=str).array[which]

    def of_zones(texts: list[str]) -> Any:  # noqa: ANN401  (the same)
        return laid_out(texts, "", "", "")

    moving = {k: passing[zone.id] for k, zone in enumerate(zones) if zone.id in passing}
    notes = why_unsure(atlas.about, answers, moving)
    over = [moving.get(k, ("", "")) for k in range(len(zones))]
    # an army may be in it before its state holds it, or a transfer not yet have reached all of it; or it
    # came and went, which is known of places: they are told it where their zone is not
    still = ~np.array([*(bool(one[0]) for one in over), False, False, False])[row]
    kind = np.where(still & (answers.army >= 0), len(zones) + answers.army, row)
    over += [(army.over, army.state) for army in answers.armies]
    return {
        "holder": of_zones([span.holder for span in held]),
        "status": laid_out([span.status for span in held], "sea", OUTSIDE, UNREADABLE),
        # the sea lies in a zone too: whose islands it gives to their holder
        "zone": pd.Series([*(zone.id for zone in zones), ""], dtype=str).array[np.maximum(answers.zone, -1)],
        "region": of_zones([zone.region for zone in zones]),
        "since": dates([*(span.since for span in held), "", "", ""])[row],
        "until": dates([*(span.until for span in held), "", "", ""])[row],
        "border_km": answers.border_km,
        "sigma_km": answers.sigma_km,
        "occupier": of_zones([span.occupier for span in held]),
        "sure": np.array([not note for note in notes], dtype=bool),
        "passing": laid_out([one[0] for one in over], "", "", "", kind),
        "passing_to": laid_out([one[1] for one in over], "", "", "", kind),
        "note": pd.Series(list(map(str, notes)), dtype=str).array,
    }
