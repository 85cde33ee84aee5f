"""How fast the library answers a search over many units.

    python -m benchmarks.search [--units 150000] [--queries 400]

Fills a library of its own with generated units (words drawn by Zipf's law, so that some stand in most units and many in
a handful), then asks queries of every form in random order through the same function as the site: words of one, two and
four characters, several words, phrases, exclusions, numbers, words that stand nowhere, with and without filters. Beside
it stands a plain scan: `LIKE '%word%'` over the same table in the same run. Uses the embedded database in a temporary
folder, or the one that LINGXING_DATABASE names (it must be empty).
"""

import argparse
import datetime as dt
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate

import django

HOME = tempfile.TemporaryDirectory()
os.environ |= {"LINGXING_HOME": HOME.name, "DJANGO_SETTINGS_MODULE": "lingxing.web.settings"}
django.setup()

# Models exist only once Django is set up, here for a home of this run's own.
from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402

from lingxing.engines.documents import queries  # noqa: E402
from lingxing.engines.documents.models import Document, UnitRow  # noqa: E402
from lingxing.engines.documents.queries.values import Filters  # noqa: E402
from lingxing.engines.documents.search.indexing import Entry, index  # noqa: E402
from lingxing.engines.documents.search.rows import row_number  # noqa: E402

UNITS_PER_DOCUMENT = 60
REQUIRED_MILLISECONDS = 50.0
ON = dt.date(2026, 1, 1)
CHARACTERS = (
    "市区县人民政府部门单位责任管理服务监督检查保障建设项目资金补助医疗保险住房公积水电气路桥渡船港口农业林粮食土地规划生态环境"
    "教育学校培训就业创业企业市场信用审批许可备案登记公示公开信息数据平台安全生产应急消防交通运输文化旅游体育卫生健康养老托育"
    "社会救助低收入家庭标准比例条件程序材料期限受理核准办结通知公告决定方案办法细则规定措施实施执行落实推进完善提升改造整治清理"
)
CITIES = ("临江市", "云梦泽市", "长堤市", "望湖市", "石桥市")


class Language:
    """A made-up language of words of two characters, the first of them frequent, the last rare."""

    def __init__(self, seed: int, words: int = 6_000) -> None:
        self.random = random.Random(seed)
        made = {"".join(self.random.sample(CHARACTERS, 2)): None for _ in range(words * 2)}
        self.words = list(made)[:words]
        self.weights = list(accumulate(1 / (rank + 8) for rank in range(len(self.words))))

    def draw(self, count: int) -> list[str]:
        """Return `count` words as they are met in texts."""
        return self.random.choices(self.words, cum_weights=self.weights, k=count)

    def text(self) -> str:
        """Return a unit's text of about a hundred characters, with a figure and at times a document number."""
        clauses = ["".join(self.draw(self.random.randint(3, 9))) for _ in range(self.random.randint(4, 12))]
        clauses.insert(self.random.randrange(len(clauses)), f"不少于{self.random.randint(1, 900)}户")
        if self.random.random() < 0.05:
            year, sequence = self.random.randint(2010, 2026), self.random.randint(1, 90)
            clauses.append(f"按照临政办发〔{year}〕{sequence}号执行")
        return "，".join(clauses) + "。"


