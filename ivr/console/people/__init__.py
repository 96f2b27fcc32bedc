"""Signing in, one's own password, and for admins the users and the audit list."""
