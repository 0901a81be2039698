"""Rules of ``claims.csv``: expressions over named numbers."""

from __future__ import annotations

import ast
import operator
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from geo.errors import DataError
from geo.files.names import plain

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = ["evaluate"]

_OPERATORS: Final[dict[type[ast.AST], Callable[..., float | bool]]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
}
"""What a rule may do; KeyError names the rest."""


def evaluate(rule: str, numbers: Mapping[str, float]) -> bool:
    """Apply a rule of ``claims.csv``.

    Parameters
    ----------
    rule : str
        Comparisons and sums of named numbers, joined by ``and`` and ``or``;
        ``no`` is never true.
    numbers : mapping
        What the names stand for.

    Raises
    ------
    DataError
        If the rule is anything else, or names an unknown number.

    Examples
    --------
    >>> evaluate("low <= value <= high or share >= 0.25", {"low": 1, "high": 2, "value": 3, "share": 0.3})
    True
    """
    try:
        return bool(_value(ast.parse(rule, mode="eval").body, numbers))
    except (
        SyntaxError,
        TypeError,
        KeyError,
        ValueError,
        ArithmeticError,
        RecursionError,
        MemoryError,
    ) as error:
        msg = f"the rule {plain(rule, 80)!r} cannot be read ({plain(str(error), 80)})"
        raise DataError(msg) from error


def _value(node: ast.expr, numbers: Mapping[str, float]) -> float | bool:
    """Value of a part of a rule; TypeError for what a rule may not hold."""
    match node:
        case ast.Constant(value=int() | float() as number):
            result: float | bool = number
        case ast.Name(id=name) if name in numbers:
            result = numbers[name]
        case ast.Name(id="no"):
            result = False
        case ast.BinOp(left=left, op=op, right=right):
            result = _OPERATORS[type(op)](_value(left, numbers), _value(right, numbers))
        case ast.BoolOp(op=op, values=values):
            parts = [bool(_value(part, numbers)) for part in values]
            result = all(parts) if isinstance(op, ast.And) else any(parts)
        case ast.Compare(left=left, ops=ops, comparators=rights):
            chain = [_value(part, numbers) for part in (left, *rights)]
            result = all(
                bool(_OPERATORS[type(op)](a, b)) for op, (a, b) in zip(ops, pairwise(chain), strict=True)
            )
        case _:
            msg = f"{ast.unparse(node)} is no number of the claim"
            raise TypeError(msg)
    return result
