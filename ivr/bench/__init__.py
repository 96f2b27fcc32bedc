"""Measures the whole system against the same thing done with nothing but Asterisk."""
