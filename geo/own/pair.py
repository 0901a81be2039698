"""Two layers opened, to be compared: two files, or two days of one file or of many."""

from __future__ import annotations

import filecmp
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from geo.errors import InputFileError, UnknownNameError
from geo.files.names import plain
from geo.own.dated_files import files_on
from geo.own.dates import Dating, date_fields, day_asked, rows_on, undated
from geo.own.field_of_names import field_of_names
from geo.own.gate import let_in
from geo.own.identity import asked_keys
from geo.own.layer import Opening
from geo.own.reading import known_fields
from geo.own.saying import say
from geo.own.sides import Naming, check_pair, open_side, side_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.own.layer import Given
    from geo.own.sides import Side

__all__ = ["Sources", "named", "open_sides", "say_if_same", "with_names"]

_PAIR = 2


@dataclass(frozen=True, slots=True)
class Sources:
    """What is compared, and how it is opened.

    Attributes
    ----------
    given : tuple of path, geopandas.GeoDataFrame or geopandas.GeoSeries
        Two layers; or one with dated rows, a folder or a list of dated files,
        of which days are asked.
    names : tuple of str
        The fields with the states' names in the first and in the second;
        empty for none.
    states : tuple of str or None
        Which states must be whole; None for as many as are.
    opening : Opening
    layer_after : str
        The layer of the second, if it is another there.
    dating : Dating, optional
        The two days.
    """

    given: tuple[Given, ...]
    names: tuple[str, str] = ("", "")
    states: tuple[str, ...] | None = ()
    opening: Opening = field(default_factory=Opening)
    dating: Dating | None = None
    layer_after: str = ""

    @classmethod
    def of(  # noqa: PLR0913  (each is a question of its own)
        cls,
        given: Sequence[Given],
        *,
        name: str | None = None,
        name_after: str | None = None,
        state: str | Sequence[str] | None = (),
        layer: str | None = None,
        layer_after: str | None = None,
        encoding: str | None = None,
        crs: str | None = None,
        days: tuple[str, str] | None = None,
        dates: tuple[str, str] | None = None,
        ends: str | None = None,
    ) -> Sources:
        """Gather what `geo.own.comparison.compare_files` is asked."""
        states = (state,) if isinstance(state, str) else None if state is None else tuple(state)
        return cls(
            tuple(given),
            (name or "", name_after or name or ""),
            states,
            Opening(layer=layer or "", encoding=encoding or "", crs=crs or ""),
            Dating(days or (), dates, ends or "") if days or dates or ends else None,
            layer_after or "",
        )


def named(sources: Sources) -> Sources:
    """Return sources whose states have names, as those must be of which every one is compared.

    Raises
    ------
    UnknownNameError
        If no field is named: it says which there are.
    """
    if sources.names[0]:
        return sources
    # a folder of dated files is no layer to look into
    looked = [one for one in sources.given[:1] if not (isinstance(one, str | Path) and Path(one).is_dir())]
    fields = [plain(one, 40) for layer in looked for one in known_fields(layer, [], sources.opening)]
    has = f" ({sources.given[0]} has {', '.join(fields[:20]) or 'none'})" if looked else ""
    msg = f"--all-states needs --name, the field with the states' names{has}."
    raise UnknownNameError(msg)


def with_names(sources: Sources) -> Sources:
    """Return sources whose states have names, by the field in which a state stands that is asked for.

    Raises
    ------
    UnknownNameError
        If it stands in several fields.
    """
    given = (sources.given[0], sources.given[-1])
    folder = any(isinstance(one, str | Path) and Path(one).is_dir() for one in given)
    if sources.names[0] or sources.names[1] or not sources.states or folder:
        return sources
    layers = (sources.opening.layer, sources.layer_after or sources.opening.layer)
    names = field_of_names(given, sources.states, sources.opening, layers)
    return replace(sources, names=names)


