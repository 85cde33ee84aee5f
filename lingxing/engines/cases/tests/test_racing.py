"""Several processes at the same moment: one wins, the others are told why, and nothing is done twice."""

import json

import pytest

from tests.installation import copied_installation, start

pytestmark = pytest.mark.database
_RACER = ("-m", "lingxing.engines.cases.tests.racing")


@pytest.fixture(scope="module")
def laid_out(migrated_model, tmp_path_factory):
    """Return the environment and what is laid out in it."""
    with copied_installation(migrated_model, tmp_path_factory.mktemp("racing") / "home") as environment:
        yield environment, _race(environment, ("lay_out",))[0]


def _race(environment, *runs):
    """Return what each run says; all are let go at once, when the last is ready."""
    racers = [start(environment, *_RACER, *run) for run in runs]
    for racer in racers:
        assert racer.stdout.readline() == "ready\n", racer.communicate()
    for racer in racers:
        racer.stdin.write("go\n")
        racer.stdin.flush()
    said = [racer.communicate(timeout=120) for racer in racers]
    assert all(racer.returncode == 0 for racer in racers), said
    return [json.loads(out.splitlines()[-1]) for out, _ in said]


def test_one_home_two_applicants_one_lease(laid_out):
    environment, town = laid_out
    first, second = town["cases"]
    said = _race(environment, ("choose", first, town["home"], "zhaoliu"), ("choose", second, town["home"], "qianqi"))
    lost = next(text for text in said if text != "done")
    assert said.count("done") == 1
    assert "YHF2026000001" in lost


def test_two_clerks_on_one_page_one_act(laid_out):
    environment, town = laid_out
    said = _race(environment, ("send", town["sent"]), ("send", town["sent"]))
    assert sorted(text.partition(":")[0] for text in said) == ["Stale", "done"]


def test_numbers_are_given_once_and_without_gaps(laid_out):
    environment, _ = laid_out
    said = _race(environment, *(("apply", name, "5") for name in ("zhaoliu", "qianqi", "zhaoliu", "qianqi")))
    found = sorted(int(number.removeprefix("YHZ2026")) for numbers in said for number in numbers)
    assert found == list(range(found[0], found[0] + 20))


def test_one_request_sent_by_two_at_once_opens_one_case(laid_out):
    environment, _ = laid_out
    said = _race(environment, *(("apply", "zhaoliu", "2", "one-page") for _ in range(3)))
    assert len({number for numbers in said for number in numbers}) == 1


def test_a_crowd_in_one_process_gets_its_numbers(laid_out):
    environment, _ = laid_out
    said = _race(environment, ("crowd", "zhaoliu", "8"), ("crowd", "qianqi", "8"))
    found = sorted(int(number.removeprefix("YHZ2026")) for numbers in said for number in numbers)
    assert found == list(range(found[0], found[0] + 32))
