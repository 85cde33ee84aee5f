"""Orders of every organ."""

import pytest

from lingxing.engines.documents.domain.metadata.numbers import read_number
from lingxing.engines.documents.domain.repair.tests.lines import lines
from lingxing.engines.documents.domain.splitting import split
from lingxing.engines.documents.domain.splitting.orders import is_order, is_signer

CARRIED = ("《云梦泽渡口办法》已经2023年5月6日第3次常务会议通过，现予公布，自2023年7月1日起施行。",)
TEXT = ("云梦泽渡口办法", "第一条 为了管好渡口，制定本办法。", "第二条 本办法自2023年7月1日起施行。")


@pytest.mark.parametrize(
    ("head", "number"),
    [
        (("云梦泽市人民政府令", "第12号"), "云梦泽市人民政府令第12号"),
        (("云梦泽市人民政府令第十二号",), "云梦泽市人民政府令第12号"),
        (("云梦泽市人民政府令", "（第12号）"), "云梦泽市人民政府令第12号"),
        (("云梦泽市", "人民政府令", "第12号"), "云梦泽市人民政府令第12号"),
        (("云梦泽市人民政府令2023年第2号",), "云梦泽市人民政府令〔2023〕2号"),
        (("国家渡口部令", "第4号"), "国家渡口部令第4号"),
        (("国家渡口总局 国家湖泊局令", "第4号"), "国家渡口总局国家湖泊局令第4号"),
    ],
)
def test_an_order_is_found_and_carries_its_text(head: tuple[str, ...], number: str) -> None:
    before = ("云梦泽市人民政府关于护水的通知", "云政发〔2023〕1号", "各镇：", "请做好护水工作。", "2023年5月8日")
    _, order = split(lines(*before, *head, *CARRIED, "部长 林远航", "2023年5月9日", *TEXT)).documents
    found = read_number(order.head.number_line.text if order.head.number_line else None, head[-1], order.head.title)
    assert found
    assert found.normal == number
    assert [part.title for part in order.instruments] == [TEXT[0]]
    assert [line.text for line in order.notice] == list(CARRIED)


def test_orders_in_a_list_of_papers_are_none() -> None:
    table = ("序号", "1", "2", "云梦泽市人民政府令第3号", "云梦泽市人民政府令第4号", "2010年5月1日", "2011年6月1日")
    notice = ("云梦泽市人民政府关于清理规章的通知", "云政发〔2023〕1号", "各镇：", "现将规章目录印发。")
    assert len(split(lines(*notice, *table)).documents) == 1


@pytest.mark.parametrize(
    "text", ["市长 林远航", "市 长　　欧 阳 远", "省长：林 远 航", "代县长林远航", "部长 林远", "主席 阿布都·林"]
)
def test_signers(text: str) -> None:
    assert is_signer(text)


@pytest.mark.parametrize("text", ["市水利局", "市长热线办公室负责受理", "云梦泽市人民政府"])
def test_organs_are_no_signers(text: str) -> None:
    assert not is_signer(text)


@pytest.mark.parametrize("text", ["云梦泽市人民政府令第3号公布的办法", "命令第3号", "责令第3号船停航"])
def test_sentences_are_no_orders(text: str) -> None:
    assert not is_order(text)
