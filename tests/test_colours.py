"""The table of colours: no state's tint may be taken for water, nor for another's, by any eye, nor in grey."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Final

import numpy as np
import pytest

from geo.export.inks import inks, state_colours

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geo.atlas.atlas import Atlas

LEAST: Final = 6.0
LEAST_SHORE: Final = 10.0
LEAST_GREY: Final = 4.0
# linear sRGB as eyes without the middle cones see it (Machado, Oliveira and Fernandes 2009), and without colour
EYES: Final = {
    "all cones": np.eye(3),
    "deuteranopia": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]]
    ),
    "grey": np.tile([0.2126, 0.7152, 0.0722], (3, 1)),
}
TO_XYZ: Final = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.072175], [0.0193339, 0.119192, 0.9503041]]
)


def lab(colour: str, eye: NDArray[np.float64]) -> NDArray[np.float64]:
    """CIELAB of ``#rrggbb`` under D65, as an eye sees it."""
    share = np.array([int(colour[k : k + 2], 16) for k in (1, 3, 5)]) / 255.0
    linear = np.where(share <= 0.04045, share / 12.92, ((share + 0.055) / 1.055) ** 2.4)
    xyz = TO_XYZ @ np.clip(eye @ linear, 0.0, 1.0) / (0.95047, 1.0, 1.08883)
    root = np.where(xyz > 216 / 24389, np.cbrt(xyz), (24389 / 27 * xyz + 16.0) / 116.0)
    return np.array([116.0 * root[1] - 16.0, 500.0 * (root[0] - root[1]), 200.0 * (root[1] - root[2])])


def ciede2000(one: NDArray[np.float64], other: NDArray[np.float64]) -> float:
    """Difference of two colours in CIELAB (Sharma, Wu and Dalal 2005)."""
    mean = (np.hypot(one[1], one[2]) + np.hypot(other[1], other[2])) / 2
    more = 1.0 + 0.5 * (1.0 - np.sqrt(mean**7 / (mean**7 + 25.0**7)))
    (l1, c1, h1), (l2, c2, h2) = (
        (light, np.hypot(a * more, b), np.degrees(np.arctan2(b, a * more)) % 360.0)
        for light, a, b in (one, other)
    )
    turn = (h2 - h1 + 180.0) % 360.0 - 180.0 if c1 * c2 else 0.0
    dl, dc, dh = l2 - l1, c2 - c1, 2.0 * np.sqrt(c1 * c2) * np.sin(np.radians(turn / 2))
    lm, cm = (l1 + l2) / 2, (c1 + c2) / 2
    hm = h1 + h2 if not c1 * c2 else (h1 + turn / 2) % 360.0
    wave = [np.cos(np.radians(k * hm + at)) for k, at in ((1, -30), (2, 0), (3, 6), (4, -63))]
    t = 1.0 - 0.17 * wave[0] + 0.24 * wave[1] + 0.32 * wave[2] - 0.20 * wave[3]
    sl = 1.0 + 0.015 * (lm - 50.0) ** 2 / np.sqrt(20.0 + (lm - 50.0) ** 2)
    sc, sh = 1.0 + 0.045 * cm, 1.0 + 0.015 * cm * t
    rc = 2.0 * np.sqrt(cm**7 / (cm**7 + 25.0**7))
    rt = -np.sin(np.radians(60.0 * np.exp(-(((hm - 275.0) / 25.0) ** 2)))) * rc
    squares = (dl / sl) ** 2 + (dc / sc) ** 2 + (dh / sh) ** 2 + rt * dc / sc * dh / sh
    return float(np.sqrt(squares))


@pytest.mark.parametrize(
    ("one", "other", "difference"),
    [
        ((50.0, 2.6772, -79.7751), (50.0, 0.0, -82.7485), 2.0425),
        ((50.0, -1.0, 2.0), (50.0, 0.0, 0.0), 2.3669),
        ((50.0, 2.5, 0.0), (61.0, -5.0, 29.0), 22.8977),
        ((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644),
        ((22.7233, 20.0904, -46.694), (23.0331, 14.973, -42.5619), 2.0373),
    ],
)
def test_the_measure_is_the_one_that_was_published(
    one: tuple[float, ...], other: tuple[float, ...], difference: float
) -> None:
    assert ciede2000(np.array(one), np.array(other)) == pytest.approx(difference, abs=1e-4)


def tints(atlas: Atlas) -> list[dict[str, str]]:
    """Colours that can stand side by side: of this atlas, and of one that names none."""
    own = {f"tint {k}": colour for k, colour in enumerate(inks()["tints"])}
    return [state_colours(atlas), {**own, "state": inks()["state"]}]


def test_no_tint_is_taken_for_water_or_for_another(atlas: Atlas) -> None:
    water = {name: inks()[name] for name in ("sea", "lake")}
    for states in tints(atlas):
        for eye in ("all cones", "deuteranopia"):
            seen = {name: lab(colour, EYES[eye]) for name, colour in (water | states).items()}
            near = {
                pair: round(ciede2000(seen[pair[0]], seen[pair[1]]), 2)
                for pair in combinations(seen, 2)
                if ciede2000(seen[pair[0]], seen[pair[1]]) < LEAST
            }
            assert near == {}, eye


def test_water_stands_off_from_land(atlas: Atlas) -> None:
    for eye in ("all cones", "deuteranopia"):
        land = lab(inks()["land"], EYES[eye])
        for name in ("sea", "lake"):
            assert ciede2000(lab(inks()[name], EYES[eye]), land) >= LEAST_SHORE, (eye, name)
    grey = {
        name: [lab(colour, EYES["grey"])[0] for colour in colours]
        for name, colours in {
            "water": [inks()["sea"], inks()["lake"]],
            "land": [inks()["land"], *(tint for states in tints(atlas) for tint in states.values())],
        }.items()
    }
    assert min(abs(wet - dry) for wet in grey["water"] for dry in grey["land"]) >= LEAST_GREY