def say_if_same(first: Given, second: Given) -> None:
    """Say so if two files are one, or hold the same bytes: nothing can differ then."""
    if not isinstance(first, str | Path) or not isinstance(second, str | Path):
        return
    one, other = Path(first), Path(second)
    if not (one.is_file() and other.is_file()):
        return
    if one.samefile(other):
        say("{file} is given twice: it is set against itself", file=one)
    elif filecmp.cmp(one, other, shallow=False):
        say("{one} and {other} hold the same, byte by byte", one=one, other=other)


def open_sides(sources: Sources) -> tuple[Side, Side]:
    """Open the two layers that are to be compared.

    Parameters
    ----------
    sources : Sources

    Raises
    ------
    InputFileError, CRSError, GeometryError, UnknownNameError, DayError
        As `geo.own.sides.open_side`, `geo.own.sides.check_pair`,
        `geo.own.dates.rows_on` and `geo.own.dates.files_on`.
    """
    if sources.dating is None and len(sources.given) == _PAIR and not sources.layer_after:
        say_if_same(*sources.given)
    if sources.dating is not None or len(sources.given) == _PAIR:
        sources = with_names(sources)
    states = sources.states
    wanted = frozenset[str]() if states is None else asked_keys(states) or None
    given = sources.given
    if sources.dating is not None and not sources.dating.days:
        msg = "dates of rows tell which of them hold on a day; ask for two days with --on and --and."
        raise InputFileError(msg)
    if sources.dating is None and len(given) != _PAIR:
        count = "one layer was" if len(given) == 1 else f"{len(given)} layers were"
        msg = f"{count} given; give two to compare, or two days with --on and --and."
        raise InputFileError(msg)
    if sources.dating is not None and day_asked(sources.dating.days[0], years=True) > day_asked(
        sources.dating.days[1], years=True
    ):
        days = dict(zip(("first", "last"), sources.dating.days, strict=True))
        say("{first} lies after {last}: what is told runs back in time", **days)
    if sources.layer_after and sources.dating is not None:
        msg = "--layer-after names the layer of a second file; leave it out where days are asked for."
        raise InputFileError(msg)
    if sources.dating is not None and _is_dated_rows(given):
        pair = _rows(given[0], Naming(sources.names[0], wanted), sources.opening, sources.dating)
        check_pair(pair)
        return pair
    if sources.dating is not None:
        given = files_on([Path(str(one)) for one in given], sources.dating)
    options = ("--name", "--name-after" if sources.dating is None else "--name")
    layers = (sources.opening.layer, sources.layer_after or sources.opening.layer)
    first, second = (
        open_side(
            one,
            Naming(name, wanted, edges=states is None),
            replace(sources.opening, label=label, option=option, layer=layer, layer_option=named_with),
        )
        for one, name, label, option, layer, named_with in zip(
            given,
            sources.names,
            ("before", "after"),
            options,
            layers,
            ("--layer", "--layer-after"),
            strict=True,
        )
    )
    check_pair((first, second))
    return first, second


def _is_dated_rows(given: Sequence[Given]) -> bool:
    """Whether one layer is given whose rows are dated, not a folder of files that are."""
    one = given[0]
    return len(given) == 1 and not (isinstance(one, str | Path) and Path(one).is_dir())


def _rows(given: Given, naming: Naming, opening: Opening, dating: Dating) -> tuple[Side, Side]:
    """Open a layer once, and take of it the rows of either day."""
    label = str(given) if isinstance(given, str | Path) else opening.label
    known = known_fields(given, [naming.field] if naming.field else [], opening)
    fields = date_fields(label, known, dating)
    columns = [naming.field, *fields] if naming.field else list(fields)
    # a row may lack its dates, which leaves them open, but not its name
    entered = let_in(given, columns, opening=opening, wanted=naming.wanted, needed=bool(naming.field))
    frame = entered.frame
    names = frame[naming.field].tolist() if naming.field else [""] * len(frame)
    held = rows_on(label, names, (frame[fields[0]].tolist(), frame[fields[1]].tolist()), dating)
    entered = replace(entered, known=undated(known, fields))
    first, second = (
        side_of(
            replace(entered, label=f"{label} on {day}", frame=frame[rows].reset_index(drop=True)),
            naming.field,
            day,
        )
        for day, rows in zip(dating.days, held, strict=True)
    )
    return first, second
