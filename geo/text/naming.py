"""Which place a name was taken for, and a choice among namesakes, as text."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from geo.atlas.doubted import joined
from geo.atlas.languages import ENGLISH, Language, Said
from geo.atlas.list_notes import (
    amid,
    city_too,
    in_case,
    in_vain,
    lay_perhaps,
    likeness,
    taken_for,
    with_another,
)
from geo.files.names import plain
from geo.files.numbers import error_text, fixed, latitude, longitude
from geo.text.phrases import one_stop

if TYPE_CHECKING:
    from geo.atlas.candidates import Candidate
    from geo.atlas.namesakes import Namesakes
    from geo.atlas.reach import Beside
    from geo.atlas.whichever import HeldByAll

__all__ = [
    "besides_text",
    "choice_sentence",
    "listed_text",
    "missing_sentence",
    "qualifier_sentences",
    "sentence",
    "taken_record",
    "taken_text",
    "whichever_sentence",
]

_MOST_LISTED: Final = 60
_MOST_HISTORIES: Final = 2
"""Besides the likeliest: with more of them a position tells nothing."""
_MOST_ALSO: Final = 3
"""Others that are told beside the town of that name."""
_MATCHED: Final = {
    "exact": "its name {name}",
    "folded": "its name {name}, but for small marks",
    "variant": "its name {name}, another spelling of it",
    "cognate": "also spelt {name}, in a neighbouring language",
    "near": "its name {name}, near in spelling",
    "sound": "its name {name}, near in sound",
}


def _place(one: Candidate) -> Said:
    """Name a place, its district and country, and say where it lies."""
    place = one.place
    error = error_text(place.sigma_m / 1000.0)
    where = ", ".join(filter(None, (place.name, place.district)))
    named = Said.fill("{where}", where=where)
    if one.country:
        named = Said.fill("{where}, today {country}", where=where, country=one.country)
    lies = f"{latitude(place.lat, 4)} {longitude(place.lon, 4)}"
    if error:
        return Said.fill("{named}, {lies} ± {error} km", named=named, lies=lies, error=error)
    return Said.fill("{named}, {lies}", named=named, lies=lies)


def _bears(one: Candidate) -> Said | None:
    """Say by which of its names it was found, where that is not plain."""
    if one.how == "exact" and one.bears == one.place.name:
        return None
    return Said.fill(_MATCHED["cognate" if one.cognate else one.how], name=one.bears)


def _reasons(found: Namesakes) -> list[Said]:
    """Say why a place is the one that is meant."""
    others = len(found.candidates or found.proposals) - 1
    one = found.elsewhere == 1
    elsewhere = "{n} of that name lies elsewhere" if one else "{n} of that name lie elsewhere"
    told = {
        "town": [("the town of that name", 0)],
        "same history": [("all {n} places of that name had the same holders", others + 1)],
        "within": [
            *([("all {n} of that name there had the same holders", found.inside)] if found.inside > 1 else []),
            (elsewhere, found.elsewhere),
        ],
        "near": [("{n} of that name lie farther off", others)],
        "picked": [_counted("1 other can be picked", "{n} others can be picked", others)] if others else [],
        "only": [_counted("1 other has only a like name", "{n} others have only a like name", others)]
        if others
        else [],
    }[found.why]
    return [Said.fill(words, n=number) for words, number in told]


def _counted(one: str, more: str, number: int) -> tuple[str, int]:
    return (one if number == 1 else more), number


def taken_text(found: Namesakes, *, language: Language = ENGLISH) -> str:
    """Say in a line which place a name was taken for, how it matched, and why it is the one."""
    one = found.taken
    if one is None:
        return ""
    like = likeness(found, one) if found.why != "picked" else ""
    bears = in_case(found, one) or _bears(one) or Said.fill("so called")
    parts = [bears, like, lay_perhaps(found), *taken_for(found, one), amid(one), *_reasons(found)]
    why = Said.of_names([part for part in parts if part], "; ")
    told = Said.fill("{name}: {place}; {why}.", name=found.name, place=_place(one), why=why)
    return plain(one_stop(language.says(told))) + "\n"


def besides_text(found: Namesakes, *, language: Language = ENGLISH) -> str:
    """Tell what else may be meant: others that may be called so too, with their histories, or a missing one."""
    also = language.says(city_too(found))
    named = f"{also[0].upper()}{also[1:]}.\n" if also else ""
    return _also(found, language) + named + missing_sentence(found, language=language)


def _also(found: Namesakes, language: Language) -> str:
    numbered = [(k, one) for k, one in enumerate(found.candidates, 1) if one in found.also]
    if not numbered:
        return ""
    said = language.says(Said.fill("Perhaps called so too, and chosen with --pick:"))
    lines = "".join(f"{plain(_line(k, one, language))}\n" for k, one in numbered[:_MOST_ALSO])
    more = len(numbered) - _MOST_ALSO
    return f"{said}\n{lines}" + (_and_more(more, language) if more > 0 else "")


def missing_sentence(found: Namesakes, *, language: Language = ENGLISH) -> str:
    """Say of which regions the gazetteer knows few villages, so that one may be missing; empty if of none."""
    if not found.thin:
        return ""
    told = Said.fill(
        "Few villages are known of {regions}: one of that name there may be missing "
        "(bordershift gazetteer add brings them).",
        regions=Said.of_names(found.thin),
    )
    return f"{language.says(told)}\n"


def listed_text(found: Namesakes, *, language: Language = ENGLISH) -> str:
    """List what bears a name, numbered from 1, each with district, place and history in short."""
    listed = found.candidates or found.proposals
    lines = [_line(number, one, language) for number, one in enumerate(listed[:_MOST_LISTED], 1)]
    more = len(listed) - _MOST_LISTED
    if more > 0:
        lines.append(_and_more(more, language).rstrip("\n"))
    return "".join(f"{plain(line)}\n" for line in lines)


def _and_more(more: int, language: Language) -> str:
    told = Said.fill("and {n} more: --format csv lists them all, --in and --near tell them apart", n=more)
    return f"  {language.says(told)}\n"


def _line(number: int, one: Candidate, language: Language) -> str:
    bears = joined(_bears(one) or "", amid(one))
    far = "" if math.isnan(one.near_km) else Said.fill(", {km} km off", km=fixed(one.near_km, 0))
    note = f" ({one.place.note})" if one.place.note else ""
    found_by = f" \N{EN DASH} {language.says(bears)}" if bears else ""
    told = f"{language.says(_place(one))}{language.says(far)}: {language.says(_histories(one))}"
    return f"{number:>3}  {told}{found_by}{note} [{one.place.id}]"


def _histories(one: Candidate) -> str:
    """Tell the histories that a place may have had; where its error leaves many, only how many."""
    many = len(one.else_told)
    if many > _MOST_HISTORIES:
        return Said.fill("too coarse a position to tell ({n} histories within twice its error)", n=many + 1)
    told = one.told
    for other in one.else_told:
        told = Said.fill("{one}; or else {other}", one=told, other=other)
    return told


def qualifier_sentences(found: Namesakes, *, language: Language = ENGLISH) -> list[str]:
    """Say what became of that which was asked beside a name, where it did not decide."""
    vain = {one.where: one for one in found.beside if not one.understood or (one.reach_km and one.towns)}
    special = dict(zip(found.unheeded, in_vain(found), strict=True))
    said = [
        sentence(special[where], language)
        if where in vain and found.candidates
        else language.says(Said.fill("nothing of that name lies there: '{where}'.", where=plain(where, 60)))
        for where in found.unheeded
    ]
    undecided = (lay_perhaps(found), *taken_for(found, None)) if found.taken is None else ()
    said += [sentence(one, language) for one in undecided if one]
    told = [
        Said.fill("'{where}' tells none of the {n} places apart.", where=plain(where, 60), n=found.inside)
        for where in (found.idle if found.taken is None else ())
    ]
    if found.taken is None and found.heeded and found.elsewhere:
        where = Said.of_names([plain(one, 60) for one in found.heeded])
        told.append(
            Said.fill(
                "in or near '{where}' lie {n}, listed first if others are; of that name elsewhere: {more}.",
                where=where,
                n=found.inside,
                more=found.elsewhere,
            )
        )
    return [_begun(one) for one in said + [language.says(one) for one in told]]


def sentence(fragment: str, language: Language) -> str:
    """Say what is noted of a name as a sentence: with a capital and a full stop."""
    return _begun(f"{language.says(fragment)}.")


def _begun(said: str) -> str:
    return one_stop(f"{said[:1].upper()}{said[1:]}")


def choice_sentence(found: Namesakes, *, language: Language = ENGLISH) -> str:
    """Say why none was taken, and how to choose."""
    count, name = len(found.candidates), plain(found.name, 60)
    regions = Said.of_names(found.thin)
    if count == 1 and found.candidates[0].else_told:
        what = Said.fill("where the one place called '{name}' lies is not known well enough", name=name)
    elif found.only_like and count == 1:
        what = Said.fill(
            "the one place that is found bears a name like '{name}', and few villages are known of {regions}",
            name=name,
            regions=regions,
        )
    elif found.only_like:
        what = Said.fill(
            "the {n} places that are found bear a name like '{name}', and few villages are known of {regions}",
            n=count,
            name=name,
            regions=regions,
        )
    elif count == 1 and found.another:
        what = Said.fill("one place is called '{name}'", name=name)
    elif count == 1:
        what = Said.fill("the one place called '{name}' lies elsewhere", name=name)
    elif also := sum(one.cognate for one in found.candidates):
        told = "{n} places are called '{name}', {also} of them only as a neighbouring language spells it"
        what = Said.fill(told, n=count, name=name, also=also)
    else:
        what = Said.fill("{n} places are called '{name}'", n=count, name=name)
    if count > 1:
        told = "{what}; choose with --pick 1 to {n} (or the id in brackets), {others}"
    else:
        told = "{what}; choose with --pick 1, {others}"
    if found.another:
        what = with_another(found, what)
    others = Said.fill("--in REGION, DISTRICT or COUNTRY, --near PLACE, or by coordinates.")
    return _begun(language.says(Said.fill(told, what=what, n=count, others=others)))


def whichever_sentence(all_held: HeldByAll | None, day: str, *, language: Language = ENGLISH) -> str:
    """Say who held all of several places on a day, whichever is meant; empty if it was not one state."""
    if all_held is None:
        return ""
    words = "Whichever of the {n} is meant, on {day}: {held}."
    if all_held.places == 1:
        words = "Wherever it lies, on {day}: {held}."
    told = Said.fill(words, n=all_held.places, day=day, held=all_held.told)
    return f"{language.says(told)}\n"


def taken_record(found: Namesakes, all_held: HeldByAll | None = None) -> dict[str, object]:
    """Return what JSON tells of a name besides the answer; of several places, who held all of them."""
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
    by_all = all_held and {
        name: getattr(all_held, name) for name in ("holder", "status", "sure", "occupier", "note")
    }
    return {
        **told,
        "taken_because": found.why,
        "few_known_in": list(found.thin),
        "not_heeded": list(found.unheeded),
        "tells_none_apart": list(found.idle),
        "city_outside": found.city or found.city_too,
        "country_meant": found.country,
        "land_meant": found.land,
        "beside": [_beside_record(found, one) for one in found.beside],
        **({"held_by_all": by_all} if all_held else {}),
        "candidates": found.table().records(),
    }


def _beside_record(found: Namesakes, beside: Beside) -> dict[str, object]:
    """Return what JSON tells of that which stood beside a name: the town that it was taken for, how far off."""
    told: dict[str, object] = {"where": beside.where, "understood": beside.understood}
    if beside.known_from:
        told["known_from"] = beside.known_from
    places = [one.place for one in ([found.taken] if found.taken else found.candidates)]
    if beside.towns and beside.reach_km and places:
        town, far_km = min((beside.nearest(place) for place in places), key=lambda one: one[1])
        told |= {
            "town": town.name,
            "district": town.district,
            "far_km": round(far_km, 1),
            "reach_km": beside.reach_km,
        }
    return told
