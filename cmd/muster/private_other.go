//go:build !unix

package main

// keepPrivate has nothing to do here: files take the permissions of the directory they are in.
func keepPrivate() {}
