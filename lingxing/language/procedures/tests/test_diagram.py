"""The drawing of a procedure: every state and act is in it, lines lead where they should, and no page is needed."""

import itertools
import re
import xml.etree.ElementTree as ET

import pytest

from lingxing.language.packages.procedures.tests.packaged import changed, procedure_of
from lingxing.language.procedures.chart import cards_of
from lingxing.language.procedures.diagram import diagram_text, procedure_diagram

SVG = "{http://www.w3.org/2000/svg}"
NAMES = ("permit", "berth")


@pytest.fixture(scope="module")
def procedure(tmp_path_factory):
    return procedure_of(tmp_path_factory.mktemp("canoes"))


def drawn(procedure, name):
    return ET.fromstring(procedure_diagram(procedure.services[name], procedure))


def numbers(element, *names):
    return tuple(int(element.get(name)) for name in names)


def path_of(element):
    """Return (height of the arrow's state, heights of the joints) of a line."""
    path = element.get("d")
    joints = {int(height) for height in re.findall(r"M\d+ (\d+)H", path)}
    (into,) = (int(height) for height in re.findall(r"M\d+ (\d+)H\d+m", path))
    return into, joints - {into}


@pytest.mark.parametrize("name", NAMES)
def test_every_state_is_a_box_and_every_act_stands_in_those_it_is_done_from(procedure, name):
    service = procedure.services[name]
    image = drawn(procedure, name)
    assert len(image.findall(f"{SVG}rect")) == 1 + len(service.states)
    told = "".join(text.text for text in image.iter(f"{SVG}text")).replace("　", "")
    cards = {card.name: card for card in cards_of(service, procedure)}
    for act in service.acts.values():
        assert act.label in told
        for source in act.source:
            assert any(act.label in row.text for row in cards[source].rows)


@pytest.mark.parametrize("name", NAMES)
def test_boxes_stand_apart_and_texts_stand_in_their_boxes(procedure, name):
    image = drawn(procedure, name)
    _, _, width, height = (int(number) for number in image.get("viewBox").split())
    boxes = [numbers(box, "x", "y", "width", "height") for box in image.findall(f"{SVG}rect")]
    assert all(above[1] + above[3] < below[1] for above, below in itertools.pairwise(boxes))
    assert all(x + w <= width and y + h <= height for x, y, w, h in boxes)
    for text in image.findall(f"{SVG}text"):
        x, y = numbers(text, "x", "y")
        assert sum(left < x and top < y < top + high for left, top, _, high in boxes) == 1
        wide = sum(1 if ord(character) < 0x2E80 else 2 for character in text.text) * int(text.get("font-size")) / 2
        assert x + wide <= boxes[0][0] + boxes[0][2] + 12  # a closing mark may hang over


@pytest.mark.parametrize("name", NAMES)
def test_lines_lead_from_their_acts_to_their_state(procedure, name):
    """The oracle counts, act by act, how many lines each state must be reached by."""
    service = procedure.services[name]
    tops = [numbers(box, "y", "height") for box in drawn(procedure, name).findall(f"{SVG}rect")]
    order = ["start", *service.states]
    wanted: dict[str, list[str]] = {}
    for act in service.acts.values():
        for source in act.source:
            for target in act.targets:
                if target.state not in ("same", "back", source):
                    wanted.setdefault(target.state, []).append(source)
    seen = {}
    for line in drawn(procedure, name).findall(f"{SVG}path"):
        into, joints = path_of(line)
        at = [next(order[n] for n, (y, h) in enumerate(tops) if y <= height <= y + h) for height in (into, *joints)]
        seen[at[0]] = sorted(at[1:])
    assert seen == {state: sorted(sources) for state, sources in wanted.items()}


def test_lines_on_one_track_do_not_touch(procedure):
    tracks: dict[str, list[tuple[int, int]]] = {}
    for line in drawn(procedure, "permit").findall(f"{SVG}path"):
        x, upper, lower = re.match(r"M(\d+) (\d+)V(\d+)", line.get("d")).groups()
        tracks.setdefault(x, []).append((int(upper), int(lower)))
    for spans in tracks.values():
        ordered = sorted(spans)
        assert all(above[1] < below[0] for above, below in itertools.pairwise(ordered))


def test_it_is_told_in_words_and_has_no_style_of_its_own(procedure):
    text = procedure_diagram(procedure.services["permit"], procedure)
    image = ET.fromstring(text)
    assert image.get("role") == "img"
    assert image.find(f"{SVG}title").text == "行船许可的办理流程"
    assert image.find(f"{SVG}desc").text == diagram_text(procedure.services["permit"], procedure)
    ids = [element.get("id") for element in image.iter() if element.get("id")]
    assert image.get("aria-labelledby").split() == ids
    assert " style=" not in text
    assert "<style" not in text
    assert not re.search(r'(fill|stroke)="#', text)


def test_names_of_people_are_no_markup(tmp_path):
    procedure = procedure_of(tmp_path, changed("label: 待审核", "label: '待<审>&核'"))
    assert ET.fromstring(procedure_diagram(procedure.services["permit"], procedure)) is not None
    assert "【待<审>&核】" in diagram_text(procedure.services["permit"], procedure)


def test_the_words_say_who_does_what_and_where_it_leads(procedure):
    lines = diagram_text(procedure.services["permit"], procedure).splitlines()
    assert lines[:2] == ["【开始】", "  申请人、港务所：申请 → 待审核"]
    assert "  限时15个工作日：审核（港务所）" in lines
    assert "  水利部门、消防部门分别：提出意见（状态不变）" in lines
    assert "  · 水利部门的意见为同意，且消防部门的意见为同意 → 公示中" in lines
    assert "  · 其余情形 → 不予许可" in lines
    assert "  系统（“租期”届满）：终止 → 已终止" in lines
    assert "【可以行船】（已决定：准予）" in lines
    assert lines[-1] == "【已终止】（办结：失效）"


def test_a_clock_that_stands_says_why(tmp_path):
    text = changed("stops: [decide], extended_by", "stops: [decide], pauses: {notice: 公示}, extended_by")
    procedure = procedure_of(tmp_path, text)
    lines = diagram_text(procedure.services["permit"], procedure).splitlines()
    assert lines[lines.index("【公示中】") + 1] == "  暂停计时：审核（公示）"
