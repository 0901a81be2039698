"""The western border of the USSR from August 1939 to June 1941: lines, measures, maps.

>>> import bordershift
>>> atlas = bordershift.open_atlas()
>>> before, after = atlas.on("1939-08-23"), atlas.on("1941-06-21")
>>> bordershift.change(before, after, state="USSR").regions[0]
'rybachy'

All of it lives in the package ``geo``, installed beside this one, and every
name here is that of ``geo``: ``bordershift.change is geo.change``. But ``geo``
is also the name of other people's packages and files, and Python takes the
first that it finds. So import ``bordershift``: where ``geo`` is another's, it
says so.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import ModuleType

    from geo import *  # noqa: F403  (names for type checkers; when it runs they are looked up below)

_OURS = Path(__file__).resolve().parents[1] / "geo" / "__init__.py"


def _own_geo() -> ModuleType:
    """Import ``geo`` if it is ours; a file of that name is not run before it is known to be."""
    from importlib.util import find_spec  # noqa: PLC0415  (kept out of the public names)

    loaded = sys.modules.get("geo")
    try:
        spec = None if loaded else find_spec("geo")
        origin = getattr(loaded, "__file__", None) or (spec.origin if spec else None)
        found = Path(origin).resolve() if origin else None
    except (ImportError, ValueError):
        found = None
    if found is not None and found != _OURS:
        msg = (
            f"bordershift needs its own package geo, but Python finds another geo first, {found}; "
            "rename that one, or start Python in another folder."
        )
        raise ImportError(msg, name="geo", path=str(found))
    try:
        import geo  # noqa: PLC0415

        if "open_atlas" in geo.__all__:
            return geo
    except Exception as error:  # noqa: BLE001  (whatever another's package raises)
        fault: Exception | None = error
    else:
        fault = None
    msg = (
        f"bordershift's own package geo in {_OURS.parent} is gone, or another geo was installed over it; "
        "run: pip uninstall geo, then install bordershift again with pip's option --force-reinstall."
    )
    raise ImportError(msg, name="geo", path=str(_OURS)) from fault


def _is_command() -> bool:
    """Whether ``bordershift`` or ``python -m bordershift`` was typed, of which only ``-m`` is known yet."""
    asked = sys.argv[0] if sys.argv else ""
    return Path(asked).stem == "bordershift" or (asked == "-m" and "bordershift" in sys.orig_argv)


try:
    _geo = _own_geo()
except ImportError as error:
    if not _is_command():
        raise
    sys.stderr.write(f"bordershift: {error}\n")
    sys.exit(2)

__version__ = _geo.__version__
__all__ = [*_geo.__all__]  # noqa: PLE0604  (names, every one)


def __getattr__(name: str) -> object:
    """Look a public name up in ``geo``, which loads its module on first use (PEP 562)."""
    if name not in __all__:
        msg = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(msg)
    value: object = getattr(_geo, name)
    return value


def __dir__() -> list[str]:
    """List the public names."""
    return sorted(__all__)
