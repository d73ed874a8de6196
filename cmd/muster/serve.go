package main

import (
	"context"
	"errors"
	"fmt"
)

func serveCommand() command {
	return command{
		name: "serve", usage: "[--data DIR] [--addr ADDR] [--survey FILE]...", summary: "take answers and show dashboards",
		help: `
Serves every survey of the data directory, and first takes in the files given with --survey: new ones, or
new wordings of those that are there. Answers are kept whatever becomes of the wording. Founders start and
change surveys in the browser as well; a file given with --survey takes the place of what they changed.

The first start prints a link for the first founder. Without --base-url, Muster speaks plain HTTP and must be
reached as localhost; behind a proxy that speaks HTTPS, give the address people use with --base-url.

With a mail server, respondents may have the link to their answers sent to them: MUSTER_SMTP names it as
host:port, MUSTER_SMTP_FROM who writes, MUSTER_SMTP_USER and MUSTER_SMTP_PASSWORD the login where it wants one,
and MUSTER_SMTP_SECURITY is starttls (preset), tls or none (for a server on this machine only).

Behind a proxy, name its address with --trusted-proxy: limits on how much one network may send would
otherwise see one network. No address is ever written down.

SIGTERM or Ctrl-C ends it: requests that run are answered, and every answer taken in is stored.`,
		run: serve,
	}
}

func serve(ctx context.Context, env environment, f *flags) error {
	var files list
	var c serviceConfig
	dir := f.data()
	f.Var(&files, "survey", "survey `file` to serve; may be given more than once")
	f.StringVar(&c.addr, "addr", presetAddr(env), "`address` to listen on; MUSTER_ADDR presets it")
	f.StringVar(&c.base, "base-url", "", "`address` at which people reach the service, such as https://forms.example.org")
	f.Var((*list)(&c.proxies), "trusted-proxy", "`address` or network of a proxy in front, whose X-Forwarded-For is believed; may be given more than once")
	c.boardFlags(f)
	if err := f.parse(0); err != nil {
		return err
	}
	env.service = true
	held, err := claim(*dir)
	if err != nil {
		return err
	}
	defer held.Close()
	kept, err := openStore(ctx, env, *dir)
	if err != nil {
		return err
	}
	defer kept.Close()
	for _, name := range files {
		s, err := readSurvey(name)
		if err != nil {
			return err
		}
		if err := kept.putSurvey(ctx, s); err != nil {
			return err
		}
	}
	s, err := newService(ctx, kept, c)
	if err != nil {
		return err
	}
	if err := errors.Join(kept.rememberBase(s.base), s.announce(ctx)); err != nil {
		return err
	}
	return s.run(ctx)
}

// boardFlags declares where dashboards of one's own are.
func (c *serviceConfig) boardFlags(f *flags) {
	f.StringVar(&c.dashboards, "dashboards", "", "`directory` with dashboards of your own")
	f.BoolVar(&c.reload, "reload", false, "read the dashboards again whenever a file of theirs changes")
}

func presetAddr(env environment) string {
	if addr, ok := env.lookup("MUSTER_ADDR"); ok && addr != "" {
		return addr
	}
	return "127.0.0.1:8080"
}

// announce tells where everything is, and how the first founder comes in.
func (s *service) announce(ctx context.Context) error {
	w := s.kept.env.stdout
	fmt.Fprintln(w, "Muster is running.")
	for _, v := range s.offering.all() {
		fmt.Fprintf(w, "\n  %s\n    %s/s/%s\n", v.Title, s.base, v.ID)
	}
	if len(s.offering.all()) == 0 {
		fmt.Fprintln(w, "\n  There is no survey yet. Start one on the founders' pages, or give a file with --survey.")
	}
	fmt.Fprintf(w, "\n  For founders\n    %s/surveys\n", s.base)
	token, err := s.gate.FirstInvitation(ctx)
	if err != nil {
		return err
	}
	if token != "" {
		fmt.Fprintf(w, "\n  Nobody has an account yet. Open this link to make yours; it works once, within 24 hours:\n    %s/setup/%s\n", s.base, token)
	}
	fmt.Fprintln(w)
	return nil
}
