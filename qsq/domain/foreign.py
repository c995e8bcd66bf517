"""Texts of libraries and of the operating system, told in words that the catalogue has."""

import errno
import re
from string import Formatter

from qsq.domain.faults import Message, message


class Foreign:
    """The texts of a library that are known, as messages; one of another wording stays as it is."""

    def __init__(self, *known: Message) -> None:
        self._known = [(re.compile(_pattern(one.template), re.DOTALL), one.template) for one in known]

    def told(self, text: object) -> Message:
        """A library's text as a message; values within it that are known texts are messages too."""
        for pattern, template in self._known:
            found = pattern.fullmatch(str(text))
            if found:
                values = {name: self.told(value) for name, value in found.groupdict().items()}
                return message(template, **values)
        return _as_it_is(text)


def of_disk(error: OSError) -> Message:
    """What the operating system says of a file, by the error's number."""
    return _OF_DISK.get(error.errno or 0, _as_it_is(error.strerror or error))


def of_file(error: OSError) -> Message:
    """The same, with the file where the error names one."""
    problem = of_disk(error)
    return message("{file}: {problem}", file=error.filename, problem=problem) if error.filename else problem


def _pattern(template: str) -> str:
    parts = ((re.escape(text), name) for text, name, _format, _conversion in Formatter().parse(template))
    return "".join(text + (f"(?P<{name}>.+?)" if name else "") for text, name in parts)


def _as_it_is(text: object) -> Message:
    return message("{problem}", problem=str(text))


_OF_DISK = {
    errno.ENOENT: message("there is no such file or folder"),
    errno.EACCES: message("another program has it open, or you have no right to it"),
    errno.EPERM: message("the system does not allow it"),
    errno.EISDIR: message("it is a folder, not a file"),
    errno.ENOTDIR: message("a part of its path is a file, not a folder"),
    errno.EEXIST: message("there is such a file or folder already"),
    errno.ENOTEMPTY: message("the folder is not empty"),
    errno.ENOSPC: message("the disk is full"),
    errno.EDQUOT: message("no more space is allowed to you on this disk"),
    errno.EROFS: message("this disk can only be read"),
    errno.ENAMETOOLONG: message("the name is too long"),
    errno.EBUSY: message("another program is using it"),
    errno.ELOOP: message("its links lead in a circle"),
    errno.EPIPE: message("nobody reads it any more"),
    errno.EBADF: message("it was closed before"),
    errno.EFBIG: message("it would be larger than this disk allows"),
    errno.EIO: message("the disk does not answer as it should; copy what you can and have it checked"),
}
