//go:build !nogoogle

package media

import (
	_ "gocloud.dev/blob/gcsblob" // gs://; with all that speaks to Google it is a quarter of the binary
)
