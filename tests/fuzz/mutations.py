"""Damaged gazettes: each mutation is a pure function of a text and a seed, so that every failure can be repeated."""

import random
from collections.abc import Callable

Mutation = Callable[[str, random.Random], bytes]

_MARKERS = (
    "第一条",
    "第二十条",
    "一、",
    "（一）",
    "1.",
    "（1）",
    "第三章 总则",
    "责任单位：",
    "附件：",
    "序号\t任务",
    "《",
    "》",
    "（",
    "）",
)
_TAGS = (
    "<div>",
    "</div>",
    "<ol class='x'>",
    "<li>",
    "**",
    "- ",
    "<table><tr><td>",
    "</td>",
    "&nbsp;",
    "<script>",
    "<!--",
)
_LAW = (
    "废止",
    "自印发之日起施行，有效期5年",
    "2026年2月30日",
    "〔2026〕号",
    "到2027年底达到90%以上",
    "由市人民政府负责解释",
)


def cut(text: str, chance: random.Random) -> bytes:
    """Take slices out, in the middle of characters too."""
    data = bytearray(text.encode())
    for _ in range(chance.randint(1, 6)):
        start = chance.randrange(len(data) + 1)
        del data[start : start + chance.randint(1, 400)]
    return bytes(data)


def cut_characters(text: str, chance: random.Random) -> bytes:
    """Leave characters out, so that the text stays readable."""
    share = chance.choice((0.01, 0.05, 0.3))
    return "".join(c for c in text if chance.random() > share).encode()


def shuffle_lines(text: str, chance: random.Random) -> bytes:
    """Put the lines into another order."""
    lines = text.split("\n")
    chance.shuffle(lines)
    return "\n".join(lines).encode()


def shuffle_characters(text: str, chance: random.Random) -> bytes:
    """Put the characters of some lines into another order."""
    lines = text.split("\n")
    for place in range(len(lines)):
        if chance.random() < 0.2:
            lines[place] = "".join(chance.sample(lines[place], len(lines[place])))
    return "\n".join(lines).encode()


def double_lines(text: str, chance: random.Random) -> bytes:
    """Print lines and blocks again."""
    lines = []
    for line in text.split("\n"):
        lines += [line] * chance.choice((1, 1, 1, 2, 3))
    block = lines[: chance.randint(1, len(lines))]
    return "\n".join(lines + block * chance.randint(0, 3)).encode()


def double_characters(text: str, chance: random.Random) -> bytes:
    """Print every character of some lines twice, as a false bold does."""
    lines = text.split("\n")
    return "\n".join("".join(c * 2 for c in line) if chance.random() < 0.3 else line for line in lines).encode()


def random_bytes(text: str, chance: random.Random) -> bytes:
    """Write random bytes over some places."""
    data = bytearray(text.encode())
    for _ in range(chance.choice((1, 3, 50))):
        place = chance.randrange(len(data))
        data[place : place + 4] = chance.randbytes(chance.randint(1, 8))
    return bytes(data)


def only_random_bytes(text: str, chance: random.Random) -> bytes:
    """Keep nothing of the gazette."""
    return chance.randbytes(min(len(text), 4000))


def one_line(text: str, chance: random.Random) -> bytes:
    """Take the lines' ends away."""
    return text.replace("\n", chance.choice(("", " ", "\t", "\r"))).encode()


def one_character_a_line(text: str, chance: random.Random) -> bytes:
    """Break every line after one to four characters, as flattened tables do."""
    squeezed = "".join(text.split())
    lines, place = [], 0
    while place < len(squeezed):
        width = chance.randint(1, 4)
        lines.append(squeezed[place : place + width])
        place += width
    return "\n".join(lines).encode()


def nested_markup(text: str, chance: random.Random) -> bytes:
    """Wrap and litter the text with tags."""
    depth = chance.choice((3, 50, 400))
    lines = [chance.choice(_TAGS) + line + chance.choice(_TAGS) for line in text.split("\n")]
    page = chance.random() < 0.5
    inner = "\n".join(lines)
    wrapped = "<div><b>" * depth + inner + "</b></div>" * chance.choice((0, depth))
    return (f"<html><body>{wrapped}" if page else wrapped).encode()


