"""Layers of the lines of a day, for any folium map."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Unpack

from geo.export.inks import inks
from geo.files.geojson import Feature
from geo.files.numbers import fixed
from geo.page.atlas_layers import TOLERANCE_M, AtlasLayer, LayerOptions, titled
from geo.page.words import read_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from branca.element import MacroElement

    from geo.atlas.answer import Border
    from geo.atlas.atlas import Snapshot

__all__ = ["BorderLayer", "SeaLinesLayer"]


class _LinesLayer(AtlasLayer):
    """Lines of a day, each with its ink and what is known of it."""

    def __init__(
        self, snapshot: Snapshot, state: str | None, *, title: str, **options: Unpack[LayerOptions]
    ) -> None:
        title = titled(title, snapshot, state)
        super().__init__(snapshot.atlas, pane=("bs-own-borders", 350), title=title, **options)
        self.snapshot = snapshot
        self.state = snapshot.atlas.holder(state)

    def _features(self, borders: Iterable[Border], tolerance_m: float) -> list[Feature]:
        return [
            Feature(
                self.coarse(border.arc.line, tolerance_m),
                {
                    "sides": f"{border.left.holder or '–'} | {border.right.holder or '–'}",
                    "legal": border.arc.legal_basis or border.arc.frontier,
                    "sigma": f"± {fixed(border.arc.sigma_m / 1000.0, 1)} km" if border.arc.sigma_m > 0 else "–",
                    "own": self.state in {border.left.holder, border.right.holder},
                },
            )
            for border in borders
        ]


class BorderLayer(_LinesLayer):
    """Borders of a day; those of one state stand out.

    Parameters
    ----------
    snapshot : Snapshot
        The atlas on the day.
    state : str, optional
        Whose border stands out: that of the state the atlas is about, unless
        another is named.
    ink : str
        ``before``, blue and dashed, or ``after``, red; by default the first
        for days nearer to the atlas's first usual day.
    tolerance_m : float
        How far a line may run from where it was measured, in metres.
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
    >>> mine = folium.Map([56, 26], zoom_start=5, tiles=None)
    >>> border = geo.BorderLayer(geo.open_atlas().on("1940-06-27")).add_to(mine)
    >>> border.layer_name
    'Border of the USSR, 27 June 1940'
    """

    def __init__(
        self,
        snapshot: Snapshot,
        *,
        state: str | None = None,
        ink: str | None = None,
        tolerance_m: float = TOLERANCE_M,
        **options: Unpack[LayerOptions],
    ) -> None:
        super().__init__(snapshot, state, title="layer_borders", **options)
        about = snapshot.atlas.about
        nearer = snapshot.day - about.before.day < about.after.day - snapshot.day
        self.ink = ink or ("before" if nearer else "after")
        self.tolerance_m = tolerance_m

    def elements(self) -> Iterable[MacroElement]:
        """Make the lines, those of other states first, so that the state's own lie on them."""
        colours, words = inks(), read_words()
        look = {True: _line(colours[self.ink]), False: _line(colours["other"])}
        told = {"sides": words["border_between"], "legal": words["act"], "sigma": words["line_error"]}
        dry = [border for border in self.snapshot.borders if border.arc.kind != "sea"]
        features = sorted(self._features(dry, self.tolerance_m), key=lambda line: bool(line.properties["own"]))
        yield self.geo_json(
            features, lambda properties: look[properties["own"]], told, tolerance_m=self.tolerance_m
        )


class SeaLinesLayer(_LinesLayer):
    """Lines at sea of a day, which give islands to their holders and were no law.

    Parameters
    ----------
    snapshot : Snapshot
    state : str, optional
        Only its lines are drawn: those of the state the atlas is about, unless
        another is named.
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
    >>> sea = geo.SeaLinesLayer(geo.open_atlas().on("1940-06-27"), show=False)
    >>> sea.add_to(folium.Map(tiles=None)).layer_name
    'Lines at sea, 27 June 1940'
    """

    def __init__(
        self,
        snapshot: Snapshot,
        *,
        state: str | None = None,
        **options: Unpack[LayerOptions],
    ) -> None:
        super().__init__(snapshot, state, title="layer_sea", **options)

    def elements(self) -> Iterable[MacroElement]:
        """Make the lines."""
        colours, words = inks(), read_words()
        ink = {**colours["at_sea"], "color": colours["after"]["color"]}
        wet = [border for border in self.snapshot.borders if border.arc.kind == "sea"]
        features = [line for line in self._features(wet, TOLERANCE_M) if line.properties["own"]]
        yield self.geo_json(features, lambda _: _line(ink), {"sides": words["border_between"]})


def _line(ink: Mapping[str, Any]) -> dict[str, Any]:
    """Turn an ink into what Leaflet calls a path's options."""
    dash = " ".join(str(length) for length in ink["dash"])
    return {
        "color": ink["color"],
        "weight": ink["width"],
        "opacity": 1,
        "fill": False,
        "dashArray": dash or None,
    }
