"""The command line: ``bordershift``.

Heavy modules are imported by the command that needs them, so that help is
quick. Results go to standard output, everything else to standard error. Exit
status: 0 done, 1 a check failed, 2 the input is at fault, 70 the program
itself is, 130 stopped by the user.
"""

from __future__ import annotations

from geo.cli import ask, make
from geo.cli.accuracy import accuracy
from geo.cli.check import check_data
from geo.cli.compare import compare
from geo.cli.gazetteer import gazetteer
from geo.cli.group import main
from geo.cli.people import people
from geo.cli.places import places
from geo.cli.who import who

__all__ = ["main"]

main.add_command(ask.measure)
main.add_command(who)
main.add_command(gazetteer)
main.add_command(places)
main.add_command(ask.claims)
main.add_command(ask.changes)
main.add_command(people)
main.add_command(make.build)
main.add_command(make.make_map)
main.add_command(make.layers)
main.add_command(compare)
main.add_command(accuracy)
main.add_command(check_data)
