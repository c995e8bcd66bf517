"""Short codes that tie paper to a digest: eight characters that nobody confuses, the last one a check.

The alphabet has 31 characters, a prime number, and every place its own weight; so the check finds every
single wrong character and every two neighbours that changed places.
"""

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
LENGTH = 8


def check_code(digest: str) -> str:
    """The code of a digest in hexadecimal."""
    number = int(digest, 16)
    characters = ""
    for _place in range(LENGTH - 1):
        number, rest = divmod(number, len(ALPHABET))
        characters += ALPHABET[rest]
    return characters + _check(characters)


def read_check_code(text: str) -> str:
    """The code that people typed, in capitals and without spaces or hyphens.

    Raises:
        ValueError: it has another length or character, or its check does not fit: it was mistyped.
    """
    code = text.upper().replace(" ", "").replace("-", "")
    if len(code) != LENGTH or not set(code) <= set(ALPHABET) or code[-1] != _check(code[:-1]):
        raise ValueError(text)
    return code


def _check(characters: str) -> str:
    weighted = (place * ALPHABET.index(character) for place, character in enumerate(characters, start=2))
    return ALPHABET[sum(weighted) % len(ALPHABET)]
