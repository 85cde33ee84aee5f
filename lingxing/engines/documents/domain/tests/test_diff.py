"""Diffs: what is said of both texts must make up both texts."""

import dataclasses
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from lingxing.engines.documents.domain.diff import ChangeKind, compare
from lingxing.engines.documents.domain.passages import passages
from lingxing.engines.documents.domain.text_runs import Run, RunKind, text_runs
from lingxing.engines.documents.tests import samples

TITLE = "云梦泽市渡口管理办法"
texts = st.text("渡口船检查，。年月12 ", max_size=40)


def edition(*articles: str) -> Any:
    return samples.document(1, TITLE, "云政规〔2024〕3号", articles=articles)


@given(texts, texts)
def test_runs_make_up_both_texts(before: str, after: str):
    runs = text_runs(before, after)
    assert "".join(run.text for run in runs if run.kind is not RunKind.ADDED) == before
    assert "".join(run.text for run in runs if run.kind is not RunKind.REMOVED) == after
    assert all(run.text for run in runs)
    assert (before == after) == all(run.kind is RunKind.SAME for run in runs)


def test_a_changed_figure_stands_alone():
    runs = text_runs("检查记录保存两年。", "检查记录保存三年。")
    assert runs == (
        Run(RunKind.SAME, "检查记录保存"),
        Run(RunKind.REMOVED, "两"),
        Run(RunKind.ADDED, "三"),
        Run(RunKind.SAME, "年。"),
    )


def test_a_very_long_text_is_compared_quickly():
    before = "".join(f"第{n}项渡船，" for n in range(20_000))
    runs = text_runs(before, before.replace("第500项", "第五百项"))
    assert "".join(run.text for run in runs if run.kind is not RunKind.ADDED) == before


def test_the_same_text_has_no_changes():
    assert compare(edition(*samples.ARTICLES), edition(*samples.ARTICLES)) == ()


def test_an_inserted_article_is_added_and_the_later_ones_are_moved():
    new = (samples.ARTICLES[0], "本办法适用于本市全部渡口。", *samples.ARTICLES[1:])
    changes = compare(edition(*samples.ARTICLES), edition(*new))
    assert [(change.kind, change.before_id, change.after_id) for change in changes] == [
        (ChangeKind.ADDED, "", "art_2"),
        (ChangeKind.MOVED, "art_2", "art_3"),
        (ChangeKind.MOVED, "art_3", "art_4"),
        (ChangeKind.MOVED, "art_4", "art_5"),
    ]


def test_a_changed_article_keeps_its_place_and_a_removed_one_is_named():
    new = (*samples.ARTICLES[:2], "渡船每周开航前应当检查救生设备，检查记录保存两年。")
    changed, removed = compare(edition(*samples.ARTICLES), edition(*new))
    assert (changed.kind, changed.after_id, removed.kind, removed.before_id) == (
        ChangeKind.CHANGED,
        "art_3",
        ChangeKind.REMOVED,
        "art_4",
    )


def test_a_replaced_title_is_a_change_of_the_title():
    old = edition(*samples.ARTICLES)
    (change,) = compare(old, dataclasses.replace(old, title="云梦泽市渡口与渡船管理办法"))
    assert (change.kind, change.after_id) == (ChangeKind.CHANGED, "meta__title")


articles = st.lists(st.sampled_from([*samples.ARTICLES, "甲。", "乙乙。", ""]), min_size=1, max_size=6)


@given(articles, articles)
def test_every_place_is_unchanged_or_named_once(before: list[str], after: list[str]):
    old, new = edition(*before), edition(*after)
    changes = compare(old, new)
    words_old, words_new = ({p.id: p.words for p in passages(text)} for text in (old, new))
    named_old, named_new = [c.before_id for c in changes if c.before_id], [c.after_id for c in changes if c.after_id]
    assert len(set(named_old)) == len(named_old)
    assert len(set(named_new)) == len(named_new)
    for place in words_new.keys() - set(named_new):
        assert words_old[place] == words_new[place]
    for place in words_old.keys() - set(named_old):
        assert words_new[place] == words_old[place]
