"""The keys on disk: made once, their owner's alone, the newest first, a broken one refused by name."""

import stat
import threading

import pytest

from lingxing.kernel.errors import WrongSetting
from lingxing.web.data_keys import add_data_key, keep_data_keys, read_data_keys, read_digest_key


def test_keys_are_made_once_and_are_their_owners_alone(tmp_path):
    folder = tmp_path / "keys"
    assert (read_data_keys(folder), read_digest_key(folder)) == ((), b"")
    keep_data_keys(folder)
    first = (read_data_keys(folder), read_digest_key(folder))
    keep_data_keys(folder)
    assert (read_data_keys(folder), read_digest_key(folder)) == first
    assert (len(first[0]), len(first[0][0].secret), len(first[1])) == (1, 32, 32)
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_a_further_key_comes_first_and_the_older_ones_stay(tmp_path):
    keep_data_keys(tmp_path)
    before = read_data_keys(tmp_path)
    name = add_data_key(tmp_path)
    after = read_data_keys(tmp_path)
    assert (after[0].id, after[1:]) == (name, before)
    assert [key.id[:4] for key in after] == ["0002", "0001"]


def test_processes_that_start_at_once_come_to_know_the_same_keys(tmp_path):
    seen = []

    def start():
        keep_data_keys(tmp_path)
        seen.append((read_data_keys(tmp_path), read_digest_key(tmp_path)))

    threads = [threading.Thread(target=start) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(seen)) == 1


@pytest.mark.parametrize("content", [b"", b"c2hvcnQ=", b"***", b"A" * 43 + b"="])
def test_a_broken_key_is_refused_with_its_file(tmp_path, content):
    keep_data_keys(tmp_path)
    path = next(tmp_path.glob("data-*.key"))
    path.write_bytes(content)
    with pytest.raises(WrongSetting, match=path.name):
        read_data_keys(tmp_path)
