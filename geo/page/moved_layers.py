"""Layers of what lies between two days, and of names, for any folium map."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Unpack

import shapely
from branca.element import MacroElement
from folium.template import Template

from geo.export.inks import inks, ramp_colour
from geo.export.layers import gained_features
from geo.files.geojson import Feature
from geo.files.numbers import fixed
from geo.measures.change import change
from geo.measures.land import LandSweep, segments
from geo.measures.summary import TOTAL, summary_of
from geo.page.atlas_layers import TOLERANCE_M, AtlasLayer, LayerOptions, markup
from geo.page.words import fill, read_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from geo.atlas.atlas import Snapshot
    from geo.measures.change import Change
    from geo.measures.land import Segment

__all__ = ["ChangeLayer", "NamesLayer", "ShiftLayer"]

ARROWS_DEG: Final = 0.5
"""Degrees between the arrows of a shift."""
_HEAD_DEG: Final = 0.14
_SAME_DEG: Final = 1e-6
_LEAST_RANK_ZOOM: Final = 3
_STATE_DEG: Final = 3.0
"""A state this wide is named from afar."""


class _BetweenLayer(AtlasLayer):
    """What lies between two days, for one state."""

    def __init__(
        self,
        before: Snapshot,
        after: Snapshot,
        state: str | None,
        *,
        height: int,
        title: str,
        **options: Unpack[LayerOptions],
    ) -> None:
        atlas, words = before.atlas, read_words()
        super().__init__(atlas, pane=(f"bs-own-{title}", height), title=words[title], **options)
        self.before, self.after = before, after
        self.state = atlas.holder(state)

    @property
    def change(self) -> Change:
        """What changed hands."""
        return change(self.before, self.after, state=self.state)


class ChangeLayer(_BetweenLayer):
    """Land that changed hands between two days.

    Parameters
    ----------
    before, after : Snapshot
        Two days of one atlas.
    state : str, optional
        Whose gains and losses they are: those of the state the atlas is about,
        unless another is named.
    tolerance_m : float
        How far an outline may run from where it was measured, in metres.
    **options
        ``name``, ``show``, ``control``; see `AtlasLayer`.

    Raises
    ------
    UnknownNameError
        If the atlas does not know the state.

    Examples
    --------
    >>> import folium
    >>> import geo
    >>> atlas = geo.open_atlas()
    >>> winter = geo.ChangeLayer(atlas.on("1939-11-29"), atlas.on("1940-03-31"), name="The Winter War")
    >>> winter.add_to(folium.Map([62, 29], zoom_start=6)).layer_name
    'The Winter War'
    """

    def __init__(
        self,
        before: Snapshot,
        after: Snapshot,
        *,
        state: str | None = None,
        tolerance_m: float = TOLERANCE_M,
        **options: Unpack[LayerOptions],
    ) -> None:
        super().__init__(before, after, state, height=330, title="layer_change", **options)
        self.tolerance_m = tolerance_m

    def elements(self) -> Iterable[MacroElement]:
        """Make the land, each piece with its holders, its day and its area."""
        colours, words = inks(), read_words()
        features = [
            Feature(
                self.coarse(feature.geometry, self.tolerance_m),
                {
                    "name": feature.properties["name"],
                    "holders": " → ".join(
                        str(feature.properties[side] or "–") for side in ("holder_before", "holder_after")
                    ),
                    "status": feature.properties["status"],
                    "date": feature.properties["start_date"],
                    "area": f"{fixed(abs(float(feature.properties['area_km2'] or 0.0)), 0)} km²",
                    "ink": "gained" if float(feature.properties["area_km2"] or 0.0) > 0 else "lost",
                },
            )
            for feature in gained_features(self.change)
        ]
        told = {
            "name": words["region"],
            "holders": words["holder"],
            "status": words["title"],
            "date": words["since"],
            "area": words["area"].partition(",")[0],
        }

        def style(properties: dict[str, Any]) -> dict[str, Any]:
            ink = colours[properties["ink"]]
            return {"color": ink["edge"], "weight": 0.8, "fillColor": ink["fill"], "fillOpacity": ink["alpha"]}

        yield self.geo_json(features, style, told, tolerance_m=self.tolerance_m)


class ShiftLayer(_BetweenLayer):
    """How far a border moved between two days: arrows along parallels, darker the farther.

    Parameters
    ----------
    before, after : Snapshot
        Two days of one atlas.
    state : str, optional
        Whose border it is: that of the state the atlas is about, unless
        another is named.
    every_deg : float
        Degrees between the parallels.
    **options
        ``name``, ``show``, ``control``; see `AtlasLayer`.

    Raises
    ------
    UnknownNameError
        If the atlas does not know the state.

    Examples
    --------
    >>> import folium
    >>> import geo
    >>> atlas = geo.open_atlas()
    >>> arrows = geo.ShiftLayer(atlas.on("1939-08-23"), atlas.on("1941-06-21"), every_deg=1.0)
    >>> arrows.add_to(folium.Map([56, 26], zoom_start=5)).layer_name
    'Shift, km'
    """

    def __init__(
        self,
        before: Snapshot,
        after: Snapshot,
        *,
        state: str | None = None,
        every_deg: float = ARROWS_DEG,
        **options: Unpack[LayerOptions],
    ) -> None:
        super().__init__(before, after, state, height=360, title="layer_shift", **options)
        self.every_deg = every_deg

    def elements(self) -> Iterable[MacroElement]:
        """Make an arrow for each piece of a parallel, and name the kilometres of the largest shift."""
        words = read_words()
        found = self.change
        most = summary_of(LandSweep(found), TOTAL, TOTAL)
        pieces = segments(found, self.every_deg, also=[most.max_lat] if found.transfers else [])
        features = [
            Feature(
                _arrow(piece),
                {
                    "parallel": f"{piece.lat:.2f}° N".replace(".00", ""),
                    "km": fill(words["km_sigma"], {"km": fixed(piece.km), "sigma": fixed(piece.sigma_km)}),
                    "color": ramp_colour(piece.km, most.max_km),
                },
            )
            for piece in pieces
        ]
        look = {"weight": 2, "opacity": 1, "fill": False}
        told = {"parallel": words["parallel"], "km": words["layer_shift"].partition(",")[0]}
        yield self.geo_json(
            features, lambda properties: {**look, "color": properties["color"]}, told, tolerance_m=1.0
        )
        longest = [piece for piece in pieces if abs(piece.lat - most.max_lat) < _SAME_DEG]
        if longest:
            piece = max(longest, key=lambda one: abs(one.km))
            text = fill(words["km"], {"km": fixed(most.max_km, 0)})
            yield _Names(self, [(piece.lat, (piece.west + piece.east) / 2.0, 1, text, "km")])


def _arrow(piece: Segment) -> shapely.MultiLineString:
    """Draw a piece from the old border to the new one; where a border came or went, without a head."""
    ends = (piece.east, piece.west) if piece.westward >= 0 else (piece.west, piece.east)
    lines = [[(ends[0], piece.lat), (ends[1], piece.lat)]]
    if piece.westward:
        head = min(_HEAD_DEG, 0.4 * (piece.east - piece.west)) * piece.westward
        half = abs(head) / 4.0
        tip = (ends[1], piece.lat)
        lines.append([(ends[1] + head, piece.lat + half), tip, (ends[1] + head, piece.lat - half)])
    return shapely.MultiLineString(lines)


class NamesLayer(AtlasLayer):
    """Names of states and towns on a day, the lesser ones as one comes nearer.

    Parameters
    ----------
    snapshot : Snapshot
        The atlas on the day.
    **options
        ``name``, ``show``, ``control``; see `AtlasLayer`.

    Examples
    --------
    >>> import folium
    >>> import geo
    >>> geo.NamesLayer(geo.open_atlas().on("1939-08-23")).add_to(folium.Map()).layer_name
    'Names'
    """

    def __init__(self, snapshot: Snapshot, **options: Unpack[LayerOptions]) -> None:
        title = read_words()["layer_names"]
        super().__init__(snapshot.atlas, pane=("bs-own-names", 620), title=title, **options)
        self.snapshot = snapshot

    def elements(self) -> Iterable[MacroElement]:
        """Make the names of towns, then those of states in the midst of their land."""
        yield _Names(self, [*self._towns(), *self._states()])

    def _towns(self) -> Iterable[tuple[float, float, int, str, str]]:
        for place in self.atlas.places:
            if place.rank:
                yield place.lat, place.lon, place.rank, place.name_then or place.name, "town"

    def _states(self) -> Iterable[tuple[float, float, int, str, str]]:
        for state in self.snapshot.holders:
            land = self.coarse(self.snapshot.territory(state), 10 * TOLERANCE_M)
            if land.is_empty:
                continue
            circle = shapely.maximum_inscribed_circle(land, tolerance=0.1)  # type: ignore[call-overload]
            middle = shapely.get_point(circle, 0)
            west, _, east, _ = land.bounds
            rank = 1 if east - west > _STATE_DEG else 3
            yield middle.y, middle.x, rank, state, "state"


class _Names(MacroElement):
    """Texts on the map; each is shown from a zoom on."""

    _template = Template("""
        {% macro script(this, kwargs) %}
        {
            const looks = {{ this.looks|tojson }}, map = {{ this.layer.map_name() }};
            const group = {{ this.layer.get_name() }}, pane = {{ this.layer.pane[0]|tojson }};
            const names = {{ this.names|tojson }}.map(([lat, lon, rank, text, look]) => {
                const html = `<span style="${looks[look]}">${text}</span>`;
                const icon = L.divIcon({ className: "", iconSize: [0, 0], html });
                const options = { icon, pane, interactive: false, keyboard: false };
                return { rank, marker: L.marker([lat, lon], options) };
            });
            const show = () => names.forEach(({ rank, marker }) =>
                group[rank <= map.getZoom() - {{ this.off }} ? "addLayer" : "removeLayer"](marker));
            map.on("zoomend", show);
            map.whenReady(show);
        }
        {% endmacro %}
        """)

    def __init__(self, layer: AtlasLayer, names: Sequence[tuple[float, float, int, str, str]]) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "Names"
        self.layer = layer
        self.names = [
            (round(lat, 4), round(lon, 4), rank, markup(text), look) for lat, lon, rank, text, look in names
        ]
        self.off = _LEAST_RANK_ZOOM
        place = "position:absolute;white-space:nowrap;text-shadow:0 0 2px #fff,0 0 3px #fff,0 0 4px #fff;"
        middle = f"{place}transform:translate(-50%,-50%);"
        self.looks = {
            "town": f"{place}transform:translate(2px,-50%);font:12px sans-serif;color:#23282e",
            "state": f"{middle}font:14px sans-serif;letter-spacing:.14em;text-transform:uppercase",
            "km": f"{middle}font:bold 12px sans-serif;background:#fffe;padding:0 3px;border-radius:3px",
        }
