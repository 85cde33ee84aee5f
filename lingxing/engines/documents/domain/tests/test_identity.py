import pytest

from lingxing.engines.documents.domain.identity import gazette_label, source_label


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


def test_a_gazette_of_nobody_has_no_label() -> None:
    assert gazette_label("", "", 2026, "第2号") == ""


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("/srv/inbox/2026-02.txt", "2026-02.txt"),
        ("C:\\inbox\\2026-02.docx", "2026-02.docx"),
        ("2026-02.txt", "2026-02.txt"),
        ("https://gazette.example/2026/02.html", "https://gazette.example/2026/02.html"),
    ],
)
def test_a_source_is_named_without_its_folders(name: str, label: str) -> None:
    assert source_label(name) == label
