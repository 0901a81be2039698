"""Orava, Spiš and the strips of 1938: Polish to September 1939, Slovak from 21 November 1939."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from geo.atlas.atlas import Atlas

STRIPS = {
    "orava": (
        "Jabłonka", "Chyżne", "Lipnica Mała", "Lipnica Wielka", "Orawka", "Piekielnik", "Podwilk", "Podsarnie",
        "Harkabuz", "Bukowina-Osiedle", "Zubrzyca Dolna", "Zubrzyca Górna", "Podszkle", "Suchá Hora",
        "Hladovka",
    ),
    "spis": (
        "Nowa Biała", "Dursztyn", "Frydman", "Czarna Góra", "Jurgów", "Kacwin", "Krempachy", "Łapszanka",
        "Łapsze Niżne", "Łapsze Wyżne", "Niedzica", "Rzepiska", "Trybsz", "Falsztyn", "Tatranská Javorina",
        "Podspády",
    ),
    "lesnica": ("Lesnica",),
    "kysuce": ("Svrčinovec", "Čierne", "Skalité"),
}  # fmt: skip
GALICIA = ("Zawoja", "Sidzina", "Raba Wyżna", "Czarny Dunajec", "Bukowina Tatrzańska", "Dębno", "Szczawnica")
SLOVAK = (
    "Vitanová",
    "Trstená",
    "Oravská Polhora",
    "Osturňa",
    "Ždiar",
    "Spišská Stará Ves",
    "Haligovce",
    "Čadca",
)
"""Neighbours on either side that the strips must not take in."""


@pytest.mark.parametrize(
    ("day", "strip", "galicia"),
    [
        ("1939-08-23", ("Poland", "sovereign"), ("Poland", "sovereign")),
        ("1939-11-20", ("Germany", "occupied"), ("Germany", "occupied")),
        ("1939-11-22", ("Slovakia", "ceded"), ("Germany", "occupied")),
        ("1941-06-21", ("Slovakia", "ceded"), ("Germany", "occupied")),
    ],
)
def test_the_strips_change_hands_in_november_1939(
    atlas: Atlas, day: str, strip: tuple[str, str], galicia: tuple[str, str]
) -> None:
    snapshot = atlas.on(day)
    places = {place.name: place for place in atlas.places}
    expected = {
        **{name: (zone, *strip) for zone, names in STRIPS.items() for name in names},
        **dict.fromkeys(GALICIA, ("general_government", *galicia)),
        **dict.fromkeys(SLOVAK, ("slovakia", "Slovakia", "sovereign")),
    }
    found = {}
    for name in expected:
        answer = snapshot.who(places[name].lon, places[name].lat)
        found[name] = (answer.zone.id, answer.tenure.holder, answer.tenure.status)
    assert found == expected


def test_the_line_of_today_keeps_its_small_error(atlas: Atlas) -> None:
    """The Polish-Slovak line of 1920 is today's; those of 1938 and 1939 were put by hand and say so."""
    sigma_m = {arc.id: arc.sigma_m for arc in atlas.arcs if arc.frontier == "poland_slovakia"}
    by_hand = {arc.id for arc in atlas.arcs if arc.frontier == "poland_slovakia" and arc.method == "digitised"}
    assert len(by_hand) > len(STRIPS)
    assert all(250.0 < sigma_m[arc] < 1500.0 for arc in by_hand)
    assert all(sigma_m[arc] <= 100.0 for arc in sigma_m.keys() - by_hand)
