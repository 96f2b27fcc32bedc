"""The demo's benefits database: a table for each thing that the menus ask after.

An office has its own tables; it then edits the SQL in `dialplans/`, and nothing reads what is declared here but the demo.
"""

from ivr.benefits.schema.base import THEIRS

__all__ = ["THEIRS"]
