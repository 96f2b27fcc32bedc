"""What is wrong in a file that a clerk wrote: the file, the line, and what to write instead."""

from pathlib import Path

from ivr.mendable import Mendable


class TreeFault(Mendable):
    """A tree or wording file can't be used."""

    def __init__(self, path: Path, line: int, message: str) -> None:
        super().__init__(f"{path.name}:{line}: {message}")
        self.file, self.line, self.message = path.name, line, message


def read_text(path: Path) -> str:
    """The file's text. Raises TreeFault when it is missing or not UTF-8."""
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise TreeFault(path, 0, f"there is no such file in {path.parent}; restore it from the repository") from None
    except UnicodeDecodeError:
        raise TreeFault(path, 0, "is not UTF-8: save it again as UTF-8") from None
    except OSError as error:
        raise TreeFault(path, 0, f"can't be read: {error.strerror}") from None
