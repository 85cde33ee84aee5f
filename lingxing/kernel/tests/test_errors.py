from lingxing.kernel.errors import LingxingError


def test_an_error_says_where_what_and_what_to_do() -> None:
    error = LingxingError("编码无法识别", where="公报.txt 第3行", remedy="请另存为 UTF-8")
    assert str(error) == "公报.txt 第3行：编码无法识别。请另存为 UTF-8。"


def test_parts_left_out_leave_no_trace() -> None:
    assert str(LingxingError("无权限")) == "无权限。"
