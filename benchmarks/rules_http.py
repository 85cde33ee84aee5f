"""How soon the API answers one case, with its whole working.

    python -m benchmarks.rules_http [--cases 200]

Serves the demo from a home of its own and asks for two claims of a year, one request after the other on new
connections. Beside it stands /health, asked in the same way in the same run: what the server itself costs.
"""

import argparse
import json
import statistics
import time
import urllib.request

from benchmarks.first_page import answer_time, served
from lingxing.language.packages import find_packages

REQUIRED_MILLISECONDS = 20.0
WARM_UP = 10
CLAIM = {"date": "2024-09-01", "covered_copayment": "20000.00", "left_after_basic": "20000.00"}
CASE = {"claims": [CLAIM, CLAIM | {"date": "2024-10-01", "covered_copayment": "12000.00"}]}
PAID = "12100.00"


def main() -> int:
    """Print both medians; return 1 where the case misses its figure or its answer is not the law's."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--cases", type=int, default=200)
    options = parser.parse_args()
    name = next(name for name in find_packages() if name.endswith("catastrophic_insurance_2024"))
    with served(None) as address:
        calculate = f"{address}/api/rules/{name}/calculate?on=2024-12-31"
        for _ in range(WARM_UP):
            asked(calculate)
        reference = statistics.median(answer_time(f"{address}/health") for _ in range(options.cases))
        times = [asked(calculate) for _ in range(options.cases)]
    median = statistics.median(times)
    print(f"one case: median {median:.1f} ms, p95 {statistics.quantiles(times, n=20)[-1]:.1f} ms")
    print(f"    {median / reference:.1f} × /health ({reference:.1f} ms); required ≤ {REQUIRED_MILLISECONDS:.0f} ms")
    return 0 if median <= REQUIRED_MILLISECONDS else 1


def asked(address: str) -> float:
    """Return the milliseconds of one answer; SystemExit where the amount is wrong."""
    body = json.dumps({"case": CASE}).encode()
    request = urllib.request.Request(address, body, {"Content-Type": "application/json"})
    begun = time.perf_counter()
    with urllib.request.urlopen(request) as answer:
        outputs = json.load(answer)["outputs"]
    taken = (time.perf_counter() - begun) * 1000
    if outputs["total_catastrophic_payment"]["value"] != PAID:
        raise SystemExit(f"the answer is not {PAID}")
    return taken


if __name__ == "__main__":
    raise SystemExit(main())
