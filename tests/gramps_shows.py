"""Run by a Python that has Gramps: import a file of places, and say what Gramps shows with events there.

    python gramps_shows.py FILE < events.json > shown.json

`events.json` is a list of [latitude, longitude, day]; what is shown is a list of
texts, in the same order, and beside it what Gramps reported of the import.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from typing import ClassVar

os.environ["GRAMPSHOME"] = tempfile.mkdtemp(prefix="gramps-")
os.environ["LANG"] = os.environ["LC_ALL"] = os.environ["LANGUAGE"] = "C.UTF-8"

from gramps.cli.user import User
from gramps.gen.config import config
from gramps.gen.db.utils import import_as_dict
from gramps.gen.display.place import displayer
from gramps.gen.lib import Date, Event


class Listening(User):  # type: ignore[misc]
    """Keeps what Gramps would tell its user."""

    said: ClassVar[list[str]] = []

    def notify_error(self, title: str, error: str = "") -> None:
        self.said.append(f"{title} {error}".strip())

    notify_db_error = warn = notify_error

    def info(self, msg1: str, *_args: object, **_more: object) -> None:
        self.said.append(msg1)


def main() -> None:
    """Import, look, and tell."""
    config.set("preferences.place-auto", value=True)  # a place's title is made of what encloses it
    user = Listening(auto_accept=True, quiet=True)
    found = import_as_dict(sys.argv[1], user)
    places = {}
    for handle in found.iter_place_handles():
        place = found.get_place_from_handle(handle)
        places[place.get_latitude(), place.get_longitude()] = handle
    shown = []
    for lat, lon, day in json.load(sys.stdin):
        event = Event()
        event.set_place_handle(places[f"{lat:.5f}", f"{lon:.5f}"])
        year, month, number = map(int, day.split("-"))
        date = Date()
        date.set_yr_mon_day(year, month, number)
        event.set_date_object(date)
        shown.append(displayer.display_event(found, event))
    counts = {
        "places": found.get_number_of_places(),
        "notes": found.get_number_of_notes(),
        "sources": found.get_number_of_sources(),
    }
    json.dump({"shown": shown, "said": user.said, **counts}, sys.stdout)


if __name__ == "__main__":
    main()
