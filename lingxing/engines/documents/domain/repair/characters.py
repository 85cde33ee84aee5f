"""What kinds of characters a line is made of, and how wide it prints."""

HAN = "\u3400-\u4dbf\u4e00-\u9fff〇"
FULL_PUNCTUATION = "，。、；：？！（）《》〈〉【】〔〕“”‘’「」『』—…·％"
TERMINAL = frozenset("。；：？！…")
CLOSING = frozenset("”’）》」』】〕")


def print_width(text: str) -> float:
    """Return how wide `text` prints, in Chinese characters: an ASCII character is half a one."""
    wide = (len(text.encode("utf-8", "surrogatepass")) - len(text)) // 2
    return wide + (len(text) - wide) / 2


def ends_sentence(text: str) -> bool:
    """Tell whether the text ends where a sentence may end; closing quotes and brackets behind a stop count."""
    bare = text.rstrip()
    while bare and bare[-1] in CLOSING:
        if bare[-1] in "）" and len(bare) > 1 and bare[-2] not in TERMINAL:
            return True
        bare = bare[:-1]
    return bool(bare) and bare[-1] in TERMINAL
