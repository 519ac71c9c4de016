"""Join codes: short enough to type from a wall, easy to say, too many to guess."""

import re
import secrets

# Without what is mistaken for another on a projector (0 O, 1 I L) and without vowels, so that no
# code is a word: 28 ** 8, some 378 thousand million.
ALPHABET = "23456789BCDFGHJKMNPQRSTVWXYZ"
LENGTH = 8
_HALF = LENGTH // 2
_IGNORED = re.compile(r"[\s\-‐-―.,_]+")
_WORDS = {
    "2": "two",
    "3": "three",
    "4": "four",
    "5": "five",
    "6": "six",
    "7": "seven",
    "8": "eight",
    "9": "nine",
    "B": "Bravo",
    "C": "Charlie",
    "D": "Delta",
    "F": "Foxtrot",
    "G": "Golf",
    "H": "Hotel",
    "J": "Juliett",
    "K": "Kilo",
    "M": "Mike",
    "N": "November",
    "P": "Papa",
    "Q": "Quebec",
    "R": "Romeo",
    "S": "Sierra",
    "T": "Tango",
    "V": "Victor",
    "W": "Whiskey",
    "X": "X-ray",
    "Y": "Yankee",
    "Z": "Zulu",
}
_SAID = {word.casefold().replace("-", ""): letter for letter, word in _WORDS.items()}


def new_code() -> str:
    """A fresh code as it is kept: eight characters, no dash."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def normalised(typed: str) -> str | None:
    """The code that somebody typed, pasted or dictated; None if it can be none.

    Capitals, spaces and dashes do not matter, and the words of `spoken` are understood.
    """
    words = [word for word in _IGNORED.split(typed.replace("-ray", "ray").casefold()) if word]
    code = "".join(_SAID.get(word, word.upper()) for word in words)
    return code if len(code) == LENGTH and set(code) <= set(ALPHABET) else None


def shown(code: str) -> str:
    """The code as people read it: two groups of four."""
    return f"{code[:_HALF]}-{code[_HALF:]}"


def spoken(code: str) -> str:
    """The code as it is said in a room or on the telephone."""
    first, second = code[:_HALF], code[_HALF:]
    return ", ".join(" ".join(_WORDS[letter] for letter in half) for half in (first, second))
