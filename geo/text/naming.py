"""Which place a name was taken for, and a choice among namesakes, as text."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from geo.files.names import plain
from geo.files.numbers import error_text, fixed, latitude, longitude

if TYPE_CHECKING:
    from geo.atlas.candidates import Candidate
    from geo.atlas.namesakes import Namesakes

__all__ = ["choice_sentence", "listed_text", "missing_sentence", "taken_record", "taken_text"]

_MOST_LISTED: Final = 60
_MOST_HISTORIES: Final = 2
"""Besides the likeliest: with more of them a position tells nothing."""
_MATCHED: Final = {
    "exact": "",
    "folded": ", but for small marks",
    "variant": ", another spelling of it",
    "near": ", near in spelling",
    "sound": ", near in sound",
}


def _where(one: Candidate) -> str:
    """Name a place, its district and country, and say where it lies."""
    place = one.place
    error = error_text(place.sigma_m / 1000.0)
    parts = [place.name, place.district, f"today {one.country}" if one.country else ""]
    lies = f"{latitude(place.lat, 4)} {longitude(place.lon, 4)}{f' ± {error} km' if error else ''}"
    return f"{', '.join(filter(None, parts))}, {lies}"


def _bears(one: Candidate) -> str:
    """Say by which of its names it was found, where that is not plain."""
    told = _MATCHED[one.how]
    return f"its name {one.bears}{told}" if told or one.bears != one.place.name else ""


def taken_text(found: Namesakes) -> str:
    """Say in a line which place a name was taken for, how it matched, and why it is the one."""
    one = found.taken
    if one is None:
        return ""
    others = len(found.candidates or found.proposals) - 1
    why = {
        "same history": f"all {others + 1} places of that name had the same holders",
        "within": "; ".join(
            filter(
                None,
                (
                    f"all {found.inside} of that name there had the same holders" if found.inside > 1 else "",
                    f"{found.elsewhere} of that name {'lies' if found.elsewhere == 1 else 'lie'} elsewhere",
                ),
            )
        ),
        "near": f"{others} of that name lie farther off",
        "picked": f"{others} others can be picked" if others else "",
        "only": f"{others} others have only a like name" if others else "",
    }[found.why]
    matched = _bears(one) or "so called"
    told = f"{found.name}: {_where(one)}; {'; '.join(filter(None, (matched, why)))}.\n"
    return plain(told.rstrip("\n")) + "\n"


def missing_sentence(found: Namesakes) -> str:
    """Say of which regions the gazetteer knows few villages, so that one may be missing; empty if of none."""
    if not found.thin:
        return ""
    regions = ", ".join(found.thin)
    return (
        f"Few villages are known of {regions}: one of that name there may be missing "
        "(bordershift gazetteer add brings them).\n"
    )


def listed_text(found: Namesakes) -> str:
    """List what bears a name, numbered from 1, each with district, place and history in short."""
    listed = found.candidates or found.proposals
    lines = [_line(number, one) for number, one in enumerate(listed[:_MOST_LISTED], 1)]
    more = len(listed) - _MOST_LISTED
    if more > 0:
        lines.append(f"  and {more} more: --format csv lists them all, --in and --near tell them apart")
    return "".join(f"{plain(line)}\n" for line in lines)


def _line(number: int, one: Candidate) -> str:
    bears = _bears(one)
    far = "" if math.isnan(one.near_km) else f", {fixed(one.near_km, 0)} km off"
    note = f" ({one.place.note})" if one.place.note else ""
    found_by = f" – {bears}" if bears else ""
    return f"{number:>3}  {_where(one)}{far}: {_histories(one)}{found_by}{note} [{one.place.id}]"


def _histories(one: Candidate) -> str:
    """Tell the histories that a place may have had; where its error leaves many, only how many."""
    many = len(one.else_told)
    if many > _MOST_HISTORIES:
        return f"too coarse a position to tell ({many + 1} histories within twice its error)"
    return "; or else ".join((one.told, *one.else_told))


def choice_sentence(found: Namesakes) -> str:
    """Say why none was taken, and how to choose."""
    count = len(found.candidates)
    if count == 1 and found.candidates[0].else_told:
        what = f"where the one place called '{plain(found.name, 60)}' lies is not known well enough"
    elif found.only_like:
        few = f"few villages are known of {', '.join(found.thin)}"
        told = "the one place that is found bears" if count == 1 else f"the {count} places that are found bear"
        what = f"{told} a name like '{plain(found.name, 60)}', and {few}"
    elif count == 1:
        what = f"the one place called '{plain(found.name, 60)}' lies elsewhere"
    else:
        what = f"{count} places are called '{plain(found.name, 60)}'"
    how = f"--pick 1 to {count} (or the id in brackets)" if count > 1 else "--pick 1"
    return f"{what}; choose with {how}, --in REGION, DISTRICT or COUNTRY, --near PLACE, or by coordinates."


def taken_record(found: Namesakes) -> dict[str, object]:
    """Return what JSON tells of a name besides the answer."""
    one = found.taken
    told: dict[str, object] = {"asked": found.asked, "name": found.name}
    if one is not None:
        told |= {
            "match": one.how,
            "bears": one.bears,
            "district": one.place.district,
            "country": one.country,
            "place_sigma_km": round(one.place.sigma_m / 1000.0, 3),
            "source": one.place.source,
            "id": one.place.id,
        }
    return {
        **told,
        "taken_because": found.why,
        "few_known_in": list(found.thin),
        "not_heeded": list(found.unheeded),
        "candidates": found.table().records(),
    }
