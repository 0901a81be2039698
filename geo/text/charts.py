"""The shift by latitude, as a picture."""

from __future__ import annotations

import io
from textwrap import wrap
from typing import TYPE_CHECKING, Final

import numpy as np

from geo.atlas.languages import Said
from geo.atlas.sectors import TOGETHER
from geo.claims.own_latitudes import own_latitudes
from geo.files.extras import needing
from geo.files.pictures import picture_kind
from geo.files.writing import write_bytes
from geo.text.phrases import speaking

with needing("matplotlib", "A chart"):
    import matplotlib as mpl
    from matplotlib.figure import Figure
    from matplotlib.patches import Rectangle

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from matplotlib.axes import Axes

    from geo.atlas.languages import Language
    from geo.claims.assessed import Assessment
    from geo.measures.shift import Shift

__all__ = ["chart_bytes", "profile_chart", "save_chart"]

# as far apart as twelve can be that are read on white, for eyes with all cones and without any kind of them,
# in an order that sets neighbours off
_COLOURS: Final = (
    "#6677ff", "#770022", "#ff3311", "#00aaee", "#552277", "#aa3311",
    "#ee66bb", "#1100bb", "#665566", "#888866", "#5511ff", "#aa44aa",
)  # fmt: skip
_INK: Final = "#22262b"
_CLAIM: Final = "#8c2d04"
_LABEL: Final = 0.03
"""Half the height of a claim's label, to the chart's."""
_FOOT_INCHES: Final = 0.125
"""Height of a line below the chart."""
_FOOT_LETTERS: Final = 140
"""Letters that such a line has room for."""
_HEAD_LETTERS: Final = 60
_NAME_LETTERS: Final = 29
_CLAIM_LETTERS: Final = 18
"""Letters of a region's name, and of what is claimed, that stand in a line: in some languages they are long."""
_LINE_DEG: Final = 0.62
"""Latitude that a line of small text takes."""


