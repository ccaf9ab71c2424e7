package storetest

import (
	"context"
	"database/sql"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/go-sql-driver/mysql"

	"cartwright/internal/database"
)

// server is a MySQL or MariaDB that tests make databases on.
type server struct {
	config *mysql.Config
	admin  *sql.DB
	next   atomic.Int64
	stop   func()
}

// fleet are the servers of this test binary, found or started when first asked for.
var fleet struct {
	sync.Mutex
	found   bool
	servers map[database.Kind]*server
	missing map[database.Kind]string
}

func serverOf(kind database.Kind) (*server, string) {
	fleet.Lock()
	defer fleet.Unlock()
	if !fleet.found {
		fleet.found = true
		fleet.servers, fleet.missing = map[database.Kind]*server{}, map[database.Kind]string{}
		for _, dsn := range strings.Fields(os.Getenv("CARTWRIGHT_TEST_MYSQL")) {
			if kind, s, err := connect(dsn); err == nil {
				fleet.servers[kind] = s
			} else {
				fleet.missing[database.MySQL] = err.Error()
			}
		}
	}
	if s := fleet.servers[kind]; s != nil {
		return s, ""
	}
	if why := fleet.missing[kind]; why != "" {
		return nil, why
	}
	s, err := start(kind)
	if err != nil {
		fleet.missing[kind] = err.Error()
		return nil, err.Error()
	}
	fleet.servers[kind] = s
	return s, ""
}

// connect opens the administrator's connection and tells what kind of server it is.
func connect(dsn string) (database.Kind, *server, error) {
	c, err := mysql.ParseDSN(dsn)
	if err != nil {
		return "", nil, fmt.Errorf("CARTWRIGHT_TEST_MYSQL: %w", err)
	}
	c.DBName, c.InterpolateParams = "", true
	connector, err := mysql.NewConnector(c)
	if err != nil {
		return "", nil, fmt.Errorf("CARTWRIGHT_TEST_MYSQL: %w", err)
	}
	s := &server{config: c, admin: sql.OpenDB(connector), stop: func() {}}
	s.admin.SetMaxOpenConns(2)
	var version string
	if err := s.admin.QueryRow("SELECT VERSION()").Scan(&version); err != nil {
		return "", nil, fmt.Errorf("%s does not answer: %w", c.Addr, err)
	}
	if strings.Contains(version, "MariaDB") {
		return database.MariaDB, s, nil
	}
	return database.MySQL, s, nil
}

// create makes a database of its own for one test.
func (s *server) create(t testing.TB) string {
	name := fmt.Sprintf("cartwright_test_%d_%d", os.Getpid(), s.next.Add(1))
	for _, statement := range []string{"DROP DATABASE IF EXISTS " + name, "CREATE DATABASE " + name + " CHARACTER SET utf8mb4"} {
		if _, err := s.admin.Exec(statement); err != nil {
			t.Fatalf("%s: %v", statement, err)
		}
	}
	t.Cleanup(func() {
		if _, err := s.admin.Exec("DROP DATABASE " + name); err != nil {
			t.Errorf("drop %s: %v", name, err)
		}
	})
	c := s.config.Clone()
	c.DBName = name
	return c.FormatDSN()
}

