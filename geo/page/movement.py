"""How far the border had moved by each day, as the page carries it.

What a state holds changes on few days. From one such day to the next, an
epoch, every figure stays the same; the page looks up the epoch of its day and
measures nothing.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import shapely

from geo.atlas.atlas import Snapshot
from geo.measures.change import change
from geo.measures.land import LandSweep, segments_of
from geo.measures.profile import grid, just_inside, profile_of
from geo.measures.shift import ALL_REGIONS, measured
from geo.measures.summary import TOTAL, RegionShift
from geo.page.wire import PIECE_STEPS, columns

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator

    _Row = tuple[int | str | None, ...]

    from geo.atlas.atlas import Atlas
    from geo.atlas.views import View
    from geo.measures.change import Change, Transfer

__all__ = ["Epoch", "epochs_of", "focus", "moved_tables", "spacing", "turning"]

PARALLELS: Final = 250
"""Parallels that the map keeps arrows for, about."""


@dataclass(frozen=True, slots=True)
class Epoch:
    """What had changed hands from a day on.

    Attributes
    ----------
    day : datetime.date
        The first on which the state holds what it does.
    whole, shown : Change
        Since the page's first day: everything, and what the page is about.
    total : RegionShift
        Of what is shown.
    regions : tuple of RegionShift
    """

    day: dt.date
    whole: Change
    shown: Change
    total: RegionShift
    regions: tuple[RegionShift, ...]


def epochs_of(before: Snapshot, state: str, view: View, *, since: dt.date | None = None) -> tuple[Epoch, ...]:
    """Measure what changed hands from a day up to every day on which that changed.

    Parameters
    ----------
    before : Snapshot
        The page's first day.
    state : str
    view : View
    since : datetime.date, optional
        The first day to tell of; that of the page by default.

    Returns
    -------
    tuple of Epoch
        In time.

    Examples
    --------
    >>> from geo import open_atlas
    >>> from geo.atlas.views import WHOLE
    >>> epochs = epochs_of(open_atlas().on("1939-08-23"), "Estonia", WHOLE)
    >>> [(str(epoch.day), round(epoch.total.area_km2)) for epoch in epochs]
    [('1939-08-23', 0), ('1940-08-06', -45...)]
    """
    first = since or before.day
    return before.atlas.derive(
        f"epochs of {state} in {view.id} from {before.day}, since {first}",
        lambda atlas: tuple(_epochs(atlas, before, state, view, first)),
    )


def _epochs(atlas: Atlas, before: Snapshot, state: str, view: View, first: dt.date) -> Iterator[Epoch]:
    turns = {span.start for span in atlas.tenure if span.start is not None}
    names = {zone.region or zone.id: atlas.regions.get(zone.region, zone.name) for zone in atlas.zones}
    held: object = None
    for day in sorted(turns | {first, before.day}):
        snapshot = Snapshot(atlas, day)
        if not first <= day <= atlas.about.last or snapshot.zones_of(state) == held:
            continue
        held = snapshot.zones_of(state)
        whole = change(before, snapshot, state=state)
        shown = whole.within(*view.regions) if view.regions else whole
        # regions stand on several pages, and on several days: each is measured once
        regions = [measured(shown.within(name), name, names[name]) for name in shown.regions]
        yield Epoch(day, whole, shown, measured(shown, TOTAL, view.title or ALL_REGIONS), tuple(regions))


def turning(epochs: Iterable[Epoch]) -> Change:
    """Gather everything that had changed hands in any epoch, each zone as the last of them has it."""
    last: dict[str, Transfer] = {}
    for epoch in epochs:
        last.update({transfer.zone.id: transfer for transfer in epoch.whole.transfers})
        found = epoch.whole
    return type(found)(found.before, found.after, found.state, tuple(last.values()))


def focus(found: Change) -> list[float]:
    """West, south, east and north of the land that changed hands, or of everything."""
    if not found.transfers:
        return list(found.before.atlas.window)
    bounds = shapely.total_bounds([transfer.territory for transfer in found.transfers])
    return [round(float(value), 3) for value in bounds]


def spacing(found: Change) -> float:
    """Round spacing of parallels, 1, 2 or 5 of a power of ten, that comes nearest to giving `PARALLELS`."""
    _, south, _, north = focus(found)
    wanted = max(north - south, 1e-3) / PARALLELS
    power = 10.0 ** math.floor(math.log10(wanted))
    step = min((1, 2, 5, 10), key=lambda step: abs(math.log(step * power / wanted)))
    return float(f"{power * step:.3g}")


def moved_tables(
    epochs: tuple[Epoch, ...], sentences: Iterable[list[str]], every_deg: float
) -> dict[str, dict[str, list[Any]]]:
    """Write the tables that tell how far the border had moved.

    Parameters
    ----------
    epochs : tuple of Epoch
    sentences : iterable of list of str
        What is said of each, in the parts between which the day goes.
    every_deg : float
        Degrees between parallels.

    Returns
    -------
    dict
        The page's tables ``figures``, ``epochs``, ``pieces``, ``parallels``,
        ``areas``.
    """
    figures = list(dict.fromkeys(figure for epoch in epochs for figure in (epoch.total, *epoch.regions)))
    number = {figure: k for k, figure in enumerate(figures)}
    rows = (
        (epoch.day.isoformat(), sentence, number[epoch.total], [number[region] for region in epoch.regions])
        for epoch, sentence in zip(epochs, sentences, strict=True)
    )
    atlas = epochs[0].whole.before.atlas
    zones = {zone.id: k for k, zone in enumerate(atlas.zones)}
    heads = tuple(column.name for column in RegionShift.COLUMNS)
    told = [record for figure in figures for record in figure.table().rounded(3).records()]
    areas = (
        (zones[t.zone.id], round(abs(t.area_km2), 6), round(abs(t.lake_km2), 6))
        for t in turning(epochs).transfers
    )
    whole = epochs[0].whole
    lasting = atlas.derive(
        f"parallels of {whole.state} from {whole.before.day}, since {epochs[0].day}, every {every_deg}",
        lambda _: tuple(map(_lasting, zip(*(_swept(epoch.whole, every_deg) for epoch in epochs), strict=True))),
    )
    return {
        "figures": columns("figures", [list(record.values()) for record in told], heads),
        "epochs": columns("epochs", rows),
        "pieces": columns("pieces", lasting[0]),
        "parallels": columns("parallels", lasting[1]),
        "areas": columns("areas", areas),
    }


def _metres(kilometres: float) -> int | None:
    return round(kilometres * 1000.0) if math.isfinite(kilometres) else None


def _lasting(epochs: Iterable[Iterable[tuple[Any, ...]]]) -> list[tuple[Any, ...]]:
    """Put before each row from which epoch on, and until which, it stands.

    A row that goes and comes back stands twice.

    Examples
    --------
    >>> _lasting([[(7, 0, 1)], [(7, 0, 1), (8, 3, 4)], [(8, 3, 4)]])
    [(0, 2, 7, 0, 1), (1, 3, 8, 3, 4)]
    """
    open_rows: dict[tuple[Any, ...], int] = {}
    lasting: list[tuple[Any, ...]] = []
    count = 0
    for count, rows in enumerate(epochs, 1):
        now = dict.fromkeys(map(tuple, rows))
        lasting += [(begun, count - 1, *row) for row, begun in open_rows.items() if row not in now]
        open_rows = {row: open_rows.get(row, count - 1) for row in now}
    lasting += [(begun, count, *row) for row, begun in open_rows.items()]
    return sorted(lasting, key=lambda row: (*row[2:5], row[0]))


def _swept(found: Change, every_deg: float) -> tuple[list[_Row], list[_Row]]:
    """Return the rows of a change for the tables ``pieces`` and ``parallels``."""
    sweep = LandSweep(found)
    lats = grid(*sweep.bounds, every_deg)
    cut = sweep.pieces(just_inside(sweep, lats))
    cores = sweep.cores(cut.lats)
    arcs = {arc.id: k for k, arc in enumerate(sweep.atlas.arcs)} | {"coast": -1}
    pieces: list[_Row] = [
        (
            round(piece.lat / every_deg),
            round(piece.west * PIECE_STEPS),
            round(piece.east * PIECE_STEPS),
            _metres(piece.km),
            _metres(piece.sigma_km),
            arcs[piece.west_arc],
            arcs[piece.east_arc],
            piece.westward,
        )
        for piece in segments_of(sweep.atlas, lats, cut, cores)
    ]
    profile = profile_of(sweep, cut, cores)
    measured = (profile.gain_km, profile.loss_km, profile.net_km, profile.sigma_km)
    parallels: list[_Row] = [
        (round(lat / every_deg), *map(_metres, kilometres), end)
        for lat, *kilometres, end in zip(lats, *measured, profile.end, strict=True)
        if kilometres[0] or kilometres[1]
    ]
    return pieces, parallels
