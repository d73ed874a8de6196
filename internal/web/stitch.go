package web

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"hash/crc32"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/gzip"
)

// coding is a content coding of HTTP.
type coding string

const (
	identity   coding = "identity"
	gzipCoding coding = "gzip"
	brotliCode coding = "br"
)

// codings are those there are, the best first.
var codings = [...]coding{brotliCode, gzipCoding, identity}

// stitched is a compressed beginning to which an end of up to maxEnd bytes can be sewn at the cost of
// copying. Both gzip (RFC 1952 over RFC 1951) and brotli (RFC 7932) allow it: after a flush their
// stream stands at a byte boundary, and both have a block that holds bytes as they are.
type stitched struct {
	coding coding
	start  []byte
	crc    uint32 // of the beginning, uncompressed
	size   uint32
}

const maxEnd = 1<<16 - 1 // of a stored block

func newStitched(c coding, start []byte) (*stitched, error) {
	s := &stitched{coding: c, crc: crc32.ChecksumIEEE(start), size: uint32(len(start))}
	var out bytes.Buffer
	var err error
	switch c {
	case gzipCoding:
		err = gzipStart(&out, start)
	case brotliCode:
		err = brotliStart(&out, start)
	default:
		out.Write(start)
	}
	s.start = out.Bytes()
	return s, err
}

// gzipStart writes a stream up to its flush: a last empty stored block aligns it to a byte.
func gzipStart(out *bytes.Buffer, start []byte) error {
	w, err := gzip.NewWriterLevel(out, gzip.BestCompression)
	if err != nil {
		return err
	}
	if _, err := w.Write(start); err != nil {
		return err
	}
	return w.Flush()
}

const (
	brotliWindow = 17 // log2 of bytes: more than any form
	// The best quality saves a tenth more and costs five times as much of the start; either way a
	// form arrives in the first flight of packets.
	brotliQuality = 7
)

func brotliStart(out *bytes.Buffer, start []byte) error {
	w := brotli.NewWriterOptions(out, brotli.WriterOptions{Quality: brotliQuality, LGWin: brotliWindow})
	if _, err := w.Write(start); err != nil {
		return err
	}
	return w.Flush()
}

// appendTo appends the whole to dst. end must be at most maxEnd bytes, and for brotli not empty.
func (s *stitched) appendTo(dst []byte, end string) []byte {
	if len(end) > maxEnd || end == "" {
		panic(fmt.Sprintf("web: an end of %d bytes", len(end)))
	}
	dst = append(dst, s.start...)
	switch s.coding {
	case gzipCoding:
		dst = append(dst, 1) // the last block, stored; the rest of the byte is padding
		dst = binary.LittleEndian.AppendUint16(dst, uint16(len(end)))
		dst = binary.LittleEndian.AppendUint16(dst, ^uint16(len(end)))
		dst = append(dst, end...)
		dst = binary.LittleEndian.AppendUint32(dst, crc32.Update(s.crc, crc32.IEEETable, dst[len(dst)-len(end):]))
		return binary.LittleEndian.AppendUint32(dst, s.size+uint32(len(end)))
	case brotliCode:
		// From the lowest bit: not the last meta-block (0), four nibbles of length (00), the length
		// less one (16 bits), uncompressed (1); the rest of the third byte is padding.
		head := uint32(len(end)-1)<<3 | 1<<19
		dst = append(dst, byte(head), byte(head>>8), byte(head>>16))
		dst = append(dst, end...)
		return append(dst, 3) // a last meta-block, and empty
	}
	return append(dst, end...)
}
