"""``python -m bordershift`` is ``bordershift``."""

from __future__ import annotations

from geo.__main__ import run

__all__ = ["run"]

if __name__ == "__main__":
    run()