def profile_chart(
    moved: Shift, claims: Sequence[Assessment] = (), *, note: str = "", lang: str = "en"
) -> Figure:
    """Draw the net shift on each parallel, from south below to north above.

    Parameters
    ----------
    moved : Shift
        Its profile is drawn; a spacing of 0.05° or less looks smooth.
    claims : sequence of Assessment
        Those measured in kilometres of shift are drawn in, on the latitudes
        of the regions they are about where no other land changed hands.
    note : str
        What is said below it, above the credit of the atlas.
    lang : str
        The language of its labels, one of `geo.atlas.languages.languages`.

    Returns
    -------
    matplotlib.figure.Figure
        Gain to the right, loss to the left, a band of two standard errors,
        and the latitudes of each region in its colour.

    Raises
    ------
    UnknownNameError
        If the atlas does not speak the language.

    Examples
    --------
    >>> from geo import open_atlas, shift
    >>> atlas = open_atlas()
    >>> moved = shift(atlas.on("1940-06-27"), atlas.on("1940-07-04"), every_deg=0.5)
    >>> profile_chart(moved).axes[0].get_ylabel(), profile_chart(moved, lang="de").axes[0].get_ylabel()
    ('latitude', 'Breite')
    """
    language = speaking(moved.change.before.atlas.folder, lang)
    says = language.says
    profile = moved.profile
    figure = Figure(figsize=(7.2, 9.6), layout="constrained")
    axes = figure.add_subplot()
    lat = profile.lat
    axes.fill_betweenx(lat, 0, profile.gain_km, step=None, color="#e9b872", lw=0, label=says("gained"))
    axes.fill_betweenx(lat, -profile.loss_km, 0, color="#8fb3d1", lw=0, label=says("lost"))
    low, high = profile.net_km - 2 * profile.sigma_km, profile.net_km + 2 * profile.sigma_km
    axes.fill_betweenx(lat, low, high, color=_INK, alpha=0.25, lw=0, label=says("± 2 standard errors"))
    axes.plot(profile.net_km, lat, color=_INK, lw=1.2, label=says("net shift"))
    axes.axvline(0, color=_INK, lw=0.8)
    widest = max(float(abs(profile.net_km).max(initial=0.0)), 1.0)
    shown = {region.region for region in moved.regions}
    said = [claim.stated_high for claim in claims if not shown.isdisjoint(claim.regions)]
    farthest = max(widest, *said, 0.0)
    right = farthest * 1.06
    south_first = moved.regions[::-1]
    label_at = _spread([(region.lat_from + region.lat_to) / 2 for region in south_first], _LINE_DEG)
    for number, (region, at) in enumerate(zip(south_first, label_at, strict=True)):
        colour = _COLOURS[number % len(_COLOURS)]
        x = right + widest * 0.03 * (number % 3)
        axes.plot([x, x], [region.lat_from, region.lat_to], color=colour, lw=5, solid_capstyle="butt")
        middle = (region.lat_from + region.lat_to) / 2
        axes.plot([x, right + widest * 0.11], [middle, at], color=colour, lw=0.6)
        name = "\n".join(wrap(says(region.name), _NAME_LETTERS))
        axes.text(right + widest * 0.12, at, name, color=colour, fontsize=8, va="center", clip_on=False)
    labelled: list[float] = []
    for claim in claims:
        labelled += _draw_claim(axes, claim, moved, language, labelled, right)
    axes.set_xlim(min(-widest * 0.03, -float(profile.loss_km.max(initial=0.0)) * 1.05), right + widest * 0.55)
    axes.set_xlabel(says("net shift along the parallel, km (gained less lost)"))
    axes.set_ylabel(says("latitude"))
    axes.yaxis.set_major_formatter(lambda value, _: language.degrees(f"{value:g}° N"))
    title = Said.fill(
        "{state}: how far the border moved, {start} to {end}",
        state=moved.state,
        start=Said.of_day(moved.start.isoformat()),
        end=Said.of_day(moved.end.isoformat()),
    )
    # several regions that have no name together are named beside the curve
    asked = [says(moved.total.name)] if moved.change.sectors and moved.total.name != TOGETHER else []
    heads = [line for head in (says(title), *asked) for line in wrap(head, _HEAD_LETTERS)]
    axes.set_title("\n".join(heads), loc="left", fontsize=11)
    axes.spines[["top", "right"]].set_visible(False)
    # below, where no curve runs
    axes.legend(loc="upper left", bbox_to_anchor=(-0.1, -0.06), ncols=4, fontsize=8, frameon=False)
    # a tick beyond the limits would widen them
    least = axes.get_xlim()[0]
    axes.set_xticks([tick for tick in axes.get_xticks() if least <= tick <= farthest * 1.02])
    below = [says(note), moved.change.before.atlas.about.credits.attribution]
    _footed(figure, [line for line in below if line])
    return figure


def _footed(figure: Figure, lines: Sequence[str]) -> None:
    """Write small lines below all else, each broken where it would be wider than the picture."""
    broken = [part for line in lines for part in wrap(line, _FOOT_LETTERS)]
    tall = _FOOT_INCHES / figure.get_figheight()
    foot = tall * (len(broken) + 0.5)
    figure.set_layout_engine("constrained", rect=(0, foot, 1, 1 - foot))
    for number, line in enumerate(reversed(broken)):
        figure.text(0.02, tall * (number + 0.5), line, fontsize=6.5, color=_INK, va="bottom")


def _spread(values: Sequence[float], apart: float) -> list[float]:
    """Move labels apart, as little as needed, keeping their order.

    Examples
    --------
    >>> _spread([50.0, 50.1, 55.0], 1.0)
    [49.55, 50.55, 55.0]
    """
    order = sorted(range(len(values)), key=lambda k: values[k])
    groups: list[list[float]] = []  # [sum of places less offsets, count]: each settles on its mean
    for k in order:
        groups.append([values[k], 1.0])
        while len(groups) > 1 and _top(groups[-2], apart) + apart > _bottom(groups[-1], apart):
            total, count = groups.pop()
            groups[-1] = [groups[-1][0] + total, groups[-1][1] + count]
    places = [_bottom(group, apart) + apart * n for group in groups for n in range(int(group[1]))]
    spread = [0.0] * len(values)
    for k, place in zip(order, places, strict=True):
        spread[k] = round(place, 6)
    return spread


