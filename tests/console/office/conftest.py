"""What stands published for the pages about menus stands for these, too."""

from tests.console.menu.conftest import left_nothing, no_page_that_waits, published, voice

__all__ = ["left_nothing", "no_page_that_waits", "published", "voice"]
