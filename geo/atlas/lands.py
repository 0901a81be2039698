"""Names of lands: regions and historical provinces, which are no places, and in which zones they lie."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.atlas.bynames import folded
from geo.atlas.called import regions_called
from geo.atlas.hints import bare_hint
from geo.atlas.places import fold

if TYPE_CHECKING:
    from geo.atlas.atlas import Atlas

__all__ = ["land_names", "zones_called"]


def land_names(atlas: Atlas) -> dict[str, frozenset[str]]:
    """Return the names of all lands, folded, each with the zones that it has a part in, by their keys."""

    def read(one: Atlas) -> dict[str, frozenset[str]]:
        of_region = {
            region: frozenset(zone.id for zone in one.zones if zone.region == region) for region in one.regions
        }
        called = {
            **regions_called(one.folder, one.about.tables),
            **one.bynames.region,
            **{
                folded(name): region
                for item in one.regions.items()
                for name, region in ((item[0], item[0]), item[::-1])
            },
        }
        regions = {name: of_region[region] for name, region in called.items() if region in of_region and name}
        return regions | {folded(name): zones for name, zones in one.bynames.land.items()}

    return atlas.derive("names of lands", read)


def zones_called(atlas: Atlas, name: str) -> frozenset[str]:
    """Return the zones, by their keys, of the land that a name is of; none if it is of none.

    Examples
    --------
    >>> from geo import open_atlas
    >>> atlas = open_atlas()
    >>> sorted(zones_called(atlas, "woj. wołyńskie")), sorted(zones_called(atlas, "Wołyń"))
    (['west_ukraine'], ['ussr', 'west_belarus', 'west_ukraine'])
    >>> zones_called(atlas, "Husiatyn")
    frozenset()
    """
    names = land_names(atlas)
    return names.get(folded(name)) or names.get(fold(bare_hint(name)), frozenset())