def _bottom(group: Sequence[float], apart: float) -> float:
    return group[0] / group[1] - apart * (group[1] - 1) / 2


def _top(group: Sequence[float], apart: float) -> float:
    return group[0] / group[1] + apart * (group[1] - 1) / 2


def _draw_claim(
    axes: Axes, claim: Assessment, moved: Shift, language: Language, labelled: Sequence[float], right: float
) -> list[float]:
    """Outline what a claim says of its regions, and say so where no curve runs; return the label's latitude."""
    spans = {region.region: (region.lat_from, region.lat_to) for region in moved.regions}
    latitudes = own_latitudes(spans, claim.regions)
    if not latitudes:
        return []
    # below the curve, so that it is to be seen throughout
    for south, north in latitudes:
        axes.add_patch(
            Rectangle(
                (claim.stated_low, south),
                claim.stated_high - claim.stated_low,
                north - south,
                fill=False,
                ec=_CLAIM,
                lw=1.2,
                ls=(0, (4, 2)),
                zorder=1.5,
            )
        )
    south, north = max(latitudes, key=lambda ends: ends[1] - ends[0])
    claimed = Said.fill(
        "claimed: {low} to {high} km", low=f"{claim.stated_low:g}", high=f"{claim.stated_high:g}"
    )
    said = language.says(Said.fill("{what} ({verdict})", what=claimed, verdict=str(claim.verdict)))
    if (claim.start, claim.end) != (moved.start.isoformat(), moved.end.isoformat()):
        days = Said.of_day(f"{claim.start}/{claim.end}")  # the curve is of other days
        said += f" ({language.says(days)})"
    # to the right of the box or to its left, where the curve leaves the most room
    profile = moved.profile
    tall = _LABEL * (float(np.ptp(profile.lat)) or 1.0)
    own = np.linspace(min(south + tall, north), max(north - tall, south), 41)
    free = own[[all(abs(at - other) > 2.2 * tall for other in labelled) for at in own]]
    places = free if len(free) else own
    reach = profile.net_km + 2 * np.nan_to_num(profile.sigma_km)
    near = np.array([reach[abs(profile.lat - at) <= tall].max(initial=0.0) for at in places])
    rooms = np.stack([right - np.maximum(near, claim.stated_high), claim.stated_low - near])
    side, best = np.unravel_index(int(np.argmax(rooms)), rooms.shape)
    beyond = max(float(near[best]), claim.stated_high)
    parts = said.replace(": ", ":\n", 1).replace(" (", "\n(").split("\n")
    axes.annotate(
        "\n".join(line for part in parts for line in wrap(part, _CLAIM_LETTERS)),
        (claim.stated_low if side else beyond, float(places[best])),
        xytext=(-5 if side else 5, 0),
        textcoords="offset points",
        color=_CLAIM,
        fontsize=7.5,
        ha="right" if side else "left",
        va="center",
    )
    return [float(places[best])]


def chart_bytes(
    moved: Shift, claims: Sequence[Assessment], kind: str, *, note: str = "", lang: str = "en"
) -> bytes:
    """Draw `profile_chart` and write it as ``svg`` or ``png``, whatever style the reader's own charts have."""
    with mpl.rc_context(mpl.rcParamsDefault):
        return _written(profile_chart(moved, claims, note=note, lang=lang), kind)


def save_chart(figure: Figure, path: Path) -> None:
    """Write a chart as SVG or PNG, by the file's ending; the same chart gives the same bytes.

    Raises
    ------
    InputFileError
        If the ending is another.
    """
    write_bytes(path, _written(figure, picture_kind(path, "a chart")))


def _written(figure: Figure, kind: str) -> bytes:
    out = io.BytesIO()
    with mpl.rc_context({"svg.hashsalt": "bordershift", "svg.fonttype": "none"}):
        figure.savefig(
            out, format=kind, dpi=150, metadata={"Date": None} if kind == "svg" else {"Software": None}
        )
    return out.getvalue()
