"""How text becomes tokens: pairs of neighbouring Chinese characters, whole words and numbers of other scripts.

A run of Chinese characters 节约用水 gives 节约 约用 用水 水: every pair, then the last character alone, so that a word
of one character is found as a token's beginning. Punctuation and spaces end a run and leave no token.
"""

import re
import unicodedata
from collections.abc import Iterator

CHINESE = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_RUN = re.compile(f"[{CHINESE}]+|[^\\W_{CHINESE}]+")
_INNER_SPACE = re.compile(f"(?<=[{CHINESE}])\\s+(?=[{CHINESE}])")
_LONGEST_WORD = 64
_IS_CHINESE = re.compile(f"[{CHINESE}]")


def fold(text: str) -> str:
    """Return `text` in one form: full width as half width, capitals small, no space between Chinese characters."""
    return _INNER_SPACE.sub("", unicodedata.normalize("NFKC", text).lower())


def runs(text: str) -> list[str]:
    """Return the runs of a text, folded, in reading order; of a word of another script its first 64 letters."""
    return [run if is_chinese(run[0]) else run[:_LONGEST_WORD] for run in _RUN.findall(fold(text))]


def is_chinese(character: str) -> bool:
    """Return whether the character stands in runs of Chinese characters."""
    return bool(_IS_CHINESE.match(character))


def index_tokens(text: str) -> Iterator[str]:
    """Yield the tokens of a text that is stored; a token's place is its position among them."""
    for run in runs(text):
        if is_chinese(run[0]):
            yield from (run[at : at + 2] for at in range(len(run)))
        else:
            yield run


def phrase_tokens(text: str) -> tuple[tuple[str, ...], bool]:
    """Return the tokens that stand side by side wherever `text` stands, and whether the last one may go on.

    The last one goes on where the text ends with a single Chinese character, which is then only a pair's beginning.
    """
    found = runs(text)
    tokens: list[str] = []
    for at, run in enumerate(found):
        last = at == len(found) - 1
        if not is_chinese(run[0]):
            tokens.append(run)
        elif last and len(run) > 1:
            tokens.extend(run[start : start + 2] for start in range(len(run) - 1))
        else:
            tokens.extend(run[start : start + 2] for start in range(len(run)))
    return tuple(tokens), bool(found) and is_chinese(found[-1][0]) and len(found[-1]) == 1