// start runs the server of a kind that is installed here, on a directory of its own.
func start(kind database.Kind) (*server, error) {
	binary := map[database.Kind]string{database.MariaDB: "mariadbd", database.MySQL: "mysqld"}[kind]
	path, err := find(binary)
	if err != nil {
		return nil, fmt.Errorf("no DSN in CARTWRIGHT_TEST_MYSQL and no %s on PATH", binary)
	}
	if kind == database.MySQL {
		out, err := exec.Command(path, "--version").CombinedOutput()
		if err != nil || strings.Contains(string(out), "MariaDB") {
			return nil, fmt.Errorf("no DSN in CARTWRIGHT_TEST_MYSQL, and the mysqld on PATH is MariaDB's")
		}
	}
	dir, err := os.MkdirTemp("", "cartwright-"+binary+"-")
	if err != nil {
		return nil, err
	}
	// A MariaDB that starts removes every other one's temporary tables from the directory that they share.
	temporary := filepath.Join(dir, "tmp")
	if err := os.Mkdir(temporary, 0o700); err != nil {
		return nil, err
	}
	common := []string{"--no-defaults", "--datadir=" + filepath.Join(dir, "data"), "--tmpdir=" + temporary, "--user=" + user()}
	setup := exec.Command(path, append(common, "--initialize-insecure")...)
	if kind == database.MariaDB {
		install, err := find("mariadb-install-db")
		if err != nil {
			return nil, err
		}
		setup = exec.Command(install, append(common, "--auth-root-authentication-method=normal", "--skip-test-db")...)
	}
	if out, err := setup.CombinedOutput(); err != nil {
		_ = os.RemoveAll(dir)
		return nil, fmt.Errorf("set up %s: %w: %s", binary, err, out) // the cause stands first, advice follows it
	}
	port, err := freePort()
	if err != nil {
		return nil, err
	}
	run := exec.Command(path, append(common, fmt.Sprintf("--port=%d", port), "--bind-address=127.0.0.1",
		"--socket="+filepath.Join(dir, "s.sock"), "--pid-file="+filepath.Join(dir, "pid"), "--skip-log-bin", "--skip-name-resolve",
		"--innodb-flush-log-at-trx-commit=0", "--innodb-buffer-pool-size=128M", "--max-connections=300")...)
	run.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	log, err := os.Create(filepath.Join(dir, "log"))
	if err != nil {
		return nil, err
	}
	run.Stdout, run.Stderr = log, log
	if err := run.Start(); err != nil {
		return nil, fmt.Errorf("start %s: %w", binary, err)
	}
	stop := func() {
		_ = run.Process.Kill() // its data goes with it
		_ = run.Wait()
		_ = log.Close()
		_ = os.RemoveAll(dir)
	}
	s, err := await(fmt.Sprintf("root@tcp(127.0.0.1:%d)/", port))
	if err != nil {
		text, _ := os.ReadFile(filepath.Join(dir, "log"))
		stop()
		return nil, fmt.Errorf("%s did not start: %w: %s", binary, err, tail(text))
	}
	s.stop = stop
	return s, nil
}

// await connects as soon as the server lets it.
func await(dsn string) (*server, error) {
	ctx, cancel := context.WithTimeout(context.Background(), 60*time.Second)
	defer cancel()
	tick := time.NewTicker(50 * time.Millisecond)
	defer tick.Stop()
	for {
		_, s, err := connect(dsn)
		if err == nil {
			return s, nil
		}
		select {
		case <-ctx.Done():
			return nil, err
		case <-tick.C:
		}
	}
}

// stopServers ends what was started.
func stopServers() {
	fleet.Lock()
	defer fleet.Unlock()
	for _, s := range fleet.servers {
		_ = s.admin.Close()
		s.stop()
	}
	if dir := templates.Load(); dir != nil {
		_ = os.RemoveAll(*dir)
	}
}

// missing tells which databases were asked for and not to be had, and why; empty for none.
func missing() string {
	fleet.Lock()
	defer fleet.Unlock()
	var out []string
	for _, kind := range Kinds() {
		if why := fleet.missing[kind]; why != "" {
			out = append(out, fmt.Sprintf("%s (%s)", kind, why))
		}
	}
	return strings.Join(out, "; ")
}

func find(binary string) (string, error) {
	if path, err := exec.LookPath(binary); err == nil {
		return path, nil
	}
	return exec.LookPath("/usr/sbin/" + binary)
}

func freePort() (int, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port, nil
}

func user() string {
	if os.Geteuid() == 0 {
		return "root"
	}
	return os.Getenv("USER")
}

func tail(text []byte) string {
	if len(text) > 500 {
		text = text[len(text)-500:]
	}
	return string(text)
}
