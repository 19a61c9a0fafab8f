import pytest

from service.webhooks.addresses import AddressRefused, check_form, find_target, is_outside

INSIDE = [
    "127.0.0.1",
    "10.1.2.3",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "0.0.0.0",
    "100.64.0.1",
    "224.0.0.1",
    "::1",
    "fe80::1",
    "fd00::1",
    "::ffff:10.0.0.1",
    "2002:7f00:1::",
    "64:ff9b::10.0.0.1",
    "::127.0.0.1",
    "240.0.0.1",
]


@pytest.mark.parametrize("address", INSIDE)
def test_an_internal_address_is_refused_whatever_its_name(address: str) -> None:
    assert not is_outside(address)
    with pytest.raises(AddressRefused, match="inside"):
        find_target("https://lms.example/x", resolver=lambda host, port: [address])


def test_a_public_address_hidden_by_a_network_without_ipv4_is_outside() -> None:
    assert is_outside("64:ff9b::93.184.216.34")


@pytest.mark.parametrize("host", ["lms.example:8443", "lms.example", "[2606:2800:220:1::1]:8443"])
def test_a_receiver_is_asked_by_its_name_and_port(host: str) -> None:
    target = find_target(f"https://{host}/x", resolver=lambda name, port: ["93.184.216.34"])
    assert target.authority == host


def test_one_internal_address_among_several_is_enough_to_refuse() -> None:
    with pytest.raises(AddressRefused, match="inside"):
        find_target("https://lms.example/x", resolver=lambda host, port: ["93.184.216.34", "10.0.0.1"])


def test_the_checked_address_is_the_one_that_is_connected_to() -> None:
    target = find_target("https://lms.example:8443/x?y=1", resolver=lambda host, port: ["93.184.216.34"])
    assert (target.address, target.port, target.path) == ("93.184.216.34", 8443, "/x?y=1")


@pytest.mark.parametrize(
    "url", ["http://lms.example/", "ftp://x/", "https://", "https://u:p@lms.example/", "//x"]
)
def test_only_https_without_a_password_is_an_address(url: str) -> None:
    with pytest.raises(AddressRefused, match=r"https|address|password"):
        find_target(url, resolver=lambda host, port: ["93.184.216.34"])


@pytest.mark.parametrize(
    "host",
    [
        "2130706433",
        "0177.0.0.1",
        "0x7f.1",
        "127.1",
        "localhost.",
        "x.localhost",
        "[::1]",
        "[::ffff:127.0.0.1]",
    ],
)
def test_an_internal_address_is_refused_in_every_spelling_when_it_is_given(host: str) -> None:
    with pytest.raises(AddressRefused, match="inside"):
        check_form(f"https://{host}/x")


def test_an_unknown_name_is_refused() -> None:
    def unknown(host: str, port: int) -> list[str]:
        raise OSError

    with pytest.raises(AddressRefused, match="not known"):
        find_target("https://nowhere.example/", resolver=unknown)
