package web

import (
	"errors"

	"muster/internal/intake"
)

// overloaded tells whether an answer was turned away for want of room, or because the service is
// stopping, rather than by a fault.
func overloaded(err error) bool {
	return errors.Is(err, intake.ErrFull) || errors.Is(err, intake.ErrClosed)
}
