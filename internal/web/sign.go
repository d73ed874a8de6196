package web

// signer makes and checks what only this service can make.
type signer struct{ key []byte }

func newSigner(key []byte) signer { return signer{key} }
