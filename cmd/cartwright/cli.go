package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/netip"
	"os"
	"strings"
	"time"

	"github.com/alecthomas/kong"
	kongyaml "github.com/alecthomas/kong-yaml"
)

// cli is the command line. Every flag can also come from the environment, as CARTWRIGHT_ and its name, from a file named
// by that variable with _FILE behind it, and from a YAML file named by --config.
type cli struct {
	Config kong.ConfigFlag `help:"Read flags from a YAML file (keys are flag names)." type:"path" placeholder:"FILE"`

	Serve     serveCommand     `cmd:"" default:"withargs" help:"Serve the shop. This is what happens without a command."`
	Migrate   migrateCommand   `cmd:"" help:"Bring the database's tables up to date, or one step back."`
	Seed      seedCommand      `cmd:"" help:"Fill the demo shop, or grow a synthetic catalogue for load work."`
	Import    importCommand    `cmd:"" help:"Import products from a CSV or JSONL file."`
	Export    exportCommand    `cmd:"" help:"Write all products to a file that import reads: CSV or JSONL."`
	Customers customerCommands `cmd:"" help:"Customers of another system."`
	Cart      cartCommands     `cmd:"" help:"Help with somebody's cart."`
	Search    searchCommands   `cmd:"" help:"The index that shoppers search."`
	Staff     staffCommands    `cmd:"" help:"Accounts of those who run the shop, and API keys."`
	Media     mediaCommands    `cmd:"" help:"Pictures and files that are kept."`
	Schema    schemaCommand    `cmd:"" help:"Print the GraphQL schema."`
	Doctor    doctorCommand    `cmd:"" help:"Check the set-up and say what to do about it."`
	Health    healthCommand    `cmd:"" help:"Ask a running server whether it is alive; for container health checks."`
	Version   versionCommand   `cmd:"" help:"Print the version."`
}

// dataFlags are the flags of every command that touches data.
type dataFlags struct {
	Database string `help:"Where the data is: a SQLite file, mysql://user:password@host:port/name, or a go-sql-driver DSN. Default: cartwright.db in the data directory." placeholder:"DSN" group:"Data:"`
	DataDir  string `help:"Directory for the embedded database, pictures and certificates; ./data by default." default:"./data" placeholder:"DIR" group:"Data:"`
	MediaFlags
	MailFlags
	LogLevel string `help:"Least level to log: debug, info, warn, error." default:"info" enum:"debug,info,warn,error" group:"Data:"`
}

// MediaFlags are the flags that concern pictures and files.
type MediaFlags struct {
	MediaURL    string `help:"Where pictures and files are kept: file:///path, s3://bucket?region=…&endpoint=…, gs://bucket, azblob://container. Default: media/files in the data directory." name:"media-url" placeholder:"URL" group:"Pictures and files:"`
	MediaDirect bool   `help:"Let staff's uploads go to the S3 bucket itself, by addresses that it signs; pages that upload need the bucket's CORS rules." group:"Pictures and files:"`
	MaxImage    int64  `help:"Largest picture, in bytes." default:"20971520" placeholder:"BYTES" group:"Pictures and files:"`
	MaxVideo    int64  `help:"Largest video, in bytes." default:"1073741824" placeholder:"BYTES" group:"Pictures and files:"`
	MaxModel    int64  `help:"Largest 3D model, in bytes." default:"524288000" placeholder:"BYTES" group:"Pictures and files:"`
	MaxImport   int64  `help:"Largest file to import that is uploaded, in bytes." default:"1073741824" placeholder:"BYTES" group:"Pictures and files:"`
}

// MailFlags are the flags that concern customers and what they are told. Kong wants embedded flags exported.
type MailFlags struct {
	SMTP                string `help:"Where mails are handed over: smtp://user:password@host:587, smtps://…; without it they are shown at /dev/mail." name:"smtp" placeholder:"URL" group:"Customers:"`
	MailFrom            string `help:"Sender of mails, such as shop@example.com." placeholder:"ADDRESS" group:"Customers:"`
	MailTemplates       string `help:"Directory with templates that replace the built-in ones, by file name." type:"path" placeholder:"DIR" group:"Customers:"`
	PrivateRegistration bool   `help:"Tell nobody at registration whether an address has an account; new accounts wait for a mail." group:"Customers:"`
	SecretKey           string `help:"What stored secrets are sealed with, 32 characters or more." placeholder:"SECRET" group:"Customers:"`
	MultipassSecret     string `help:"Secret shared with a system that vouches for customers." placeholder:"SECRET" group:"Customers:"`
}

