package sandbox

import (
	"os/exec"

	"golang.org/x/sys/unix"
)

// apart gives a worker a process group of its own, which is killed as a whole.
func apart(cmd *exec.Cmd) {
	cmd.SysProcAttr = &unix.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return unix.Kill(-cmd.Process.Pid, unix.SIGKILL) }
}

// humble has a worker step back behind whatever takes answers in. That it may fail is no harm.
func humble(cmd *exec.Cmd) { _ = unix.Setpriority(unix.PRIO_PGRP, cmd.Process.Pid, 5) }
