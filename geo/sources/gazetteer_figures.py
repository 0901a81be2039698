"""How many settlements the gazetteer knows of each region, and how well: a table in ``data/README.md``.

``python -m geo.sources.gazetteer_figures`` writes it anew between its two marks.
"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
import shapely

from geo.atlas.open_atlas import open_atlas
from geo.errors import DataError
from geo.files.numbers import fixed
from geo.files.writing import write_text

if TYPE_CHECKING:
    from geo.atlas.atlas import Atlas
    from geo.atlas.places import Place

__all__ = ["figures", "main"]

_ROOT: Final = Path(__file__).resolve().parents[2]
_BEGIN, _END = "<!-- gazetteer: begin -->\n", "<!-- gazetteer: end -->\n"
_WELL_M: Final = 1_500.0
_FAIRLY_M: Final = 8_000.0


def _row(name: str, places: list[Place]) -> str:
    sigma = np.array([place.sigma_m for place in places])
    well, fairly = int((sigma <= _WELL_M).sum()), int((sigma <= _FAIRLY_M).sum())
    names = sum(1 + len(place.other_names) for place in places)
    counts = (len(places), well, fairly - well, len(places) - fairly, names)
    return f"| {name} | {' | '.join(fixed(count, 0, gap=' ') for count in counts)} |\n"


def figures(atlas: Atlas) -> str:
    """Write how many settlements are known of each region, by how well, and their names.

    Parameters
    ----------
    atlas : Atlas
    """
    places = list(atlas.gazetteer)
    points = [shapely.Point(place.lon, place.lat) for place in places]
    tree = shapely.STRtree([zone.polygon for zone in atlas.zones])
    lies: dict[int, int] = {}
    for point, zone in tree.query(points, "intersects").T.tolist():
        lies[point] = min(zone, lies.get(point, zone))
    region: dict[str, list[Place]] = defaultdict(list)
    for point, zone in lies.items():
        region[atlas.zones[zone].region].append(places[point])
    gained = [place for name in atlas.regions for place in region[name]]
    rows = [_row(label, region[name]) for name, label in atlas.regions.items() if region[name]]
    known = f"known to {_WELL_M / 1000:g} km | to {_FAIRLY_M / 1000:g} km | less well"
    head = f"| region | settlements | {known} | names |\n|---|---:|---:|---:|---:|---:|\n"
    elsewhere = [place for name in region if name not in atlas.regions for place in region[name]]
    return head + "".join(rows) + _row("**all of these**", gained) + _row("elsewhere", elsewhere)


def main() -> None:
    """Write the table into ``data/README.md``."""
    path = _ROOT / "data" / "README.md"
    text = path.read_text(encoding="utf-8")
    if text.count(_BEGIN) != 1 or text.count(_END) != 1:
        msg = f"{path} lacks the marks {_BEGIN.strip()} and {_END.strip()}; put them where the table goes."
        raise DataError(msg)
    before, rest = text.split(_BEGIN)
    write_text(path, f"{before}{_BEGIN}{figures(open_atlas(_ROOT / 'data'))}{_END}{rest.split(_END)[1]}")


if __name__ == "__main__":
    main()