def nested_tables(text: str, chance: random.Random) -> bytes:
    """Set the lines into tables of wild spans."""
    cells = [
        f"<td colspan={chance.randint(0, 900)} rowspan={chance.randint(0, 900)}>{line}" for line in text.split("\n")
    ]
    rows = ["<tr>" + "".join(cells[place : place + 5]) for place in range(0, min(len(cells), 400), 5)]
    return ("<html><body>" + "<table>" * chance.choice((1, 3, 30)) + "".join(rows)).encode()


def stray_markers(text: str, chance: random.Random) -> bytes:
    """Throw markers, brackets and phrases of the law between the words."""
    pieces, place = [], 0
    while place < len(text):
        width = chance.randint(1, 60)
        pieces += [text[place : place + width], chance.choice(_MARKERS + _LAW + _TAGS) * chance.choice((1, 1, 1, 20))]
        place += width
    return "".join(pieces).encode()


def runs(text: str, chance: random.Random) -> bytes:
    """Put long runs of one character or marker between the lines."""
    lines = text.split("\n")
    for _ in range(4):
        piece = chance.choice((*_MARKERS, *_LAW, "　", " ", "\t", "。", "—", "…", "〔", "一", "十", "2026", "、"))
        lines.insert(chance.randrange(len(lines) + 1), piece * chance.randint(100, 3000))
    return "\n".join(lines).encode()


def half_width(text: str, chance: random.Random) -> bytes:
    """Write punctuation and digits in the other width."""
    table = {ord(c): chr(ord(c) + 0xFEE0) for c in "0123456789()[],.:;"}
    table |= {ord(a): b for a, b in zip("，。：；（）〔〕、", ",.:;()[],", strict=True)}
    return text.translate(table).encode()


def other_encoding(text: str, chance: random.Random) -> bytes:
    """Write the text, damaged or not, in another encoding."""
    data = bytearray(text.encode(chance.choice(("gb18030", "utf-16", "utf-8-sig")), errors="replace"))
    if chance.random() < 0.5:
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    return bytes(data)


def false_form(text: str, chance: random.Random) -> bytes:
    """Set another form's mark before the text."""
    return (
        chance.choice((b"PK\x03\x04", b"%PDF-1.7\n", b"<html>", b"\xff\xfe", b"{\\rtf", b"\xd0\xcf\x11\xe0"))
        + text.encode()
    )


MUTATIONS: tuple[Mutation, ...] = (
    cut,
    cut_characters,
    shuffle_lines,
    shuffle_characters,
    double_lines,
    double_characters,
    random_bytes,
    only_random_bytes,
    one_line,
    one_character_a_line,
    nested_markup,
    nested_tables,
    stray_markers,
    runs,
    half_width,
    other_encoding,
    false_form,
)


def piece_of(text: str, chance: random.Random, longest: int) -> str:
    """Return a run of whole lines of the text, at most `longest` characters more or less."""
    lines = text.split("\n")
    start = chance.randrange(len(lines))
    piece: list[str] = []
    size = 0
    for line in lines[start:]:
        piece.append(line)
        size += len(line) + 1
        if size >= longest:
            break
    return "\n".join(piece)[: 2 * longest] or text[:longest]


def mutated(text: str, seed: int, longest: int) -> tuple[str, bytes]:
    """Return the name of the mutation that this seed chooses and what it makes of a piece of the text.

    One mutation in four is laid over another one, as damage comes in company.
    """
    chance = random.Random(seed)
    mutation = MUTATIONS[seed % len(MUTATIONS)]
    piece = piece_of(text, chance, longest)
    if chance.random() < 0.25:
        piece = chance.choice(MUTATIONS)(piece, chance).decode(errors="ignore") or piece
    return mutation.__name__, mutation(piece, chance)
