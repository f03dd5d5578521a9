"""From the files people have (Word, Excel, PDF, CSV, text) to tables with every row accounted for."""

from .here import read_here
from .limits import Limits
from .process import read
from .table import CannotRead, Cell, FileTables, Row, Table

__all__ = ["CannotRead", "Cell", "FileTables", "Limits", "Row", "Table", "read", "read_here"]
