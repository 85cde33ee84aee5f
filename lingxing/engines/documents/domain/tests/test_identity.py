import pytest

from lingxing.engines.documents.domain.identity import gazette_label


@pytest.mark.parametrize(
    ("name", "year", "issue", "label"),
    [
        ("云梦泽市人民政府公报", 2026, "第2号", "云梦泽市人民政府公报2026年第2号"),
        ("云梦泽市人民政府公报", 2026, "2026.02", "云梦泽市人民政府公报2026.02"),
        ("", 2026, "", "云梦泽市文件2026年"),
        ("云梦泽市人民政府公报", None, "第2号", "云梦泽市人民政府公报第2号"),
    ],
)
def test_a_gazette_is_named_once(name: str, year: int | None, issue: str, label: str) -> None:
    assert gazette_label(name, "云梦泽市", year, issue) == label
