package main

import (
	"os"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

// asMuster in the environment makes the test binary be the program, so that tests can start it,
// and kill it, without building it once more.
const asMuster = "MUSTER_TEST_AS_PROGRAM"

func TestMain(m *testing.M) {
	// A worker is told by its arguments alone what it is: it has no environment.
	if os.Getenv(asMuster) != "" || len(os.Args) > 1 && os.Args[1] == workerCommand {
		main()
	}
	testscript.Main(m, map[string]func(){"muster": main})
}

// TestCommands runs the scripts under testdata/scripts, each in a directory of its own.
func TestCommands(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: "testdata/scripts",
		Setup: func(env *testscript.Env) error {
			samples, err := os.Getwd()
			env.Setenv("SAMPLES", samples+"/../../sample-data")
			env.Setenv("DASHBOARDS", samples+"/../../dashboards")
			env.Setenv("SHARED", samples+"/../../../shared")
			return err
		},
	})
}
