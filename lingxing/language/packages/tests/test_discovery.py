"""Packages are found by the entry points of installed distributions; a broken one takes nobody down with it."""

import importlib.metadata
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from lingxing.kernel.errors import NotFound
from lingxing.language.packages import catalogue, discovery, find_packages, load_folder, load_package, load_packages
from lingxing.language.packages.package import read_package
from lingxing.language.packages.tests.folders import TEXTS, write


def forget():
    """Forget what was found and loaded, so that a test sees its own distributions."""
    catalogue.cache_clear()
    discovery._load.cache_clear()


@pytest.fixture
def distributions(tmp_path, monkeypatch):
    """Return a function that pretends that Python packages of these names are installed, and named by entry points."""
    monkeypatch.syspath_prepend(str(tmp_path))
    points: list[importlib.metadata.EntryPoint] = []

    def entry_points(group):
        assert group == "lingxing.policies"
        return points

    def install(name, init='"""Policies."""\n'):
        root = tmp_path / name
        root.mkdir()
        (root / "__init__.py").write_text(init, "utf-8")
        points.append(importlib.metadata.EntryPoint(name, name, "lingxing.policies"))
        return root

    monkeypatch.setattr(importlib.metadata, "entry_points", entry_points)
    forget()
    yield install
    forget()
    for name in [name for name in sys.modules if name.startswith("city_")]:
        del sys.modules[name]


def test_a_city_ships_its_own_distribution(distributions):
    write(distributions("city_one"))
    write(distributions("city_two"), name="yunmengze/boats_2025")
    assert list(find_packages()) == ["yunmengze/boats_2025", "yunmengze/canoes_2025"]
    package = load_package("yunmengze/canoes_2025")
    assert package.marked[0].function.__module__ == "city_one.yunmengze.canoes_2025.formulas"
    assert load_package("yunmengze/canoes_2025") is package


def test_the_broken_are_told_of_and_the_others_load(distributions):
    root = distributions("city_one")
    write(root)
    write(root, {"facts.yaml": "subject: 1"}, name="yunmengze/boats_2025")
    write(root, {"formulas.py": "import nothing_of_this_name\n"}, name="yunmengze/rafts_2025")
    distributions("city_broken", "raise RuntimeError('no')\n")
    loaded = load_packages()
    assert list(loaded.packages) == ["yunmengze/canoes_2025"]
    told = [str(problem) for problem in loaded.problems]
    assert told[0].startswith("city_broken: can't be imported: RuntimeError: no")
    assert f"{root}/yunmengze/boats_2025/facts.yaml:1: subject: is not a section" in told[1]
    assert f"{root}/yunmengze/rafts_2025/formulas.py:1: ModuleNotFoundError" in told[2]


def test_two_packages_of_one_name_are_told_of(distributions):
    first, second = distributions("city_one"), distributions("city_two")
    write(first)
    write(second)
    assert str(catalogue().problems[0]).startswith(f"{second}/yunmengze/canoes_2025: two packages are called")
    assert find_packages()["yunmengze/canoes_2025"].folder == first / "yunmengze/canoes_2025"


def test_what_has_another_name_is_no_package(distributions):
    root = distributions("city_one")
    for name in ("yunmengze/canoes", "Yunmengze/canoes_2025", "yunmengze/canoes_25"):
        write(root, name=name)
    assert not find_packages()


def test_an_unknown_name_is_refused_with_the_nearest(distributions):
    write(distributions("city_one"))
    with pytest.raises(NotFound, match="没有这套规则：yunmengze/canoe_2025。您要的也许是 yunmengze/canoes_2025"):
        load_package("yunmengze/canoe_2025")
    with pytest.raises(NotFound, match="lingxing rules list"):
        load_package("else")


def test_what_a_folder_builds_on_may_be_installed(distributions, tmp_path):
    write(distributions("city_one"))
    policy = TEXTS["policy.yaml"] + "builds_on: [yunmengze/canoes_2025]\n"
    folder = write(tmp_path / "elsewhere", {"policy.yaml": policy}, name="yunmengze/boats_2025")
    assert [package.id for package in load_folder(folder).parts()] == ["yunmengze/canoes_2025", "yunmengze/boats_2025"]


def test_the_installed_folder_is_the_installed_package(distributions):
    folder = write(distributions("city_one"))
    assert load_folder(folder) is load_package("yunmengze/canoes_2025")


def test_loading_needs_neither_the_site_nor_tables_of_numbers():
    code = (
        "import sys; from lingxing.language.packages import load_packages; load_packages();"
        "print(*[name for name in ('django', 'numpy', 'pyarrow', 'numba', 'duckdb') if name in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.split() == []


def test_threads_that_ask_at_once_get_one_package_read_once(monkeypatch):
    """A served page is the first to ask for a package, and many are served at once."""
    name = next(iter(discovery.find_packages()))
    reads = []
    read = read_package

    def slowly(*arguments):
        reads.append(arguments)
        time.sleep(0.05)
        return read(*arguments)

    monkeypatch.setattr(discovery, "read_package", slowly)
    discovery._load.cache_clear()
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(discovery.load_package, [name] * 8))
    discovery._load.cache_clear()
    assert len({id(package) for package in found}) == 1
    assert len([one for one in reads if one[1] == name]) == 1
