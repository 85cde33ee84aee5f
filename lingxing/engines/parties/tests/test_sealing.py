"""The installation's own keys at work."""

import pytest
from django.test import override_settings

from lingxing.engines.parties.access_sealing import digest, seal_file, seal_text, unseal_file, unseal_text
from lingxing.kernel.errors import LingxingError
from lingxing.kernel.sealing import SealingKey, Unsealable

NEWER = SealingKey("9999ab", bytes(32))


def test_texts_and_files_open_in_their_place_alone():
    assert unseal_text(seal_text("张三", "party:1:name"), "party:1:name") == "张三"
    assert unseal_file(seal_file(b"\x00%PDF", "file:1"), "file:1") == b"\x00%PDF"
    with pytest.raises(Unsealable):
        unseal_text(seal_text("张三", "party:1:name"), "party:2:name")


def test_a_newer_key_seals_and_the_older_still_opens(settings):
    sealed = seal_text("张三", "x")
    settings.DATA_KEYS = (NEWER, *settings.DATA_KEYS)
    assert unseal_text(sealed, "x") == "张三"
    assert seal_text("张三", "x").startswith("9999ab.")


def test_digests_are_the_same_for_the_same_text_under_the_installations_key_only(settings):
    one = digest("resident_id:1")
    assert one == digest("resident_id:1") != digest("resident_id:2")
    settings.DIGEST_KEY = bytes(32)
    assert digest("resident_id:1") != one


@override_settings(DATA_KEYS=(), DIGEST_KEY=b"")
def test_without_keys_it_says_how_to_make_them():
    for act in (lambda: seal_text("x", "x"), lambda: digest("x")):
        with pytest.raises(LingxingError, match="lingxing migrate"):
            act()
