package media

import (
	"net/netip"
)

// publicOr is the test that Fetch puts addresses to.
func publicOr(everything bool) func(netip.Addr) bool {
	if everything {
		return netip.Addr.IsValid
	}
	return public
}

// public reports whether an address is one of the open internet: one that anybody could have asked, so that asking it
// from inside gives nothing away.
func public(a netip.Addr) bool {
	a = a.Unmap()
	// What Go calls global unicast is anything but unspecified, loopback, multicast and link-local.
	if !a.IsGlobalUnicast() || a.IsPrivate() {
		return false
	}
	for _, p := range reserved {
		if p.Contains(a) {
			return false
		}
	}
	return true
}

// reserved are networks that are global by form and not by use, after IANA's registries of special-purpose addresses.
// Those that carry an IPv4 address inside could lead to any of them.
var reserved = []netip.Prefix{
	netip.MustParsePrefix("0.0.0.0/8"),       // this network, RFC 791
	netip.MustParsePrefix("100.64.0.0/10"),   // shared by carriers, RFC 6598
	netip.MustParsePrefix("192.0.0.0/24"),    // protocol assignments, RFC 6890
	netip.MustParsePrefix("192.0.2.0/24"),    // documentation, RFC 5737
	netip.MustParsePrefix("192.88.99.0/24"),  // relays from IPv6, RFC 7526
	netip.MustParsePrefix("198.18.0.0/15"),   // benchmarks, RFC 2544
	netip.MustParsePrefix("198.51.100.0/24"), // documentation, RFC 5737
	netip.MustParsePrefix("203.0.113.0/24"),  // documentation, RFC 5737
	netip.MustParsePrefix("240.0.0.0/4"),     // reserved, and broadcast, RFC 1112
	netip.MustParsePrefix("::/96"),           // IPv4 inside, RFC 4291
	netip.MustParsePrefix("64:ff9b::/96"),    // IPv4 inside, RFC 6052
	netip.MustParsePrefix("64:ff9b:1::/48"),  // IPv4 inside, RFC 8215
	netip.MustParsePrefix("100::/64"),        // discarded, RFC 6666
	netip.MustParsePrefix("2001::/23"),       // protocol assignments, with Teredo, RFC 2928
	netip.MustParsePrefix("2001:db8::/32"),   // documentation, RFC 3849
	netip.MustParsePrefix("2002::/16"),       // IPv4 inside, RFC 3056
	netip.MustParsePrefix("3fff::/20"),       // documentation, RFC 9637
	netip.MustParsePrefix("5f00::/16"),       // segment routing, RFC 9602
	netip.MustParsePrefix("fec0::/10"),       // private, RFC 3879
}
