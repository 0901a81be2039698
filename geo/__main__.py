"""``python -m geo`` is ``bordershift``."""

from geo.cli import main

if __name__ == "__main__":
    main(prog_name="bordershift")
