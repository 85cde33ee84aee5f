"""The lists of a document on the pages of guides."""

from lingxing.engines.cases.views.catalogues import shown_catalogue
from lingxing.language.procedures.definitions import CatalogueColumn, CatalogueItem, CatalogueList


def test_a_list_shows_every_item_in_words_and_leaves_out_empty_columns() -> None:
    columns = {
        "organ": CatalogueColumn("部门"),
        "checked": CatalogueColumn("核查", "bool"),
        "proofs": CatalogueColumn("证明", "list"),
        "count": CatalogueColumn("数量", "count"),
        "note": CatalogueColumn("备注"),
    }
    items = {
        "boats": CatalogueItem(
            "boats", "游船", {"organ": "港务局", "checked": True, "proofs": ("甲", "乙"), "count": 2, "note": ""}
        ),
        "stalls": CatalogueItem(
            "stalls", "摊位", {"organ": "", "checked": False, "proofs": (), "count": 0, "note": ""}
        ),
    }
    shown = shown_catalogue(CatalogueList("matters", "事项清单", "附件", columns, items))
    assert (shown.label, shown.article) == ("事项清单", "附件")
    assert shown.heads == ("事项", "部门", "核查", "证明", "数量")
    assert [[cell for _, cell in row] for row in shown.rows] == [
        ["游船", "港务局", "是", "甲、乙", "2"],
        ["摊位", "", "否", "", "0"],
    ]
    assert shown.rows[1][1] == ("部门", "")
