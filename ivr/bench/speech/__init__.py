"""Measures how well callers who speak are understood: recordings over a telephone line, through the product's own code."""
