// Package browsertest opens the pages of the playground in a headless Chromium, for the tests of this package's parent
// and of the server that mounts it.
//
// Beside what a test asks for, every page is held to three rules: it asks no other host for anything, nothing on it
// offends against its content security policy, and no script ends in an error. A machine without Chromium skips, unless
// CARTWRIGHT_TEST_NOSKIP=1 says that this is a failure.
package browsertest
