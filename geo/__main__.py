"""The command line, by ``bordershift``, ``python -m bordershift`` or ``python -m geo``."""

from __future__ import annotations

import gc
import signal
import sys
from typing import Final

from geo.later import SELDOM_USED, later

__all__ = ["run"]

_SELDOM: Final = 100_000
"""New things that may stand in circles before these are looked for: a command makes few, and ends soon."""


def run() -> None:
    """Run the command line; Ctrl-C is answered in a sentence also while the program loads or ends."""
    gc.set_threshold(_SELDOM)
    later(*SELDOM_USED)
    try:
        from geo.cli import main  # noqa: PLC0415  (loading is what may be interrupted)
    except KeyboardInterrupt:
        sys.stderr.write("bordershift: stopped; nothing was begun.\n")
        sys.exit(130)
    try:
        main(prog_name="bordershift")
    finally:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        gc.freeze()  # all of it goes with the process: nothing is gained by looking for circles once more


if __name__ == "__main__":
    run()