def main() -> int:
    """Measure and print; return 1 where the 95th percentile is above 50 ms on the embedded database."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--units", type=int, default=150_000)
    parser.add_argument("--queries", type=int, default=400)
    chosen = parser.parse_args()
    return run(chosen.units, chosen.queries)


def run(units: int, count: int) -> int:
    """Fill the library, ask, print."""
    call_command("migrate", verbosity=0)
    language = Language(7)
    started = time.perf_counter()
    fill(language, units)
    if connection.vendor == "postgresql":  # its autovacuum does the same within a minute
        connection.cursor().execute("ANALYZE")
    print(f"{connection.vendor}: {units:,} units stored and indexed in {time.perf_counter() - started:.1f} s")
    asked = questions(language, count)
    ask(asked[:20])
    found, answered = ask(asked)
    plain = scan(language, 30)
    p50, p95, worst = (percentile(found, share) for share in (0.5, 0.95, 1.0))
    print(
        f"search: p50 {p50:.1f} ms, p95 {p95:.1f} ms, worst {worst:.1f} ms over {count} queries, {answered} with finds"
    )
    scan50, scan95 = (percentile(plain, share) for share in (0.5, 0.95))
    print(f"plain scan (LIKE) of the same table: p50 {scan50:.1f} ms, p95 {scan95:.1f} ms, one word each")
    print(f"ratio at the median: {scan50 / p50:.0f} times quicker; at the 95th percentile: {scan95 / p95:.1f} times")
    return 1 if connection.vendor == "sqlite" and p95 > REQUIRED_MILLISECONDS else 0


def fill(language: Language, units: int) -> None:
    """Store documents of sixty units in one transaction, as imports do."""
    with transaction.atomic():
        for number in range(-(-units // UNITS_PER_DOCUMENT)):
            store(language, number, min(UNITS_PER_DOCUMENT, units - number * UNITS_PER_DOCUMENT))


def store(language: Language, number: int, units: int) -> None:
    """Store one document: its row, its units, their index."""
    title = "关于印发" + "".join(language.draw(8)) + "办法的通知"
    signed = dt.date(2010 + number % 16, 1 + number % 12, 1 + number % 28)
    printed = f"临政发〔{signed.year}〕{number}号"
    document = Document.objects.create(
        key=f"临政发-{signed.year}-{number}", city=CITIES[number % 5], title=title, number=printed, kind="办法",
        signed_on=signed, newest_by=signed,
    )  # fmt: skip
    texts = [(title, printed), *(("".join(language.draw(4)), language.text()) for _ in range(units - 1))]
    rows = [
        UnitRow(
            id=row_number(document.pk, at),
            document=document,
            unit_id=f"art_{at}",
            position=at,
            citation=f"第{at}条",
            heading=heading,
            text=text,
        )
        for at, (heading, text) in enumerate(texts)
    ]
    UnitRow.objects.bulk_create(rows)
    index(Entry(row.pk, title, row.heading, row.text) for row in rows)


def questions(language: Language, count: int) -> list[tuple[str, str]]:
    """Return queries with a city to narrow to (empty: none), every form equally often, in random order."""
    forms: Sequence[Callable[[], str]] = (
        lambda: language.draw(1)[0],
        lambda: language.random.choice(language.words),
        lambda: language.random.choice(language.words[:40]),
        lambda: language.random.choice(CHARACTERS),
        lambda: " ".join(language.draw(2)),
        lambda: " ".join(language.random.choices(language.words[:40], k=3)),
        lambda: f"“{''.join(language.draw(2))}”",
        lambda: f"{language.draw(1)[0]} -{language.draw(1)[0]}",
        lambda: f"〔{language.random.randint(2010, 2026)}〕{language.random.randint(1, 90)}号",
        lambda: "".join(language.draw(4)),
    )
    made = [(forms[at % len(forms)](), language.random.choice(CITIES) if at % 3 == 0 else "") for at in range(count)]
    language.random.shuffle(made)
    return made


def ask(questions: Sequence[tuple[str, str]]) -> tuple[list[float], int]:
    """Return the milliseconds that each question took, and how many had finds."""
    taken, answered = [], 0
    for text, city in questions:
        started = time.perf_counter()
        answered += bool(queries.search(text, Filters(city=city), ON).total)
        taken.append((time.perf_counter() - started) * 1000)
    return taken, answered


def scan(language: Language, count: int) -> list[float]:
    """Return the milliseconds of plain scans for single words."""
    return list(_scans(language, count))


def _scans(language: Language, count: int) -> Iterator[float]:

    for word in language.draw(count):
        started = time.perf_counter()
        UnitRow.objects.filter(text__contains=word).count()
        yield (time.perf_counter() - started) * 1000


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value below which `share` of them lie."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if share != 0.5 else statistics.median(ordered)


if __name__ == "__main__":
    sys.exit(main())
