"""A problem set up for the ladder, dense or wide: both give the same levels and points."""

from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from matcher.solve.pairs.board import Board
    from matcher.solve.wide.board import WideBoard

AnyBoard: TypeAlias = "Board | WideBoard"
