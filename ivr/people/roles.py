"""What somebody may do in the console. Each role may all that the one before it may."""

from enum import StrEnum


class Role(StrEnum):
    CLERK = "clerk"
    """Edits drafts of the menu."""
    SUPERVISOR = "supervisor"
    """Sees calls, reports and the live board, too."""
    ADMIN = "admin"
    """Publishes, and manages users, too."""

    def may(self, needed: "Role") -> bool:
        order = list(Role)
        return order.index(self) >= order.index(needed)
