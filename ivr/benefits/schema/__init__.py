"""The demo's benefits database: a table for each thing that the menus ask after.

An office has its own tables and edits the SQL in `dialplans/`; only the demo reads what is declared here.
"""

from ivr.benefits.schema import cards, cases, claims, contributions, pension, people
from ivr.benefits.schema.base import THEIRS

__all__ = ["THEIRS", "cards", "cases", "claims", "contributions", "pension", "people"]
