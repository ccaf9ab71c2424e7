package model

import (
	"net/url"
	"strings"
)

// videoHost tells the service from the address: the dialect knows two.
func videoHost(address string) MediaHost {
	if u, err := url.Parse(address); err == nil && strings.HasSuffix(u.Hostname(), "vimeo.com") {
		return MediaHostVimeo
	}
	return MediaHostYoutube
}

// PlaysVideo reports whether an address is that of a page of one of the services.
func PlaysVideo(address string) bool {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.User != nil {
		return false
	}
	for _, service := range []string{"youtube.com", "youtube-nocookie.com", "youtu.be", "vimeo.com"} {
		if host := u.Hostname(); host == service || strings.HasSuffix(host, "."+service) {
			return true
		}
	}
	return false
}

// embedURL is the address that the service offers for frames.
func embedURL(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return address
	}
	last := u.Path[strings.LastIndexByte(u.Path, '/')+1:]
	switch host := u.Hostname(); {
	case strings.HasSuffix(host, "vimeo.com"):
		return "https://player.vimeo.com/video/" + last
	case u.Query().Get("v") != "":
		return "https://www.youtube.com/embed/" + u.Query().Get("v")
	case host == "youtu.be" || strings.Contains(u.Path, "/embed/"):
		return "https://www.youtube.com/embed/" + last
	}
	return address
}
