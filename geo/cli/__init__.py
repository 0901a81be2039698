"""The command line: ``bordershift``.

A command is loaded when it is asked for, and heavy modules by the command that
needs them, so that answers and help are quick. Results go to standard output,
everything else to standard error. Exit status: 0 done, 1 a check failed, 2 the
input is at fault, 70 the program itself is, 130 stopped by the user.
"""

from __future__ import annotations

from geo.cli.commands import Commands
from geo.cli.group import main

__all__ = ["main"]

main.commands = Commands(
    measure="geo.cli.ask:measure",
    who="geo.cli.who:who",
    gazetteer="geo.cli.gazetteer:gazetteer",
    places="geo.cli.places:places",
    claims="geo.cli.ask:claims",
    changes="geo.cli.ask:changes",
    people="geo.cli.people:people",
    build="geo.cli.make:build",
    map="geo.cli.make:make_map",
    layers="geo.cli.make:layers",
    compare="geo.cli.compare:compare",
    accuracy="geo.cli.accuracy:accuracy",
    verify="geo.cli.check:check_data",
)
