"""Many callers at once, for minutes, each on a way of its own through the menus: what no single call shows."""
