//! How far into the network a connection may go.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Which addresses may be spoken to. A report is sent to where a line of the config points, a plugin is fetched from
/// where its address leads, and the machine that does so can often reach what the outside cannot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Reach {
    /// Only what is on the internet.
    #[default]
    Public,
    /// This machine and private networks as well; never what hands out credentials, and never many at once.
    Private,
}

/// What an address is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AddressKind {
    /// On the internet.
    Public,
    /// This machine.
    Loopback,
    /// A private, carrier-grade or link-local network, or one that is set aside.
    Private,
    /// Where clouds answer their machines, with credentials among other things.
    Metadata,
    /// No one, or many at once.
    Nobody,
}

impl Reach {
    /// Whether addresses of the kind may be spoken to.
    pub fn covers(self, kind: AddressKind) -> bool {
        match kind {
            AddressKind::Public => true,
            AddressKind::Loopback | AddressKind::Private => self == Self::Private,
            AddressKind::Metadata | AddressKind::Nobody => false,
        }
    }
}

impl AddressKind {
    /// The kind of an address. An IPv6 address that stands for an IPv4 address is of the kind of that one.
    ///
    /// Source: the special-purpose address registries of IANA, and what AWS, Azure, Google and Alibaba document.
    pub fn of(address: IpAddr) -> Self {
        match address {
            IpAddr::V4(v4) => Self::of_v4(v4),
            IpAddr::V6(v6) => embedded_v4(v6).map_or_else(|| Self::of_v6(v6), Self::of_v4),
        }
    }

    fn of_v4(address: Ipv4Addr) -> Self {
        match address.octets() {
            // The link-local network holds the metadata services of AWS (also of ECS and EKS), Azure and Google.
            [169, 254, ..] | [100, 100, 100, 200] | [168, 63, 129, 16] => Self::Metadata,
            [0 | 224..=255, ..] => Self::Nobody,
            [127, ..] => Self::Loopback,
            [10, ..] | [172, 16..=31, ..] | [192, 168, ..] | [100, 64..=127, ..] => Self::Private,
            [192, 0, 0 | 2, _] | [198, 18..=19, ..] | [198, 51, 100, _] | [203, 0, 113, _] => {
                Self::Private
            }
            _ => Self::Public,
        }
    }

    fn of_v6(address: Ipv6Addr) -> Self {
        match address.segments() {
            [0xfd00, 0xec2, ..] | [0xfd20, 0xce, ..] => Self::Metadata,
            [0, 0, 0, 0, 0, 0, 0, 1] => Self::Loopback,
            [0, 0, 0, 0, 0, 0, 0, 0] | [0xff00..=0xffff | 0x0100, ..] => Self::Nobody,
            // Unique local, link-local and site-local networks; set aside for documents.
            [0xfc00..=0xfdff | 0xfe80..=0xfeff, ..] | [0x2001, 0xdb8, ..] => Self::Private,
            _ => Self::Public,
        }
    }
}

/// The IPv4 address that an IPv6 address leads to: mapped, compatible, translated (NAT64) or tunnelled (6to4).
fn embedded_v4(address: Ipv6Addr) -> Option<Ipv4Addr> {
    let (high, low) = match address.segments() {
        [0, 0, 0, 0, 0, 0, 0, 0 | 1] => return None,
        [0, 0, 0, 0, 0, 0 | 0xffff, high, low] | [0x64, 0xff9b, 0, 0, 0, 0, high, low] => {
            (high, low)
        }
        [0x2002, high, low, ..] => (high, low),
        _ => return None,
    };
    Some(Ipv4Addr::from_bits(u32::from(high) << 16 | u32::from(low)))
}

impl fmt::Display for AddressKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Public => "an address of the internet",
            Self::Loopback => "an address of this machine",
            Self::Private => "a private address",
            Self::Metadata => "an address of a cloud's metadata service",
            Self::Nobody => "no address of a server",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds<'a>(addresses: &[&'a str]) -> Vec<(&'a str, AddressKind)> {
        addresses
            .iter()
            .map(|text| (*text, AddressKind::of(text.parse().unwrap())))
            .collect()
    }

    fn all_are(kind: AddressKind, addresses: &[&str]) {
        let other: Vec<_> = kinds(addresses)
            .into_iter()
            .filter(|(_, found)| *found != kind)
            .collect();
        assert_eq!(other, [], "not {kind:?}");
    }

    #[test]
    fn the_internet_is_public() {
        all_are(
            AddressKind::Public,
            &[
                "8.8.8.8",
                "172.32.0.1",
                "100.128.0.1",
                "169.253.0.1",
                "2606:4700::1",
                "::ffff:8.8.8.8",
            ],
        );
    }

    #[test]
    fn this_machine_is_loopback_under_every_spelling() {
        all_are(
            AddressKind::Loopback,
            &[
                "127.0.0.1",
                "127.255.255.254",
                "::1",
                "::ffff:127.0.0.1",
                "::127.0.0.1",
                "64:ff9b::7f00:1",
                "2002:7f00:1::",
            ],
        );
    }

    #[test]
    fn networks_that_the_outside_cannot_reach_are_private() {
        all_are(
            AddressKind::Private,
            &[
                "10.0.0.1",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.1.1",
                "100.64.0.1",
                "198.18.0.1",
                "fd12:3456::1",
                "fe80::1",
                "fec0::1",
                "::ffff:10.0.0.1",
                "64:ff9b::a00:1",
            ],
        );
    }

    #[test]
    fn what_hands_out_credentials_is_never_reached() {
        all_are(
            AddressKind::Metadata,
            &[
                "169.254.169.254",
                "169.254.170.2",
                "fd00:ec2::254",
                "::ffff:169.254.169.254",
                "168.63.129.16",
                "100.100.100.200",
                "2002:a9fe:a9fe::",
            ],
        );
        assert!(!Reach::Private.covers(AddressKind::Metadata));
    }

    #[test]
    fn what_is_no_server_is_never_reached() {
        all_are(
            AddressKind::Nobody,
            &[
                "0.0.0.0",
                "::",
                "224.0.0.1",
                "255.255.255.255",
                "240.0.0.1",
                "ff02::1",
                "100::1",
            ],
        );
        assert!(!Reach::Private.covers(AddressKind::Nobody));
    }

    #[test]
    fn private_networks_are_reached_only_when_allowed() {
        for kind in [AddressKind::Loopback, AddressKind::Private] {
            assert!(!Reach::Public.covers(kind));
            assert!(Reach::Private.covers(kind));
        }
        assert!(Reach::Public.covers(AddressKind::Public));
    }
}
