"""What is sure of a day though several places bear a name: that all of them had one and the same holder."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np

from geo.atlas.candidates import candidate
from geo.atlas.doubted import TOO_NEAR, joined, merged, parts_of
from geo.atlas.held import CELL, held
from geo.atlas.lands import land_names, zones_called
from geo.atlas.languages import Said
from geo.atlas.list_notes import BESIDE, in_vain, likeness, some
from geo.atlas.titles import with_title
from geo.atlas.weighing import is_town_of
from geo.files.edtf import read_day
from geo.files.names import plain

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from geo.atlas.atlas import Atlas
    from geo.atlas.namesakes import Namesakes
    from geo.atlas.own_days import OwnDay

__all__ = [
    "HeldByAll",
    "held_by_all",
    "held_otherwise",
    "land_held",
    "lands_alone",
    "less_idle",
    "less_moot",
    "one_holder",
    "unsure_among",
    "whichever",
]


@dataclass(frozen=True, slots=True)
class HeldByAll:
    """The one holder that several places had on a day.

    Attributes
    ----------
    holder : str
    status : str
        Its title; empty where the places were held by several.
    sure : bool
        Whether it is certain of each of them.
    places : int
        How many they are.
    occupier : str
        Who occupied its land; empty where that was not one state in all of them.
    note : str
        Why it is not sure; empty where it is.

    Examples
    --------
    >>> from geo import namesakes, open_atlas
    >>> from geo.atlas.own_days import own_day
    >>> from geo.atlas.whichever import held_by_all
    >>> atlas = open_atlas()
    >>> held_by_all(atlas, namesakes(atlas, "Koniusza"), own_day(atlas, "1939-08-23"))
    HeldByAll(holder='Poland', status='sovereign', sure=True, places=2, occupier='', note='')
    >>> held_by_all(atlas, namesakes(atlas, "Koniusza"), own_day(atlas, "1940-01-01")) is None
    True
    """

    holder: str
    status: str
    sure: bool
    places: int
    occupier: str = ""
    note: str = ""

    @property
    def told(self) -> str:
        """The holder with its title, and why that is not sure; other languages can say it."""
        who = with_title(self.holder, self.status, self.occupier)
        return joined(who, Said.fill("not sure: {note}", note=self.note) if self.note else "")


def one_holder(rows: Sequence[Sequence[object] | None], *, why_not: str = "") -> HeldByAll | None:
    """Tell which holder all of some places had.

    Parameters
    ----------
    rows : sequence of sequence, or None
        Of each place the cells under `Held.COLUMNS`; None of one that had several.
    why_not : str
        Why it is not certain that one of these places is meant; empty where it is.

    Returns
    -------
    HeldByAll or None
        None if they had several, or none.
    """
    cells = [row for row in rows if row is not None]
    holders = {str(row[CELL["holder"]]) for row in cells}
    if len(cells) < len(rows) or len(holders) != 1 or holders == {""}:
        return None
    titles = {(str(row[CELL["status"]]), str(row[CELL["occupier"]])) for row in cells}
    status, occupier = titles.pop() if len(titles) == 1 else ("", "")
    note = joined(why_not, merged(row[CELL["note"]] for row in cells))
    return HeldByAll(holders.pop(), status, not note, len(rows), occupier, note)


def whichever(all_held: HeldByAll) -> Said:
    """Say who held all of several places, whichever of them is meant; or one, wherever it lies."""
    if all_held.places == 1:
        return Said.fill("wherever it lies: {held}", held=all_held.told)
    return Said.fill("whichever of the {n} is meant: {held}", n=all_held.places, held=all_held.told)


def unsure_among(found: Namesakes) -> str:
    """Say why a name may mean none of the places between which it does not decide; empty if it means one.

    So it is where what was asked beside it points to none, or where all of them bear only what a
    neighbouring language makes of it.
    """
    words = "each bears the name only as a neighbouring language spells it"
    cognates = Said.fill(words) if all(one.cognate for one in found.undecided) else ""
    alike = {likeness(found, one) for one in found.undecided}
    return joined(cognates, alike.pop() if len(alike) == 1 else "", *in_vain(found))


def held_otherwise(atlas: Atlas, regions: Collection[str], holder: str, days: Iterable[str]) -> bool:
    """Tell whether another state had land of some regions, called so, on one of some days."""
    asked = list(map(read_day, days))
    spans = chain.from_iterable(
        atlas.history(zone) for zone in atlas.zones if atlas.regions.get(zone.region) in regions
    )
    return any(span.holder != holder and any(map(span.covers, asked)) for span in spans)


def less_idle(atlas: Atlas, found: Namesakes, holders: Collection[str], days: Iterable[str]) -> Namesakes:
    """Leave out the regions of which few villages are known, where one that is missing had the same holder too.

    Parameters
    ----------
    atlas : Atlas
    found : Namesakes
    holders : collection of str
        Who held what is told of, on all the days.
    days : iterable of str

    Examples
    --------
    >>> from geo import namesakes, open_atlas
    >>> atlas = open_atlas()
    >>> found = namesakes(atlas, "Городниця")
    >>> [less_idle(atlas, found, [state], ["1940-10-01"]).thin for state in ("USSR", "Romania")]
    [(), ('Western Belarus',)]
    """
    whose = set(holders)
    if len(whose) == 1 and not held_otherwise(atlas, found.thin, whose.pop(), days):
        found = replace(found, thin=())
    return less_moot(found, days)


def less_moot(found: Namesakes, days: Iterable[str]) -> Namesakes:
    """Leave out those that may be called so too where they surely had the holder of the town that is taken.

    Parameters
    ----------
    found : Namesakes
    days : iterable of str
        Without any, nothing is left out.

    Examples
    --------
    >>> from geo import namesakes, open_atlas
    >>> found = namesakes(open_atlas(), "Stryj")
    >>> [less_moot(found, [day]).certain for day in ("1939-08-23", "1940-01-01")]
    [True, False]
    """
    asked = list(days)
    ones = [one for one in (found.taken, *found.also) if one is not None]
    same = all(len({one.on(day).holder for one in ones}) == 1 for day in asked)
    return replace(found, moot=bool(asked) and same and not any(one.else_told for one in found.also))


def held_by_all(atlas: Atlas, found: Namesakes, day: OwnDay) -> HeldByAll | None:
    """Tell which holder all places had that a name may mean, where none of them is taken.

    Parameters
    ----------
    atlas : Atlas
    found : Namesakes
    day : OwnDay
        A day, or a span of which it is told if all had that holder all the while.
    """
    ones = found.undecided
    if len({one.on(on).holder for one in ones for on in day.days}) != 1:
        return None
    lon, lat, sigma_km = zip(*((o.place.lon, o.place.lat, o.place.sigma_m / 1000.0) for o in ones), strict=True)
    rows = held(atlas, lon, lat, own_days=[day.days] * len(ones), place_sigma_km=sigma_km).rows
    each = len(day.days)
    wholes = [day.one(rows[k * each : (k + 1) * each])[0] for k in range(len(ones))]
    return one_holder(wholes, why_not=unsure_among(found))


def lands_alone(atlas: Atlas) -> list[str]:
    """Return the names of all lands, folded, but those by which a town in it is meant: Hangö.

    Of a town whose own name it is the page knows by itself.
    """

    def is_town(name: str) -> bool:
        matches = (match for match in atlas.gazetteer.borne(name).matches if match.bears != match.place.name)
        return any(is_town_of(candidate(atlas, match), name, zones_called(atlas, name)) for match in matches)

    return sorted(name for name in land_names(atlas) if not is_town(name))


def land_held(atlas: Atlas, found: Namesakes, day: OwnDay) -> tuple[HeldByAll | None, Said]:
    """Tell which holder all of a land had, whose name was asked for; None where its parts had several.

    Parameters
    ----------
    atlas : Atlas
    found : Namesakes
    day : OwnDay
        A day, or a span of days.

    Returns
    -------
    HeldByAll or None
    Said
        That it is a land and no place, and whose it was.

    Examples
    --------
    >>> from geo import namesakes, open_atlas
    >>> from geo.atlas.own_days import own_day
    >>> atlas = open_atlas()
    >>> for name in ("woj. wołyńskie", "Wołyń"):
    ...     print(land_held(atlas, namesakes(atlas, name), own_day(atlas, "1939-08-23"))[1])
    'woj. wołyńskie' is a land and no place; all of it: Poland (sovereign)
    'Wołyń' is a land and no place; its parts: Poland or USSR
    """
    land = Said.fill(BESIDE["land"], name=plain(found.land, 60))
    if not day.days:
        return None, land
    keys = zones_called(atlas, found.land)
    zones = [zone for zone in atlas.zones if zone.id in keys]
    points = [(at.x, at.y) for at in (atlas.territory(zone).representative_point() for zone in zones)]
    armies = [army for army in atlas.armies if army.zone in keys]
    inside = atlas.zones_at(*np.array([[army.lon, army.lat] for army in armies]).reshape(-1, 2).T)
    points += [
        (army.lon, army.lat)
        for army, zone in zip(armies, inside.tolist(), strict=True)
        if atlas.zones[zone].id == army.zone
    ]
    rows = held(atlas, *np.array(points).T, own_days=[day.days] * len(points)).rows
    each = len(day.days)
    wholes = [day.one([_of_all(row) for row in rows[k * each : (k + 1) * each]])[0] for k in range(len(points))]
    all_held = one_holder(wholes)
    if all_held is not None:
        return all_held, Said.fill("{land}; all of it: {held}", land=land, held=all_held.told)
    holders = dict.fromkeys(str(row[CELL["holder"]]) or "nobody" for row in rows)
    return None, Said.fill("{land}; its parts: {held}", land=land, held=some(sorted(holders), BESIDE["or"]))


def _of_all(row: Sequence[object]) -> tuple[object, ...]:
    """Return cells without what is noted of one point alone: that a border was near it."""
    cells = list(row)
    parts = parts_of(cells[CELL["note"]])
    note = joined(*(one for one in parts if not (isinstance(one, Said) and one.template == TOO_NEAR)))
    cells[CELL["note"]], cells[CELL["sure"]] = note, not note
    return tuple(cells)
