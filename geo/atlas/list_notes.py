"""What is noted of a name of a list: why it has no place or no holder, what is doubtful, and what may help."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo.atlas.countries import country_outside
from geo.atlas.doubted import joined
from geo.atlas.languages import Said
from geo.atlas.titles import with_title
from geo.files.names import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from geo.atlas.candidates import Candidate
    from geo.atlas.namesakes import Namesakes

__all__ = [
    "choice",
    "city_too",
    "doubts",
    "elsewhere",
    "few_known",
    "hints",
    "in_vain",
    "like",
    "of_another",
    "uncertain",
    "why_none",
    "with_another",
]

_MOST_NAME: Final = 300
"""Letters of a name with what stands beside it: more is a cell of something else."""
_MOST_TOLD: Final = 3


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
    return Said.fill("more than {n} letters: no name", n=_MOST_NAME) if len(name) > _MOST_NAME else ""


def choice(found: Namesakes, days: Sequence[str]) -> Said:
    """Say between what is not decided."""
    if not days:
        return _some(dict.fromkeys(one.told for one in found.candidates), "{one} / {other}")
    spans = [one.on(day) for one in found.candidates for day in days]
    who = dict.fromkeys(span.who for span in spans)
    titles = dict.fromkeys(with_title(span.holder, span.status, span.occupier) for span in spans)
    return _some(who if len(who) > 1 else titles, "{one} or {other}")


def elsewhere(found: Namesakes, within: str) -> Said:
    """Say that none lies where all were to lie, and how many do elsewhere."""
    return Said.fill(
        "none of that name lies in or near '{where}'; elsewhere {n}",
        where=plain(within, 60),
        n=len(found.candidates),
    )


def of_another(found: Namesakes) -> Said:
    """Say that a city outside the atlas or a country bears the name, and which villages here do."""
    return with_another(found, like(found.candidates))


def with_another(found: Namesakes, what: str) -> Said:
    """Say of which city outside the atlas or of which country the name is, and then what is said of it here."""
    if found.city:
        outside = "the city of {city}, of that name, lies outside the atlas; here {what}"
        return Said.fill(outside, city=found.city, what=what)
    if country_outside(found.country):
        outside = "the country of {country} lies outside the atlas; here {what}"
        return Said.fill(outside, country=found.country, what=what)
    return Said.fill("the country of {country} is called so; here {what}", country=found.country, what=what)


def city_too(found: Namesakes) -> str:
    """Say that a city outside the atlas is called like the town that is taken; empty if none is."""
    told = "the city of {city}, which is called so too, lies outside the atlas"
    return Said.fill(told, city=found.city_too) if found.city_too else ""


def like(proposals: Sequence[Candidate]) -> Said:
    """Say which names are near."""
    if not proposals:
        return Said.fill("no place is called so")
    places = _some(dict.fromkeys(_where(one) for one in proposals), "{one} or {other}")
    return Said.fill("perhaps {places}", places=places)


def _where(one: Candidate) -> str:
    return f"{one.place.name} ({one.place.district})" if one.place.district else one.place.name


def _some(texts: Iterable[str], between: str) -> Said:
    """Join the first few of some texts, each said by itself, and tell how many more there are."""
    listed = list(texts)
    told = Said.of_names(listed[:1])
    for other in listed[1:_MOST_TOLD]:
        told = Said.fill(between, one=told, other=other)
    more = len(listed) - _MOST_TOLD
    return Said.fill("{listed} and {n} more", listed=told, n=more) if more > 0 else told


def hints(found: Namesakes) -> list[Said]:
    """Say which hints point to no place of the name, and which to all of them."""
    idle = found.idle if found.taken is None else ()
    return in_vain(found) + [Said.fill("'{where}' points to all", where=plain(where, 60)) for where in idle]


def in_vain(found: Namesakes) -> list[Said]:
    """Say which hints point to no place of the name."""
    return [Said.fill("'{where}' points to none", where=plain(where, 60)) for where in found.unheeded]


def uncertain(found: Namesakes, one: Candidate) -> list[str]:
    """Say why a place that is told of may not be the one that is meant: see `Namesakes.certain`."""
    also = [
        Said.fill("{place}: {told}", place=_where(other), told=other.told)
        for other in (found.also if one is found.taken else ())
    ]
    too = (
        Said.fill(
            "the town of that name; perhaps called so too: {others}",
            others=_some(dict.fromkeys(also), "{one} or {other}"),
        )
        if also
        else ""
    )
    sister = Said.fill("also spelt {name}, in a neighbouring language", name=one.bears) if one.cognate else ""
    return [note for note in (sister, too, city_too(found), *hints(found)) if note]


def doubts(found: Namesakes, one: Candidate) -> str:
    """Say what is doubtful of a place that is told of."""
    many = len(found.alike)
    is_one = many > 1 and any(one is other for other in found.alike)
    one_of = Said.fill("one of {n}, all with the same history", n=many) if is_one and not found.also else ""
    return joined(one_of, *uncertain(found, one), few_known(found))
