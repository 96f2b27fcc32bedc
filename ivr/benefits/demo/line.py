"""What the makers of the demo's rows hand on."""

from sqlalchemy import Table

Line = tuple[Table, dict[str, object]]
"""A row and where it belongs. It has every column of the table; dates and months are text."""
