"""Passwords, keys, roles and how often."""

import pytest

from service.access.keys import hash_key, new_key
from service.access.limits import RateLimits
from service.access.passwords import hash_password, is_right
from service.access.principal import Principal
from service.access.roles import PERMISSIONS, May
from service.store.users import Role


def test_a_password_is_kept_as_argon2id_and_recognised() -> None:
    kept = hash_password("длинный пароль 1")
    assert kept.startswith("$argon2id$")
    assert is_right("длинный пароль 1", kept)
    assert not is_right("длинный пароль 2", kept)
    assert not is_right("длинный пароль 1", None)
    assert not is_right("длинный пароль 1", "no hash")
    longest = hash_password("я" * 256)
    assert is_right("я" * 256, longest)
    assert not is_right("я" * 257, longest)


def test_a_short_password_is_refused() -> None:
    with pytest.raises(ValueError, match="12 to 256"):
        hash_password("короткий")


def test_a_key_has_256_bits_and_only_its_checksum_is_kept() -> None:
    key = new_key()
    assert len(key) >= 43 + 3
    assert key not in hash_key(key)
    assert new_key() != key


def test_a_key_limited_to_less_may_do_less_and_never_more() -> None:
    curator = Principal(
        organisation="org_1", role=Role.CURATOR, actor="key_1", scopes=frozenset({May.READ, May.APPROVE})
    )
    assert curator.may(May.READ)
    assert not curator.may(May.EDIT)
    assert not curator.may(May.APPROVE)


def test_a_methodologist_sees_no_names_and_an_operator_no_programme() -> None:
    assert PERMISSIONS[Role.METHODOLOGIST] == {May.READ}
    assert not PERMISSIONS[Role.OPERATOR] & {May.READ, May.NAMES, May.EDIT, May.APPROVE}
    assert {role for role in Role if May.APPROVE in PERMISSIONS[role]} == {Role.HEAD}


def test_too_often_is_told_to_wait_and_others_are_not() -> None:
    rates = RateLimits()
    assert [rates.find_wait("2 per minute", "login", "a") is None for _ in range(3)] == [True, True, False]
    assert rates.find_wait("2 per minute", "login", "b") is None
    assert 1 <= (rates.find_wait("2 per minute", "login", "a") or 0) <= 62
