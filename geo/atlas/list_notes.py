"""What is noted of a name of a list: why it has no place or no holder, what is doubtful, and what may help."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo.files.names import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from geo.atlas.candidates import Candidate
    from geo.atlas.namesakes import Namesakes

__all__ = ["choice", "doubts", "elsewhere", "few_known", "hints", "joined", "like", "why_none"]

_MOST_NAME: Final = 300
"""Letters of a name with what stands beside it: more is a cell of something else."""
_MOST_TOLD: Final = 3


def joined(*notes: str) -> str:
    """Join what is noted; empty notes are none."""
    return "; ".join(filter(None, notes))


def few_known(found: Namesakes) -> str:
    """Say that another place of the name may be missing, and where; empty if none is likely to."""
    where = ", ".join(found.thin)
    return f"another of that name may be missing, for few villages are known in {where}" if where else ""


def why_none(name: str) -> str:
    """Say why a text is not looked up; empty if it is."""
    if not name.strip():
        return "no name"
    return f"more than {_MOST_NAME} letters: no name" if len(name) > _MOST_NAME else ""


def choice(found: Namesakes, days: Sequence[str]) -> str:
    """Say between what is not decided."""
    if not days:
        return _some(dict.fromkeys(one.told for one in found.candidates), " / ")
    spans = [one.on(day) for one in found.candidates for day in days]
    who = dict.fromkeys(span.who for span in spans)
    titles = dict.fromkeys(f"{span.who} ({span.status})" for span in spans)
    return _some(who if len(who) > 1 else titles, " or ")


def elsewhere(found: Namesakes, within: str) -> str:
    """Say that none lies where all were to lie, and how many do elsewhere."""
    where = plain(within, 60)
    return f"none of that name lies in or near '{where}'; elsewhere {len(found.candidates)}"


def like(proposals: Sequence[Candidate]) -> str:
    """Say which names are near."""
    if not proposals:
        return "no place is called so"
    return "perhaps " + _some(dict.fromkeys(_where(one) for one in proposals), " or ")


def _where(one: Candidate) -> str:
    return f"{one.place.name} ({one.place.district})" if one.place.district else one.place.name


def _some(texts: Iterable[str], between: str) -> str:
    listed = list(texts)
    return between.join(listed[:_MOST_TOLD]) + f" and {len(listed) - _MOST_TOLD} more" * (
        len(listed) > _MOST_TOLD
    )


def hints(found: Namesakes) -> list[str]:
    """Say which hints point to no place of the name."""
    return [f"'{plain(where, 60)}' points to none" for where in found.unheeded]


def doubts(found: Namesakes, one: Candidate) -> str:
    """Say what is doubtful of a place that is told of."""
    many = len(found.alike)
    is_one = many > 1 and any(one is other for other in found.alike)
    one_of = f"one of {many}, all with the same history" if is_one and not found.also else ""
    also = dict.fromkeys(f"{_where(other)}: {other.told}" for other in found.also) if one is found.taken else ()
    too = f"the town of that name; perhaps called so too: {_some(also, ' or ')}" if also else ""
    return joined(one_of, too, *hints(found), few_known(found))
