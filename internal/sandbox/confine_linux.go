package sandbox

import (
	"fmt"
	"os"
	"strconv"
	"strings"
	"time"

	"golang.org/x/sys/unix"
)

// slack is address space beyond the memory of a query: DuckDB keeps to that by itself for most of what
// it does, and threads want room for their stacks that they never use.
const slack = 512 << 20

// limit takes from this process what no query needs: memory beyond the given, time beyond the deadline,
// files to write, new privileges. When memory runs out for the whole machine, this process goes first.
func limit(memory int64, deadline time.Duration) error {
	_ = os.WriteFile("/proc/self/oom_score_adj", []byte("1000"), 0) // not everywhere allowed
	taken, err := addressSpace()
	if err != nil {
		return err
	}
	seconds := uint64(deadline/time.Second) + 1
	for _, l := range []struct {
		what  int
		limit uint64
	}{
		{unix.RLIMIT_AS, taken + uint64(memory) + slack},
		{unix.RLIMIT_CPU, seconds},
		{unix.RLIMIT_FSIZE, 0},
		{unix.RLIMIT_NOFILE, 32},
		{unix.RLIMIT_CORE, 0},
	} {
		if err := unix.Setrlimit(l.what, &unix.Rlimit{Cur: l.limit, Max: l.limit}); err != nil {
			return fmt.Errorf("limit resources: %w", err)
		}
	}
	return nil
}

// addressSpace is what the process takes already: Go reserves a lot that it does not use.
func addressSpace() (uint64, error) {
	data, err := os.ReadFile("/proc/self/statm")
	if err != nil {
		return 0, err
	}
	pages, _, _ := strings.Cut(string(data), " ")
	n, err := strconv.ParseUint(pages, 10, 64)
	return n * uint64(os.Getpagesize()), err
}
