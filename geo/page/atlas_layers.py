"""Layers of the atlas for any folium map.

Each is a `folium.FeatureGroup` that makes its features from the atlas when the
map is rendered: it is added to a map as folium's own layers are, and a
`folium.LayerControl` lists and ticks it. `geo.border_map` is made of the same
layers; there the page draws them itself, for any day, and each stands for a
part of what it draws.
"""

from __future__ import annotations

import math
from html import escape
from typing import TYPE_CHECKING, Any, Final, TypedDict, Unpack

import folium
import numpy as np
import shapely
from folium.template import Template

from geo.earth.generalise import generalise
from geo.earth.geodesy import meridian_m_per_degree, parallel_m_per_degree
from geo.export.inks import inks, state_colours
from geo.export.layers import state_features
from geo.files.geojson import Feature
from geo.page.wording import day_of
from geo.page.words import fill, read_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from branca.element import MacroElement
    from shapely.geometry.base import BaseGeometry

    from geo.atlas.atlas import Atlas, Snapshot

__all__ = [
    "TOLERANCE_M",
    "AtlasLayer",
    "GroundLayer",
    "LayerOptions",
    "StatesLayer",
    "markup",
    "titled",
]

TOLERANCE_M: Final = 300.0
"""How far a line of a layer may run from where it was measured: half a pixel at zoom 8."""
_DOT: Final = 8
"""Tolerances across, below which an island is left out: some pixels."""
_LEAST_KM2: Final = 5.0


class LayerOptions(TypedDict, total=False):
    """What every layer takes, as folium's own do."""

    name: str
    show: bool
    control: bool


class AtlasLayer(folium.FeatureGroup):
    """A layer of the atlas: what all of them have in common.

    Parameters
    ----------
    atlas : Atlas
        Whose sources the map credits while the layer is shown.
    pane : tuple of str and int
        The map's pane that it is drawn in, and its height; so layers lie on
        each other in the same order whichever is ticked last.
    title : str
        What a layer control calls it, unless `name` is given.
    **options
        ``name``, ``show``, ``control``: what a layer control calls it, whether
        it is shown when the map is opened, and listed in a layer control.

    Attributes
    ----------
    title : str
    part : str
        Empty; on the page of `geo.border_map`, which part of the page it is.

    Examples
    --------
    >>> import geo
    >>> atlas = geo.open_atlas()
    >>> page = geo.border_map(atlas.on("1939-08-23"), atlas.on("1941-06-21"))
    >>> {type(layer).__base__.__name__ for layer in (page.parts["ground"], page.parts["states_after"])}
    {'AtlasLayer'}
    """

    _template = Template("""
        {% macro script(this, kwargs) %}
        {%- if this.part %}
            var {{ this.get_name() }} = L.featureGroup([], { part: {{ this.part|tojson }} });
            ({{ this.map_name() }}.parts ??= []).push({{ this.get_name() }});
        {%- else %}
            var {{ this.get_name() }} = L.featureGroup([], {{ this.options|tojavascript }});
            if (!{{ this.map_name() }}.getPane({{ this.pane[0]|tojson }}))
                {{ this.map_name() }}.createPane({{ this.pane[0]|tojson }}).style.zIndex = {{ this.pane[1] }};
        {%- endif %}
        {% endmacro %}
        """)

    def __init__(
        self, atlas: Atlas, *, pane: tuple[str, int], title: str, **options: Unpack[LayerOptions]
    ) -> None:
        self.title = options.get("name", title)
        shown, control = options.get("show", True), options.get("control", True)
        super().__init__(name=markup(self.title), show=shown, control=control)
        self.options["attribution"] = markup(atlas.about.credits.short)
        self.atlas = atlas
        self.pane = pane
        self.part = ""
        self._made: tuple[MacroElement, ...] = ()

    def elements(self) -> Iterable[MacroElement]:
        """Make what the layer consists of, on a map that does not draw it by itself."""
        raise NotImplementedError

    def map_name(self) -> str:
        """Return the name of the map's variable in the page."""
        parent: Any = self._parent
        while not isinstance(parent, folium.Map):
            parent = parent._parent  # noqa: SLF001
        return str(parent.get_name())

    def render(self, **kwargs: Any) -> str:  # noqa: ANN401
        """Put the layer into the page; nothing is left to write in place."""
        if not self.part:
            self._made = self._made or tuple(self.elements())
            for element in self._made:
                self.add_child(element)
        super().render(**kwargs)  # type: ignore[no-untyped-call]
        return ""

    def geo_json(
        self,
        features: Iterable[Feature],
        style: Callable[[dict[str, Any]], dict[str, Any]],
        told: Mapping[str, str] | None = None,
        *,
        tolerance_m: float = TOLERANCE_M,
    ) -> folium.GeoJson:
        """Turn features into folium's own, as finely as they were drawn; what is told of each is a tooltip."""
        degree_m = float(meridian_m_per_degree(self.atlas.about.centre[1]))
        decimals = max(0, math.ceil(math.log10(degree_m / max(tolerance_m, 1.0))))
        rows = [
            {
                "type": "Feature",
                "id": str(number),
                "geometry": shapely.geometry.mapping(_rounded(feature.geometry, decimals)),
                "properties": {
                    name: markup(value) if isinstance(value, str) else value
                    for name, value in feature.properties.items()
                },
            }
            for number, feature in enumerate(features)
            if not feature.geometry.is_empty
        ]
        tooltip = (
            folium.GeoJsonTooltip(fields=list(told), aliases=list(told.values()), sticky=True) if told else None
        )
        return folium.GeoJson(
            {"type": "FeatureCollection", "features": rows},
            style_function=lambda feature: style(feature["properties"]),
            tooltip=tooltip if rows else None,
            pane=self.pane[0],
            interactive=bool(told),
            smooth_factor=0.5,
        )

    def coarse(self, geometry: BaseGeometry, tolerance_m: float) -> BaseGeometry:
        """Leave out the detail that a map has no room for, and islands that would be a dot."""
        drawn = generalise(geometry, tolerance_m, centre=self.atlas.about.centre)
        parts = shapely.get_parts(drawn)
        if len(parts) < 2:  # noqa: PLR2004  (what is in one piece stays, however small)
            return drawn
        west, south, east, north = shapely.bounds(parts).T
        across_m = np.maximum(
            (east - west) * parallel_m_per_degree(south), (north - south) * meridian_m_per_degree(south)
        )
        large = across_m >= min(float(across_m.max()), _DOT * tolerance_m)
        return shapely.multipolygons(parts[large]) if drawn.geom_type == "MultiPolygon" else drawn


