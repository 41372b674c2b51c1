"""Tokens and certificates: what is genuine opens, what was changed does not."""

from __future__ import annotations

import base64
import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cluster_sim.world.kube.api.authentication import (
    certificates,
    der,
    pem,
    requests,
    subject,
    tokens,
)
from cluster_sim.world.kube.api.authentication.authenticator import Credentials, authenticate
from cluster_sim.world.kube.api.errors import StatusError
from cluster_sim.world.kube.api.user import ANONYMOUS
from cluster_sim.world.kube.timings import SECOND
from tests.world.kube.cluster import running, wait

WORLD = running()
wait(WORLD, 3)
OTHER = running(seed=8)
KEY = certificates.public_key(b"jane")
NAMES = st.text(st.characters(min_codepoint=33, max_codepoint=0x2FF), min_size=1, max_size=30)


def token() -> str:
    account = WORLD.store.get("serviceaccounts", "default", "default")
    assert account is not None
    now = WORLD.unix // SECOND
    return tokens.sign(WORLD, tokens.claims_of(account, [tokens.ISSUER], now, 600, {}, "id"))


def certificate(name: str = "jane", groups: tuple[str, ...] = ("dev",)) -> str:
    now = WORLD.unix // SECOND
    terms = certificates.Terms(name, groups, now - 60, now + 600, 7)
    return certificates.issue(WORLD, terms, KEY)


def test_a_token_says_in_plain_who_it_is_for() -> None:
    payload = token().split(".")[1]
    claims = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
    assert claims["sub"] == "system:serviceaccount:default:default"
    assert claims["exp"] - claims["iat"] == 600
    assert claims["kubernetes.io"]["namespace"] == "default"


@given(st.data())
def test_a_token_with_one_letter_changed_opens_nothing(data: st.DataObject) -> None:
    genuine = token()
    at = data.draw(st.integers(0, len(genuine) - 1))
    letter = data.draw(st.sampled_from("abcXYZ019-_.").filter(lambda each: each != genuine[at]))
    forged = genuine[:at] + letter + genuine[at + 1 :]
    # The last letter of 32 bytes in base64 has two bits that mean nothing.
    if at == len(genuine) - 1:
        return
    with pytest.raises(tokens.BadToken):
        tokens.user_of(WORLD, forged)


@given(st.text(max_size=60))
def test_any_text_is_turned_away(text: str) -> None:
    for shown in (Credentials(token=text), Credentials(certificate=text)):
        try:
            assert authenticate(WORLD, shown) == ANONYMOUS and text == ""
        except StatusError as problem:
            assert problem.code == 401


def test_another_cluster_does_not_know_it() -> None:
    with pytest.raises(tokens.BadToken):
        tokens.user_of(OTHER, token())
    with pytest.raises(certificates.BadCertificate):
        certificates.user_of(OTHER, certificate())


@given(NAMES, st.lists(NAMES, max_size=3))
def test_a_certificate_names_its_owner(name: str, groups: list[str]) -> None:
    user = certificates.user_of(WORLD, certificate(name, tuple(groups)))
    assert (user.name, user.groups) == (name, (*groups, "system:authenticated"))


@given(st.data())
def test_a_certificate_with_one_byte_changed_opens_nothing(data: st.DataObject) -> None:
    found = pem.read(certificate())
    assert found is not None
    raw = bytearray(found[1])
    at = data.draw(st.integers(0, len(raw) - 1))
    raw[at] ^= data.draw(st.integers(1, 255))
    try:
        user = certificates.user_of(WORLD, pem.write(certificates.BLOCK, bytes(raw)))
    except certificates.BadCertificate:
        return
    # What is neither said nor sealed, the name of the algorithm, may be anything.
    assert user.name == "jane" and user.groups == ("dev", "system:authenticated")


def test_a_certificate_has_its_time() -> None:
    now = WORLD.unix // SECOND
    for begin, end in ((now + 10, now + 20), (now - 20, now - 10)):
        terms = certificates.Terms("jane", (), begin, end, 1)
        with pytest.raises(certificates.BadCertificate):
            certificates.user_of(WORLD, certificates.issue(WORLD, terms, KEY))


@given(NAMES, st.lists(NAMES, max_size=3))
def test_a_request_is_read_as_it_was_written(name: str, groups: list[str]) -> None:
    info = der.sequence(der.integer(0), subject.write(name, tuple(groups)), KEY)
    text = pem.write(requests.BLOCK, der.sequence(info, der.sequence(), der.bits(b"")))
    parsed = requests.parse(text)
    assert parsed.subject.common_name == name
    assert parsed.subject.organizations == tuple(groups)
    assert parsed.public_key == KEY


@given(st.binary(max_size=60))
def test_any_bytes_are_a_request_or_are_refused(raw: bytes) -> None:
    with suppress(requests.BadRequest):
        requests.parse(pem.write(requests.BLOCK, raw))
