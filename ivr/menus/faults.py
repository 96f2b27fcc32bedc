"""What is wrong in a file that a clerk wrote: the file, the line, and what to write instead."""

from pathlib import Path

from ivr.mendable import Mendable
from ivr.words import Words


class TreeFault(Mendable):
    """A tree or wording file can't be used."""

    def __init__(self, path: Path, line: int, message: Words) -> None:
        super().__init__(f"{path.name}:{line}: {message.en}")
        self.file, self.line, self.message = path.name, line, message


def read_text(path: Path) -> str:
    """The file's text. Raises TreeFault when it is missing or not UTF-8."""
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        text = Words(
            f"{path.parent} 里没有这个文件；请从代码库恢复",
            f"there is no such file in {path.parent}; restore it from the repository",
        )
        raise TreeFault(path, 0, text) from None
    except UnicodeDecodeError:
        text = Words("不是 UTF-8：请另存为 UTF-8", "is not UTF-8: save it again as UTF-8")
        raise TreeFault(path, 0, text) from None
    except OSError as error:
        raise TreeFault(path, 0, Words(f"读不了：{error.strerror}", f"can't be read: {error.strerror}")) from None