def markup(text: str) -> str:
    """Write a text so that it is markup of itself, and nothing that folium takes for a template.

    Examples
    --------
    >>> markup("<b>{{7*7}}")
    '&lt;b&gt;&#123;&#123;7*7}}'
    """
    return escape(text).replace("{", "&#123;")


def titled(name: str, snapshot: Snapshot, state: str | None = None) -> str:
    """Name a layer of a day by one of the page's texts."""
    words, atlas = read_words(), snapshot.atlas
    values = {"state": atlas.about.named(atlas.holder(state)), "day": day_of(words, snapshot)}
    return fill(words[name], values)


def _rounded(geometry: BaseGeometry, decimals: int) -> BaseGeometry:
    return shapely.transform(geometry, lambda lonlat: np.round(lonlat, decimals))


class GroundLayer(AtlasLayer):
    """Land, lakes and rivers of the atlas.

    Parameters
    ----------
    atlas : Atlas
    tolerance_m : float
        How far an outline may run from where it was measured, in metres.
    **options
        ``name``, ``show``, ``control``; see `AtlasLayer`.

    Examples
    --------
    >>> import folium
    >>> import geo
    >>> land = geo.GroundLayer(geo.open_atlas()).add_to(folium.Map(tiles=None))
    >>> land.layer_name
    'Land and water'
    """

    def __init__(
        self,
        atlas: Atlas,
        *,
        tolerance_m: float = 1000.0,
        **options: Unpack[LayerOptions],
    ) -> None:
        super().__init__(atlas, pane=("bs-own-ground", 310), title=read_words()["layer_ground"], **options)
        self.tolerance_m = tolerance_m

    def elements(self) -> Iterable[MacroElement]:
        """Make land, lakes and rivers."""
        colours, ground = inks(), self.atlas.ground
        look = {
            "coast": {"color": colours["shore"], "weight": 0.8, "fillColor": colours["land"], "fillOpacity": 1},
            "lakes": {"color": colours["shore"], "weight": 0.6, "fillColor": colours["lake"], "fillOpacity": 1},
            "rivers": {"color": colours["river"], "weight": 1, "fill": False},
        }
        features = [
            Feature(self.coarse(feature.geometry, self.tolerance_m), {"kind": kind})
            for kind in look
            for feature in ground.features(kind)
            if feature.geometry.geom_type.endswith("LineString")
            or float(feature.properties.get("area_km2") or _LEAST_KM2) >= _LEAST_KM2
        ]
        return (
            self.geo_json(features, lambda properties: look[properties["kind"]], tolerance_m=self.tolerance_m),
        )


class StatesLayer(AtlasLayer):
    """States of a day, each in its colour.

    Parameters
    ----------
    snapshot : Snapshot
        The atlas on the day.
    tolerance_m : float
        How far an outline may run from where it was measured, in metres.
    **options
        ``name``, ``show``, ``control``; see `AtlasLayer`.

    Examples
    --------
    >>> import folium
    >>> import geo
    >>> atlas = geo.open_atlas()
    >>> mine = folium.Map([56, 26], zoom_start=5, tiles=None)
    >>> for day in ("1939-08-23", "1941-06-21"):
    ...     geo.StatesLayer(atlas.on(day), show=day < "1940").add_to(mine).layer_name
    'States, 23 August 1939'
    'States, 21 June 1941'
    >>> _ = folium.LayerControl().add_to(mine)
    """

    def __init__(
        self,
        snapshot: Snapshot,
        *,
        tolerance_m: float = TOLERANCE_M,
        **options: Unpack[LayerOptions],
    ) -> None:
        title = titled("layer_states", snapshot)
        super().__init__(snapshot.atlas, pane=("bs-own-states", 320), title=title, **options)
        self.snapshot = snapshot
        self.tolerance_m = tolerance_m

    def elements(self) -> Iterable[MacroElement]:
        """Make the states."""
        colours, shore = state_colours(self.atlas), inks()["shore"]
        features = [
            Feature(
                self.coarse(feature.geometry, self.tolerance_m),
                {name: feature.properties[name] for name in ("state", "status", "area_km2")},
            )
            for feature in state_features(self.snapshot)
        ]
        words = read_words()
        told = {"state": words["holder"], "status": words["title"]}
        yield self.geo_json(
            features,
            lambda properties: {
                "color": shore,
                "weight": 0.6,
                "fillColor": colours[properties["state"]],
                "fillOpacity": 0.75,
            },
            told,
            tolerance_m=self.tolerance_m,
        )
