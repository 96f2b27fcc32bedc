"""Yesterday's calls once more, in other menus: what would have changed, and for how many callers."""
