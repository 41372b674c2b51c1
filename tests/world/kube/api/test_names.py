"""Names: checked against the rules said in another way."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cluster_sim.world.kube.api import domain_names, names

LOWER = set(string.ascii_lowercase + string.digits)
ALPHANUMERIC = LOWER | set(string.ascii_uppercase)
NEAR_NAMES = st.text("aZ9-._/*é", max_size=8) | st.text("a", min_size=60, max_size=66)


def is_label(text):
    return (
        0 < len(text) <= 63
        and set(text) <= LOWER | {"-"}
        and text[0] in LOWER
        and text[-1] in LOWER
    )


def is_subdomain(text):
    # A label within a subdomain has no length of its own.
    return 0 < len(text) <= 253 and all(is_label(part[:63]) and is_label(part[-63:])
                                        for part in text.split("."))  # fmt: skip


def is_key_name(text):
    return (
        0 < len(text) <= 63
        and set(text) <= ALPHANUMERIC | set("-_.")
        and text[0] in ALPHANUMERIC
        and text[-1] in ALPHANUMERIC
    )


def is_key(text):
    prefix, slash, name = text.rpartition("/")
    return is_key_name(name) and (not slash or is_subdomain(prefix))


@pytest.mark.parametrize(
    ("check", "oracle"),
    [
        (names.dns1123_label, is_label),
        (names.dns1123_subdomain, is_subdomain),
        (names.dns1035_label, lambda text: is_label(text) and not text[0].isdigit()),
        (names.qualified_name, is_key),
        (names.label_value, lambda text: text == "" or is_key_name(text)),
        (
            names.wildcard_dns1123_subdomain,
            lambda text: text.startswith("*.") and is_subdomain(text[2:]),
        ),
        (
            domain_names.fully_qualified_domain_name,
            lambda text: is_subdomain(text.removesuffix(".")) and "." in text.removesuffix("."),
        ),
    ],
)
@given(text=NEAR_NAMES)
def test_a_name_is_good_when_the_rule_says_so(check, oracle, text):
    assert (check(text) == []) == oracle(text)


def test_the_faults_are_worded_as_the_api_server_words_them():
    assert names.dns1123_label("Web") == [
        "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', "
        "and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', "
        "regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')"
    ]
    assert names.dns1123_label("a.b") == ["must not contain dots"]
    assert names.dns1123_label("a" * 64) == ["must be no more than 63 characters"]
    assert names.label_value("a" * 64) == ["must be no more than 63 bytes"]
    assert names.port_number(0) == ["must be between 1 and 65535, inclusive"]
    assert names.port_name("80") == ["must contain at least one letter (a-z)"]
    assert names.config_map_key("..") == ["must not be '..'"]


def test_a_generated_name_may_end_with_a_dash():
    assert names.dns1123_label(names.prefix_of_name("web-")) == []
    assert names.dns1123_label("web-") != []
