"""listing.yaml: what it says, and that mistakes in it are named with file and line."""

import datetime as dt

import pytest

from lingxing.language.listings import ACTS, FIGURES
from lingxing.language.packages import WrongPackage, load_folder
from lingxing.language.packages.tests.folders import write

LINES = (
    ["figures:"]
    + [
        f"  {name}: {{label: 数, unit: {unit.value}, article: 第一条, values: {{2025-01-01: 7}}}}"
        for name, unit in FIGURES.items()
    ]
    + ["acts:"]
    + [f"  {act}: 第二条" for act in ACTS]
    + ["grounds:", "  price_too_low: 第三条"]
)
TEXT = "\n".join(LINES)


def listing(tmp_path, text):
    return load_folder(write(tmp_path, {"listing.yaml": text})).listing


def test_a_package_without_the_file_has_no_listing(tmp_path):
    assert load_folder(write(tmp_path)).listing is None


def test_a_figure_holds_from_its_day_on(tmp_path):
    text = TEXT.replace("{2025-01-01: 7}", "{2025-01-01: 7, 2026-03-01: 9}", 1)
    found = listing(tmp_path, text).figures["announcement_days"]
    assert [found.on(dt.date(*day)) for day in ((2024, 1, 1), (2026, 2, 28), (2026, 3, 1))] == [7, 7, 9]


def test_a_ground_goes_before_an_act(tmp_path):
    found = listing(tmp_path, TEXT + "\n  suspended: 第四条").articles()
    assert (found["suspended"], found["bid_placed"], found["price_too_low"]) == ("第四条", "第二条", "第三条")


# what stands there, what stands there instead, line, words of the message
WRONG = [
    ("figures:", "figure:", 1, "did you mean 'figures'"),
    (LINES[1] + "\n", "", 2, "'announcement_days' is missing"),
    ("  listing_days:", "  listing_day:", 3, "'listing_day' is not known"),
    ("unit: day", "unit: working day", 2, "'working day' is not known"),
    ("unit: day, ", "", 2, "'unit' is missing"),
    ("article: 第一条, ", "", 2, "'article' is missing"),
    ("article: 第一条", "article: 某处", 2, "is no place"),
    ("2025-01-01: 7", "2025-01-01: 0", 2, "no whole number"),
    ("2025-01-01: 7", "2025-01-01: 1.5", 2, "no whole number"),
    ("2025-01-01: 7", "2025-1-1: 7", 2, "is no date"),
    ("{2025-01-01: 7}", "{}", 2, "has no dated value"),
    ("2025-01-01: 7", "2025-01-01: 7, 2024-01-01: 8", 2, "do not rise"),
    ("  announced: 第二条", "  announced: 不知道", 17, "is no place"),
    ("  bid_placed: 第二条\n", "", 17, "'bid_placed' is missing"),
    ("  price_too_low", "  price_to_low", len(LINES), "did you mean 'price_too_low'"),
]


@pytest.mark.parametrize(("there", "instead", "line", "words"), WRONG)
def test_a_mistake_is_named_with_its_line(tmp_path, there, instead, line, words):
    assert there in TEXT
    with pytest.raises(WrongPackage) as caught:
        listing(tmp_path, TEXT.replace(there, instead, 1))
    assert words in str(caught.value)
    assert caught.value.where.endswith(f"listing.yaml:{line}")
