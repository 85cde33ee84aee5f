"""What a text says by itself: an emergency, a topic, the unit that usually handles it."""

from collections.abc import Iterable
from dataclasses import dataclass

from lingxing.engines.hotline.domain.declaring import Emergency, Hotline, Topic


@dataclass(frozen=True, slots=True)
class Proposal:
    """A unit that may handle a ticket, by the name that the package uses, and why in Chinese."""

    unit: str
    topic: str
    why: str


def emergencies_in(emergencies: Iterable[Emergency], *texts: str) -> tuple[Emergency, ...]:
    """Return the numbers that the texts call for, in the order of the list."""
    said = " ".join(texts)
    return tuple(one for one in emergencies if any(word in said for word in one.words))


def topics_in(topics: Iterable[Topic], *texts: str) -> list[tuple[Topic, tuple[str, ...]]]:
    """Return the topics whose words stand in the texts, with the words; most letters first, else as listed."""
    said = " ".join(texts)
    found = [(topic, tuple(word for word in topic.words if word in said)) for topic in topics]
    return sorted((pair for pair in found if pair[1]), key=lambda pair: -sum(len(word) for word in pair[1]))


def proposals(hotline: Hotline, topic: str, line: str, *texts: str) -> list[Proposal]:
    """Return the units to propose, the likeliest first, each once: that of the line that was dialled (`line`, empty
    where it is not known), of the topic that was chosen, then of those whose words stand in the texts."""
    found: dict[str, Proposal] = {}
    for one in hotline.lines:
        if line and one.number == line:
            found.setdefault(one.unit, Proposal(one.unit, one.topic, f"拨打的是{one.number}（{one.subject}）"))
    if chosen := hotline.topics.get(topic):
        found.setdefault(chosen.unit, Proposal(chosen.unit, chosen.key, f"内容属于{chosen.label}"))
    for other, words in topics_in(hotline.topics.values(), *texts):
        found.setdefault(other.unit, Proposal(other.unit, other.key, f"说到{'、'.join(words)}"))
    return [proposal for unit, proposal in found.items() if unit]
