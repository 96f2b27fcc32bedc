"""Calls without a telephone: the same conversation on a virtual clock, from a dialogue file or from a terminal."""
