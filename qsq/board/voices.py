"""Chinese on pages of another language: marked, so that a screen reader changes its voice (WCAG 3.1.2)."""

import re

from markupsafe import Markup, escape

CHINESE = Markup(' lang="zh-Hans"')
"""The attribute that names the language of an element's text."""

_HAN = "[\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
_RUN = re.compile(f"({_HAN}(?:[^A-Za-z]*{_HAN})?)")
"""From a Chinese character to the last one before the next Latin letter: 县委〔2024〕3号 is read as one."""


def voiced(text: str) -> Markup:
    """A text, escaped, with each run of Chinese in an element of its own."""
    pieces = _RUN.split(text)
    return Markup("").join(
        Markup("<span{}>{}</span>").format(CHINESE, piece) if number % 2 else escape(piece)
        for number, piece in enumerate(pieces)
    )
