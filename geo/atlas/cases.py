"""Towns named within a sentence: *we Lwowie*, *из Бреста*, *Viipurissa*."""

from __future__ import annotations

import re
from typing import Any, Final

from geo.atlas.hints import undeclined

__all__ = ["case_rules", "in_first_case"]

_NAMED_ON: Final = re.compile(r"^(?:in|at|from|aus|von|nach|la|din|în)\s+(?=\S)", re.IGNORECASE)
"""What stands before a name that does not change for it."""
_DECLINES: Final = re.compile(
    r"^(?:we?|ze?|do|od|под|pod|в|во|из|изо|с|со|до|от|ад|від|у|ў|з|зі|із|к|ко|на|na|iš|į|no|uz)\s+(?=\S)",
    re.IGNORECASE,
)
"""What stands before a name that does, or may."""
_LEAST_STEM: Final = 2
_ENDINGS: Final = {
    # Polish
    "owie": ["ów", "owo"], "nie": ["no", "na", "ń"], "mie": ["m", "ma"], "wie": ["w", "wa"], "bie": ["b", "ba"],
    "cie": ["t", "ta", "to"], "ście": ["sto", "st"], "dzie": ["d", "da", "dy"], "rze": ["r", "ra"],
    "le": ["ła", "ł"],
    "dze": ["ga"], "ce": ["ka"], "u": [""], "iu": ["", "ie"], "ciu": ["ć"], "niu": ["ń"], "dziu": ["dź"],
    "lu": ["el"], "ku": ["ek"], "cu": ["ec"], "ymstoku": ["ystok"], "egostoku": ["ystok"],
    "ach": ["y", "a", "e", "i"], "iach": ["ie"], "kach": ["ki"], "em": ["e"], "ymi": ["e"],
    # Lithuanian, Latvian, Finnish, Estonian
    "iuje": ["ius"], "uje": ["us"], "e": ["as"], "oje": ["a"], "ėje": ["ė"], "uose": ["ai"], "yje": ["is"],
    "ā": ["a"], "ē": ["e"], "ī": ["s"], "ās": ["as"], "os": ["i"],
    "ssa": [""], "ssä": [""], "sta": [""], "stä": [""], "essa": ["i"], "essä": ["i"], "esta": ["i"],
    "lla": [""], "llä": [""], "s": [""],
    # Russian, Ukrainian, Belarusian
    "е": ["", "а", "о", "ь"], "не": ["на", "но"], "и": ["ь", "я"], "ах": ["ы", "и", "а"], "ях": ["и", "і"],
    "цах": ["цы"], "цях": ["ці"], "ові": ["ів"], "ом": ["о"], "ому": ["е"], "ім": ["е"],
    "і": ["", "ь", "а", "я"], "олі": ["іль"], "у": [""], "ку": ["к", "ок"], "ю": ["ь"], "зі": ["га"],
    "ці": ["ка", "ць", "т"], "ове": ["ов"],
}  # fmt: skip
"""Endings of a town's name in the case of a place, and its own."""
_WITHOUT: Final = {
    "iuje", "uje", "oje", "ėje", "uose", "yje", "ssa", "ssä", "sta", "stä", "essa", "essä", "esta", "lla",
    "llä",
}  # fmt: skip
"""Those with which a name stands within a sentence by itself."""


def in_first_case(name: str) -> tuple[str, list[str]]:
    """Return a name as it stands after a word that does not change it, and towns that another case may be of.

    Examples
    --------
    >>> in_first_case("in Lemberg")
    ('Lemberg', [])
    >>> [in_first_case(name)[1][0] for name in ("we Lwowie", "из Бреста", "Viipurissa", "у Львові")]
    ['Lwów', 'Брест', 'Viipuri', 'Львів']
    >>> in_first_case("Lwów")
    ('', [])
    """
    plain = _NAMED_ON.sub("", name)
    if plain != name:
        return plain, []
    bare = _DECLINES.sub("", name)
    of = bare != name
    ends = sorted(_ENDINGS if of else _WITHOUT, key=lambda end: (-len(end), end))
    towns = [
        bare.removesuffix(end) + own
        for end in ends
        if bare.endswith(end) and len(bare) - len(end) >= _LEAST_STEM
        for own in _ENDINGS[end]
    ]
    return "", list(dict.fromkeys([*towns, *undeclined(bare), bare] if of else towns))


def case_rules() -> dict[str, Any]:
    """Return what `in_first_case` goes by, for the page, which does the same."""
    return {
        "named_on": _NAMED_ON.pattern,
        "declines": _DECLINES.pattern,
        "endings": _ENDINGS,
        "without": sorted(_WITHOUT),
    }
