"""The recognition engines, one file each; `choosing.py` opens the one that is wanted or there."""
