from lingxing.kernel.citations import Citation, article_step, item_step, paragraph_step, subitem_step


def test_a_place_in_an_article() -> None:
    steps = (article_step(20), paragraph_step(1), item_step(1), subitem_step(2))
    assert str(Citation("临江市节约用水办法", steps)) == "《临江市节约用水办法》第二十条第一款第（一）项第2目"


def test_an_inserted_article() -> None:
    assert article_step(12, inserted=1) == "第十二条之一"


def test_a_place_in_an_outline() -> None:
    assert Citation("某方案", ("三", "（二）", "4")).place == "三（二）4"


def test_without_a_title_the_place_stands_alone() -> None:
    assert str(Citation("", (article_step(1),))) == "第一条"


def test_a_title_inside_a_title_takes_single_marks() -> None:
    assert str(Citation("临江市实施《某某条例》办法", (article_step(1),))) == "《临江市实施〈某某条例〉办法》第一条"
