"""The figures of the map in a real browser: what it says is what the program says."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np
import pyproj
import pytest

import geo
from geo.claims.assess import assess_claims

if TYPE_CHECKING:
    from browsing import Visit

    from geo.atlas.atlas import Atlas, Snapshot

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("day", ["1939-09-28", "1940-03-20", "1940-06-28", "1941-06-21"])
def test_figures_of_any_day_are_those_of_the_program(visit: Visit, atlas: Atlas, day: str) -> None:
    moved = geo.shift(atlas.on("1939-08-23"), atlas.on(day), every_deg=visit.ask("return bs.atlas.every"))
    visit.ask("bs.set({day: given[0]}); await bs.settled();", day)
    visit.tab("figures")
    for region in (*moved.regions, moved.total):
        told = visit.page.locator(f".bs-figures [data-region={region.region}] td").all_inner_texts()
        cells = [cell.replace("\n", " ") for cell in told]
        sigma = max(region.sigma_mean_km, 0.1)
        about = f"{region.area_km2:,.0f} ± {max(region.sigma_area_km2, 1.0):.0f}"
        assert cells[0] == about.replace(",", "\u202f")
        assert cells[1] == f"{region.mean_km:.1f} ± {sigma:.1f}"
        assert cells[2] == f"{region.max_km:.1f}"
    lake, land = moved.total.lake_km2, moved.total.area_km2
    told = [f"{km2:,.0f}".replace(",", "\u202f") for km2 in (lake, land + lake)]
    line = visit.page.locator("#bs-lakes")
    assert line.is_visible() == bool(lake) == (day > "1940-03-12")
    assert not lake or line.inner_text() == (
        f"Share of the lakes (Ladoga and Peipus): {told[0]} km²; with it {told[1]} km² in all."
    )
    rows = visit.ask(
        "const { profile } = bs.shiftOn(given[0]);"
        " return [...profile.values()].map((r) => [r.lat, r.gain, r.loss, r.net, r.sigma, r.end])",
        day,
    )
    moving = moved.profile.gain_km + moved.profile.loss_km > 0
    assert [row[0] for row in rows] == pytest.approx(moved.profile.lat[moving].tolist())
    expected = np.column_stack(
        [column[moving] for column in (moved.profile.gain_km, moved.profile.loss_km, moved.profile.net_km)]
    )
    assert np.array([row[1:4] for row in rows]) == pytest.approx(expected, abs=0.001)
    assert [row[4] for row in rows] == pytest.approx(
        moved.profile.sigma_km[moving].tolist(), rel=0.01, abs=0.01
    )
    assert [row[5] for row in rows] == [
        end for end, there in zip(moved.profile.end, moving, strict=True) if there
    ]


@pytest.mark.parametrize("visit", ["desktop"], indirect=True)
def test_each_tooltip_says_what_measure_says(visit: Visit, before: Snapshot, after: Snapshot) -> None:
    """Where there is a pointer to hover with; the profile of a phone says the same."""
    moved = geo.shift(before, after, every_deg=visit.ask("return bs.atlas.every"))
    net = dict(zip(np.round(moved.profile.lat, 4).tolist(), moved.profile.net_km.tolist(), strict=True))
    spots = visit.ask("""
      bs.map.setView([53.5, 26.5], 6, {animate: false});
      await bs.settled();
      const p = (s) => bs.map.latLngToContainerPoint([s.lat, s.west + (s.east - s.west) * 0.4]);
      const free = ([, x, y]) => x > 380 && x < 1080 && y > 15 && y < 670;
      return bs.arrows().map((s) => [s.lat, p(s).x, p(s).y]).filter(free);""")
    assert len(spots) >= 10
    for lat, x, y in spots:
        visit.page.mouse.move(x, y)
        visit.settle()
        text = visit.page.locator(".bs-tip").inner_text()
        km = float(re.match(r"([\d.]+) ± [\d.]+ km", text).group(1))  # type: ignore[union-attr]
        assert km == pytest.approx(net[round(lat, 4)], abs=0.0501)
        assert f"{lat:.1f}° N" in text


def test_the_profile_says_the_same_to_those_who_use_keys(
    visit: Visit, before: Snapshot, after: Snapshot
) -> None:
    if visit.phone:
        visit.page.locator("#bs-show-profile").click()
    moved = geo.shift(before, after, every_deg=visit.ask("return bs.atlas.every"))
    net = dict(zip(np.round(moved.profile.lat, 4).tolist(), moved.profile.net_km.tolist(), strict=True))
    strip = visit.page.locator("#bs-profile")
    strip.focus()
    for key in ("ArrowUp", "ArrowUp", "PageDown", "End", "Home"):
        strip.press(key)
        visit.settle()
        lat = float(strip.get_attribute("aria-valuenow") or "nan")
        text = strip.get_attribute("aria-valuetext") or ""
        assert text.startswith(f"{lat:.1f}° N: {net[lat]:.1f} ± ")
        assert visit.ask("return bs.state.lat") == lat
    if visit.phone:
        visit.page.locator("#bs-show-profile").click()


def test_the_ruler_measures_the_geodesic_it_draws(visit: Visit) -> None:
    rng = np.random.default_rng(5)
    pairs = rng.uniform((18.0, 44.0, 18.0, 44.0), (42.0, 70.0, 42.0, 70.0), (200, 4))
    found = visit.ask(
        "return given[0].map((p) => { bs.ruler.toggle(true);"
        " bs.ruler.add(p[1], p[0]); bs.ruler.add(p[3], p[2]); return bs.ruler.legs[0]; })",
        pairs.tolist(),
    )
    geod = pyproj.Geod(ellps="WGS84")
    assert found == pytest.approx(geod.inv(*pairs.T)[2].tolist(), abs=0.001)
    drawn = visit.ask("return bs.geodesic(20, 45, 40, 69)")
    metres = geod.inv([20.0] * len(drawn), [45.0] * len(drawn), *np.array(drawn).T)[2]
    along = geod.fwd(
        [20.0] * len(drawn), [45.0] * len(drawn), [geod.inv(20, 45, 40, 69)[0]] * len(drawn), metres
    )
    assert np.array(drawn) == pytest.approx(np.column_stack(along[:2]), abs=1e-8)
    assert len(drawn) > 100
    text = visit.page.locator("#bs-ruler output").inner_text()
    assert f"{found[-1] / 1000:,.2f}".replace(",", "\u202f")[:6] in text


@pytest.mark.parametrize("visit", ["desktop"], indirect=True)
def test_anywhere_answers_as_the_program_does(visit: Visit, atlas: Atlas) -> None:
    rng = np.random.default_rng(11)
    days = ["1939-08-23", "1939-10-01", "1939-11-20", "1940-03-14", "1940-06-16", "1940-07-01", "1941-06-22"]
    asked = at_sea = 0
    for day in days:
        snapshot = atlas.on(day)
        places = rng.uniform((18.2, 44.0), (41.8, 70.5), (75, 2)).round(4).tolist()
        answers = visit.ask(
            "return given[0].map(([lon, lat]) => { bs.card.at = {lat, lon}; const a = bs.card.answer(given[1]);"
            " const { zone, span, border, shore } = a;"
            " const { metres, arc } = border;"
            " return [zone.id, bs.atlas.holders[span.holder], span.status, metres, arc.id, shore]; })",
            places,
            day,
        )
        for (lon, lat), (zone, holder, status, metres, arc, shore) in zip(places, answers, strict=True):
            answer = snapshot.who(lon, lat)
            assert metres == pytest.approx(answer.border_km * 1000.0, abs=2.0)
            if answer.border_km >= 0.1:
                held = answer.islands or answer.tenure  # in the open sea only the islands are somebody's
                assert (zone, holder, status) == (answer.zone.id, held.holder, held.status)
            assert (shore is None) == (answer.islands is None)
            if shore is not None:
                assert shore == pytest.approx(answer.shore_km, abs=0.1)
                at_sea += 1
            if answer.border is not None:
                assert arc == answer.border.arc.id or metres == pytest.approx(
                    answer.border_km * 1000.0, abs=0.5
                )
            asked += 1
    assert asked >= 500
    assert at_sea >= 20


def test_the_card_knows_the_open_sea(visit: Visit) -> None:
    visit.ask("bs.card.ask(58.9, 20.5); await bs.settled();")
    text = visit.page.locator("#bs-card").inner_text().replace("\n", " ")
    assert "On 21 June 1941: open sea" in text
    assert "89 km from the nearest land; islands hereabouts: USSR" in text
    assert visit.page.locator("#bs-card table").count() == 0
    visit.ask("bs.card.ask(58.35, 22.0); await bs.settled();")
    assert "open sea" not in visit.page.locator("#bs-card").inner_text()
    near_shore = "That is in the sea near a coast, or at it"
    assert near_shore not in visit.page.locator("#bs-card").inner_text()
    visit.ask("bs.card.ask(54.8, 18.95); await bs.settled();")
    assert near_shore in visit.page.locator("#bs-card").inner_text()


def test_claims_carry_their_verdicts(visit: Visit, atlas: Atlas) -> None:
    visit.tab("claims")
    text = visit.page.locator("#bs-claims").inner_text()
    for claim in assess_claims(atlas):
        assert claim.says in text
        assert claim.verdict in text.casefold()
