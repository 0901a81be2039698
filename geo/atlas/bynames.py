"""Names by which people ask for a state or a region, as the atlas has it or another; and those of lands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from geo.atlas.languages import Said
from geo.atlas.places import fold
from geo.errors import DataError, UnknownNameError
from geo.files.names import alike, plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from geo.files.schema import Row

__all__ = ["Bynames", "bynames_of", "folded", "known_as", "none_called"]

_LIKE: Final = 0.8
"""How alike a name in any of many languages must be: a land made up is like one of them by chance."""


@dataclass(frozen=True, slots=True)
class Bynames:
    """What else states and regions are called, and where the lands lie that papers name.

    Attributes
    ----------
    state, region : dict of str to str
        Names, folded, and what they stand for.
    land : dict of str to frozenset of str
        Historical provinces, folded, and all the zones that each has a part in:
        one that lies in it lies in one of these.
    provinces : dict of (str, str) to frozenset of str
        Of a land and a zone today's provinces, and districts or towns with theirs, that its part is made of,
        where it is not in all; a province behind a comma alone stands for its places of no known district.
    in_part : dict of (str, str) to frozenset of str
        Likewise those that it had but a part in.
    known_from : dict of str to str
        Where what a land is made of is known from.
    """

    state: dict[str, str]
    region: dict[str, str]
    land: dict[str, frozenset[str]]
    provinces: dict[tuple[str, str], frozenset[str]]
    in_part: dict[tuple[str, str], frozenset[str]]
    known_from: dict[str, str]

    def has(self, land: str, zone: str, district: str, name: str = "", *, surely: bool = False) -> bool:
        """Tell whether a place of a zone and of a district of today may lie in a land.

        Parameters
        ----------
        land : str
            Folded.
        zone : str
        district : str
            And its province behind a comma; empty where it is not known.
        name : str
            The place's: a town may be known to lie there where its district does in part.
        surely : bool
            Whether it must lie there.

        Examples
        --------
        >>> from geo import open_atlas
        >>> bynames = open_atlas().bynames
        >>> bynames.has("galizien", "general_government", "Powiat wadowicki, Lesser Poland")
        True
        >>> bynames.has("galizien", "general_government", "Powiat łaski, Łódź Voivodeship")
        False
        >>> shared = "wolynskie", "west_ukraine", "Zbarazkyi, Ternopilska"
        >>> [bynames.has(*shared, surely=surely) for surely in (False, True)]
        [True, False]
        """
        if zone not in self.land.get(land, ()):
            return False
        within, partly = (parts.get((land, zone), frozenset()) for parts in (self.provinces, self.in_part))
        if not (within or partly):
            return True
        if not district:
            return not surely
        province = district.rpartition(", ")[2]
        units = {province, district if "," in district else f", {district}", f"{name}, {province}"}
        return not (within if surely else within | partly).isdisjoint(units)


def bynames_of(rows: Iterable[Row]) -> Bynames:
    """Gather the rows of ``other_names.csv``.

    Raises
    ------
    DataError
        If a name stands for two states, or for two regions.
    """
    found = Bynames({}, {}, {}, {}, {}, {})
    only = {"state": found.state, "region": found.region}
    for row in rows:
        kind, key, name = row["kind"], row["key"], row["name"]
        if kind == "land":
            found.land[fold(name)] = found.land.get(fold(name), frozenset()) | {key}
            found.known_from[fold(name)] = row["known_from"]
            for parts, column in ((found.provinces, "provinces"), (found.in_part, "in_part")):
                if row[column]:
                    parts[fold(name), key] = frozenset(row[column])
        elif only[kind].setdefault(folded(name), key) != key:
            msg = f"{row.where}: name {plain(name, 60)!r} stands for another {kind} too; keep one."
            raise DataError(msg)
    return found


def known_as(
    name: str,
    known: Mapping[str, str],
    bynames: Mapping[str, str],
    kind: str,
    elsewhere: Callable[[], Mapping[str, str]] = dict,
) -> str:
    """Return what the atlas calls a state or a region.

    Parameters
    ----------
    name : str
        As it was asked for: in any case, with or without accents, "the" and
        what parts its words.
    known : mapping of str to str
        What there is, in the order to show it, and its name in words.
    bynames : mapping of str to str
        Other names, folded.
    kind : str
        What it is, for a sentence.
    elsewhere : callable
        Gives what it is called in other languages, folded; asked only where no
        other name is the one.

    Raises
    ------
    UnknownNameError
        If there is no such thing.

    Examples
    --------
    >>> from geo import open_atlas
    >>> atlas = open_atlas()
    >>> atlas.holder("the Soviet Union"), atlas.region("Northern Bukovina"), atlas.region("BESSARABIEN")
    ('USSR', 'north_bukovina', 'bessarabia')
    >>> atlas.holder("Rumänien"), atlas.holder("Rumunia"), atlas.region("Zachodnia Ukraina")
    ('Romania', 'Romania', 'west_ukraine')
    >>> atlas.region("Crimea")
    Traceback (most recent call last):
        ...
    geo.errors.UnknownNameError: no region is called 'Crimea'; choose from rybachy, salla, karelia, ...
    """
    if name in known:
        return name
    asked = folded(name)
    # its key, then its name in words, then what else it is called
    for names in (
        {folded(key): key for key in known},
        {folded(text): key for key, text in known.items() if text},
    ):
        if asked in names:
            return names[asked]
    if bynames.get(asked) in known:
        return bynames[asked]
    called = elsewhere()
    if called.get(asked, "") in known:
        return called[asked]
    near = alike(name, list(known))
    if not near:
        others = {one: key for one, key in {**bynames, **called}.items() if key in known}
        near = [others[one] for one in alike(asked, list(others), _LIKE)]
    raise UnknownNameError(none_called(name, known, kind, near))


def none_called(name: str, known: Mapping[str, str], kind: str, near: Iterable[str]) -> Said:
    """Say that there is none of a name, and what may be meant or what there is, for any language.

    Examples
    --------
    >>> none_called("Finish", {"Finland": ""}, "state", ["Finland"])
    "no state is called 'Finish'; did you mean Finland?"
    """
    meant = list(dict.fromkeys(near))
    offer = "did you mean {known}?" if meant else "choose from {known}."
    # a key is written as it is in English, and in other languages in words, which are understood as well
    names = [_in_words(key, known[key]) for key in meant or known]
    return Said.fill(
        f"no {kind} is called '{{name}}'; {offer}",
        name=plain(name, 60),
        known=Said.of_names(names, " or " if meant else ", ") if names else "none",
    )


def _in_words(key: str, words: str) -> str:
    if not words:
        return key
    said = Said(key)
    said.template, said.values = "{words}", {"words": words}
    return said


def folded(name: str) -> str:
    """Write a name as it is looked up: without "the", and whatever parts its words."""
    words = fold(name.replace("_", " ").replace("-", " ").replace(".", "")).split()
    return " ".join(words[1:] if words[:1] == ["the"] else words)