// listenFlags are the flags of serve that concern the network.
type listenFlags struct {
	Addr          string         `help:"Address to listen on; 127.0.0.1:8080 by default." default:"127.0.0.1:8080" placeholder:"HOST:PORT" group:"Network:"`
	PublicURL     []string       `help:"Address that clients use, such as https://shop.example; may be given several times. Other Host headers are not believed, those of this machine excepted." name:"public-url" placeholder:"URL" group:"Network:"`
	TrustedOrigin []string       `help:"Site whose pages may keep customers signed in by a cookie, as pages of the public URLs' own sites may." name:"trusted-origin" placeholder:"URL" group:"Network:"`
	TrustedProxy  []netip.Prefix `help:"Network of proxies whose X-Forwarded-Proto and X-Forwarded-Host are believed." name:"trusted-proxy" placeholder:"CIDR" group:"Network:"`
	TLSCert       string         `help:"Certificate file; with --tls-key the server speaks https." name:"tls-cert" type:"path" placeholder:"FILE" group:"Network:"`
	TLSKey        string         `help:"Key file of the certificate." name:"tls-key" type:"path" placeholder:"FILE" group:"Network:"`
	TLSDev        bool           `help:"Speak https with a certificate of our own making, for development." name:"tls-dev" group:"Network:"`
	Timeout       time.Duration  `help:"How long one request may take." default:"15s" group:"Network:"`
	MaxBody       int64          `help:"Largest request body, in bytes." default:"1048576" group:"Network:"`
	DrainTimeout  time.Duration  `help:"How long requests in flight may take to end when the server stops." default:"20s" group:"Network:"`
	DrainDelay    time.Duration  `help:"How long to listen on while no longer ready, so that balancers notice." default:"0s" group:"Network:"`
	QueryCost     int64          `help:"Fields that one answer may have at most, list sizes multiplied out." default:"10000000" group:"Network:"`
	Demo          bool           `help:"Fill a demo shop when the database is empty." default:"true" negatable:"" group:"Data:"`
}

// session is what a command runs in.
type session struct {
	ctx context.Context
	out io.Writer // for people and pipes
	log io.Writer // for logs and progress
}

// command is what the command line asked for.
type command interface{ Run(*session) error }

var errHelp = errors.New("help was shown")

const about = `Cartwright is a self-hosted commerce backend. It serves a shop's catalogue over GraphQL in the Storefront dialect, so
that storefronts and SDKs written for that dialect run on it by changing the address.

    cartwright                               a demo shop on http://127.0.0.1:8080
    cartwright --tls-dev                     the same over https, which many clients insist on
    cartwright --database mysql://root@127.0.0.1:3306/shop
    cartwright import products.csv --dry-run`

// parse reads the command line; errHelp when it only asked for help.
func parse(args []string, stdout, stderr io.Writer) (command, error) {
	var c cli
	exited := false
	parser, err := kong.New(&c,
		kong.Name("cartwright"),
		kong.Description(about),
		kong.Writers(stdout, stderr),
		kong.Exit(func(int) { exited = true }),
		kong.DefaultEnvars("CARTWRIGHT"),
		kong.Configuration(kongyaml.Loader),
		kong.Resolvers(kong.ResolverFunc(secretFile)),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true, WrapUpperBound: 110}),
	)
	if err != nil {
		return nil, err
	}
	parsed, err := parser.Parse(args)
	if exited {
		return nil, errHelp
	}
	if err != nil {
		return nil, fmt.Errorf("%w; see cartwright --help", err)
	}
	chosen, ok := parsed.Selected().Target.Addr().Interface().(command)
	if !ok {
		return nil, fmt.Errorf("say what to do after %q; see cartwright %s --help", parsed.Command(), parsed.Command())
	}
	return chosen, nil
}

// secretFile reads a flag from the file that its variable with _FILE names: how containers hand out secrets.
func secretFile(_ *kong.Context, _ *kong.Path, flag *kong.Flag) (any, error) {
	for _, name := range flag.Envs {
		path := os.Getenv(name + "_FILE")
		if path == "" {
			continue
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return nil, fmt.Errorf("%s_FILE: %w", name, err)
		}
		return strings.TrimSpace(string(text)), nil
	}
	return nil, nil
}
