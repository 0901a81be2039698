"""What is noted of a name of a list: why it has no place or no holder, what is doubtful, and what may help."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo.atlas.countries import country_outside
from geo.atlas.doubted import joined
from geo.atlas.hints import kind_of
from geo.atlas.languages import Said
from geo.atlas.titles import with_title
from geo.files.coordinates import grid_of, looks_like_angles, read_coordinates
from geo.files.names import plain
from geo.files.numbers import fixed

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from geo.atlas.candidates import Candidate
    from geo.atlas.namesakes import Namesakes
    from geo.atlas.places import Place
    from geo.atlas.reach import Beside

__all__ = [
    "BESIDE",
    "OUT_OF_REACH",
    "amid",
    "choice",
    "city_too",
    "doubts",
    "few_known",
    "hints",
    "in_case",
    "in_vain",
    "lay_perhaps",
    "left_out",
    "like",
    "likeness",
    "no_place",
    "some",
    "taken_for",
    "uncertain",
    "why_none",
    "with_another",
]

OUT_OF_REACH: Final = (
    "none of that name lies within {reach} km of {place}, which '{where}' was taken for; the nearest: {km} km"
)
BESIDE: Final = {
    "taken": "'{where}' was taken for {place}, {km} km off",
    "taken_several": "'{where}' was taken for {places}",
    "out_of_reach": OUT_OF_REACH,
    "perhaps": "whether it lay in '{where}' is not known",
    "unknown": "'{where}' was not understood, so all places of that name count",
    "names_none": "'{where}' says where a place lies, and names none: its name belongs before it",
    "land": "'{name}' is a land and no place",
    "sister": "also spelt {name}, in a neighbouring language",
    "case": "'{where}' was taken for {name}",
    "wide": "where in its district it lies is not known",
    "like": "found only by a likeness of spelling",
    "number": "found without the number in '{name}'",
    "or": "{one} or {other}",
    "more": "{listed} and {n} more",
}
"""What the page says as this module does, by names of its own."""
_MOST_NAME: Final = 300
"""Letters of a name with what stands beside it: more is a cell of something else."""
_MOST_TOLD: Final = 3
_AMID_M: Final = 10_000.0
"""A position that is less sure than this is no more than that of a district."""


def left_out(found: Namesakes) -> tuple[str, str] | None:
    """Say how a name matched of which no place is told, and why none is; None where any may be meant."""
    if found.another:
        return "none", joined(_of_another(found), *hints(found))
    if found.candidates and found.contradicts:
        return "none", _elsewhere(found, found.contradicts)
    if found.only_like:
        return "variant", joined(like(found.candidates), few_known(found))
    if found.candidates:
        return None
    return (found.proposals[0].how if found.proposals else "none"), no_place(found)


def few_known(found: Namesakes) -> str:
    """Say that another place of the name may be missing, and where; empty if none is likely to."""
    if not found.thin:
        return ""
    return Said.fill(
        "another of that name may be missing, for few villages are known in {where}",
        where=Said.of_names(found.thin),
    )


def why_none(name: str) -> str:
    """Say why a text is not looked up; empty if it is."""
    if not name.strip():
        return Said.fill("no name")
    if looks_like_angles(name) or read_coordinates(name) or grid_of(name):
        return Said.fill("coordinates and no name; --points asks for them")
    return Said.fill("more than {n} letters: no name", n=_MOST_NAME) if len(name) > _MOST_NAME else ""


def choice(found: Namesakes, days: Sequence[str]) -> Said:
    """Say between what is not decided."""
    if not days:
        return some(dict.fromkeys(one.told for one in found.candidates), "{one} / {other}")
    spans = [one.on(day) for one in found.candidates for day in days]
    who = dict.fromkeys(span.who for span in spans)
    titles = dict.fromkeys(with_title(span.holder, span.status, span.occupier) for span in spans)
    return some(who if len(who) > 1 else titles, BESIDE["or"])


def _elsewhere(found: Namesakes, within: str) -> Said:
    """Say that none lies where all were to lie, and how many do elsewhere."""
    for one in found.beside:
        if one.where == within and one.towns and one.reach_km:
            return _out_of_reach(found, one)
    return Said.fill(
        "none of that name lies there: '{where}'; elsewhere {n}",
        where=plain(within, 60),
        n=len(found.candidates),
    )


def _of_another(found: Namesakes) -> Said:
    """Say that a city outside the atlas or a country bears the name, and which villages here do."""
    return with_another(found, like(found.candidates))


def with_another(found: Namesakes, what: str) -> Said:
    """Say of which city outside the atlas, land or country the name is, and then what is said of it here."""
    if found.city:
        outside = "the city of {city}, of that name, lies outside the atlas; here {what}"
        return Said.fill(outside, city=found.city, what=what)
    if found.land:
        return Said.fill("the land of {land} is called so; here {what}", land=plain(found.land, 60), what=what)
    if country_outside(found.country):
        outside = "the country of {country} lies outside the atlas; here {what}"
        return Said.fill(outside, country=found.country, what=what)
    return Said.fill("the country of {country} is called so; here {what}", country=found.country, what=what)


def city_too(found: Namesakes) -> str:
    """Say that a city outside the atlas is called like the town that is taken; empty if none is."""
    told = "the city of {city}, which is called so too, lies outside the atlas"
    return Said.fill(told, city=found.city_too) if found.city_too else ""


def no_place(found: Namesakes) -> Said:
    """Say that a name is not one, but what stands beside a name; or else which names are near."""
    if kind_of(found.name) and not found.proposals:
        return Said.fill(BESIDE["names_none"], where=plain(found.name, 60))
    return like(found.proposals)


def like(proposals: Sequence[Candidate]) -> Said:
    """Say which names are near."""
    if not proposals:
        return Said.fill("no place is called so")
    places = some(dict.fromkeys(_called(one.place) for one in proposals), BESIDE["or"])
    return Said.fill("perhaps {places}", places=places)


def _called(place: Place) -> str:
    return f"{place.name} ({place.district})" if place.district else place.name


def some(texts: Iterable[str], between: str) -> Said:
    """Join the first few of some texts, each said by itself, and tell how many more there are."""
    listed = list(texts)
    told = Said.of_names(listed[:1])
    for other in listed[1:_MOST_TOLD]:
        told = Said.fill(between, one=told, other=other)
    more = len(listed) - _MOST_TOLD
    return Said.fill(BESIDE["more"], listed=told, n=more) if more > 0 else told


def hints(found: Namesakes) -> list[Said]:
    """Say which hints point to no place of the name, and which to all of them."""
    idle = found.idle if found.taken is None else ()
    return in_vain(found) + [Said.fill("'{where}' points to all", where=plain(where, 60)) for where in idle]


def in_vain(found: Namesakes) -> list[Said]:
    """Say which hints point to no place of the name, or are not understood."""
    return [
        _out_of_reach(found, one)
        if one.towns and one.reach_km and found.candidates
        else Said.fill("'{where}' points to none", where=plain(one.where, 60))
        if one.understood
        else Said.fill(BESIDE["unknown"], where=plain(one.where, 60))
        for one in found.beside
        if one.where in found.unheeded
    ]


def _out_of_reach(found: Namesakes, beside: Beside) -> Said:
    """Say what a place near by was taken for, near which none of the name lies, and how far the nearest is."""
    town, far_km = min((beside.nearest(one.place) for one in found.candidates), key=lambda one: one[1])
    return Said.fill(
        OUT_OF_REACH,
        reach=fixed(beside.reach_km, 0),
        place=_called(town),
        where=plain(beside.where, 60),
        km=fixed(far_km, 0),
    )


def taken_for(found: Namesakes, one: Candidate | None) -> list[Said]:
    """Say which towns that was taken for which stood beside the name; of one place also how far off it lies."""
    told = [beside for beside in found.beside if beside.towns and beside.where in found.heeded]
    if one is not None:
        nearest = [(beside.where, *beside.nearest(one.place)) for beside in told]
        return [
            Said.fill(BESIDE["taken"], where=plain(where, 60), place=_called(town), km=fixed(far_km, 0))
            for where, town, far_km in nearest
        ]
    ones = found.candidates[: found.inside]
    return [
        Said.fill(
            BESIDE["taken_several"],
            where=plain(beside.where, 60),
            places=some(dict.fromkeys(_called(beside.nearest(one.place)[0]) for one in ones), BESIDE["or"]),
        )
        for beside in told
    ]


def uncertain(found: Namesakes, one: Candidate) -> list[str]:
    """Say why a place that is told of may not be the one that is meant: see `Namesakes.certain`."""
    also = [
        Said.fill("{place}: {told}", place=_called(other.place), told=other.told)
        for other in (found.also if one is found.taken else ())
    ]
    too = (
        Said.fill(
            "the town of that name; perhaps called so too: {others}",
            others=some(dict.fromkeys(also), BESIDE["or"]),
        )
        if also
        else ""
    )
    sister = Said.fill(BESIDE["sister"], name=one.bears) if one.cognate else ""
    notes = (sister, likeness(found, one), too, city_too(found), lay_perhaps(found), *hints(found))
    return [note for note in notes if note]


def lay_perhaps(found: Namesakes) -> str:
    """Say that a place lay but perhaps where it was asked for, or none that did surely; empty if one did."""
    return Said.fill(BESIDE["perhaps"], where=plain(found.perhaps, 60)) if found.perhaps else ""


def likeness(found: Namesakes, one: Candidate) -> str:
    """Say that a place bears another spelling that may be another name, or lacks a number; empty if not."""
    if not found.only_a_likeness(one):
        return ""
    if any(map(str.isdigit, found.name)) and not any(map(str.isdigit, one.bears)):
        return Said.fill(BESIDE["number"], name=plain(found.name, 60))
    return Said.fill(BESIDE["like"])


def doubts(found: Namesakes, one: Candidate) -> str:
    """Say what is doubtful of a place that is told of."""
    many = len(found.alike)
    is_one = many > 1 and any(one is other for other in found.alike)
    one_of = Said.fill("one of {n}, all with the same history", n=many) if is_one and not found.also else ""
    beside = taken_for(found, one) if found.heeded else ()
    return joined(one_of, in_case(found, one), *uncertain(found, one), *beside, amid(one), few_known(found))


def in_case(found: Namesakes, one: Candidate) -> str:
    """Say for which name one was taken that stands within a sentence; empty if it does not."""
    return Said.fill(BESIDE["case"], where=plain(found.name, 60), name=one.bears) if one.declined else ""


def amid(one: Candidate) -> str:
    """Say that of a place only the district is known; empty if more is."""
    return Said.fill(BESIDE["wide"]) if one.place.sigma_m >= _AMID_M and one.place.district else ""
