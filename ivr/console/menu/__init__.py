"""Admins and clerks: drafts of the menu, what the checker says of them, versions, and trying them out."""
