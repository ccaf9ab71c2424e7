package graph

import (
	"fmt"
	"sync"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/errcode"
	"github.com/99designs/gqlgen/graphql/executor"
	"github.com/hashicorp/golang-lru/v2/simplelru"
	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"cartwright/graph/internal/exec"
	"cartwright/internal/staff"
)

// outlook is the schema as viewers with the same permissions have it. A document is checked against it, so what they may
// not use is to them as unknown as what there is not, and a field that nobody is kept from costs nothing.
type outlook struct {
	graphql.ExecutableSchema             // lists what introspection shows
	usable                   *ast.Schema // what may be used
	docs                     *documents
	exec                     *executor.Executor
}

// Schema is what may be used. Introspection, which the executor answers by itself, shows what is listed.
func (o *outlook) Schema() *ast.Schema { return o.usable }

// newOutlook makes a viewer's outlook; bytes bounds the text of the documents that are kept parsed.
func (e *Engine) newOutlook(v staff.Viewer, bytes int) *outlook {
	full := Schema()
	o := &outlook{usable: narrow(full, func(r rule) bool { return r.admits(v) }), docs: newDocuments(bytes)}
	o.ExecutableSchema = exec.NewExecutableSchema(exec.Config{Schema: narrow(full, func(r rule) bool { return r.lists(v) }), Resolvers: e.resolver})
	o.exec = executor.New(o)
	o.exec.SetQueryCache(o.docs)
	o.exec.SetParserTokenLimit(e.limits.Tokens)
	o.exec.SetDisableSuggestion(true)
	o.exec.SetErrorPresenter(e.presenter.present)
	o.exec.SetRecoverFunc(e.presenter.recovered)
	o.exec.Use(guard{limits: e.limits, docs: o.docs, schema: o.usable})
	return o
}

// outlooks keeps the outlooks of staff by their permissions: there are as many as roles, and as different keys.
type outlooks struct {
	mu  sync.Mutex
	lru *simplelru.LRU[string, *outlook]
}

// maxOutlooks bounds what is kept; one takes some hundred kilobytes, and milliseconds to make.
const maxOutlooks = 64

func newOutlooks() *outlooks {
	lru, err := simplelru.NewLRU[string, *outlook](maxOutlooks, nil)
	if err != nil {
		panic(err) // the size is a positive constant
	}
	return &outlooks{lru: lru}
}

// of is the outlook of a viewer.
func (e *Engine) of(v staff.Viewer) *outlook {
	if !v.Staff() {
		return e.everybody
	}
	key := fmt.Sprint(v.Permissions())
	e.staff.mu.Lock()
	defer e.staff.mu.Unlock()
	if o, ok := e.staff.lru.Get(key); ok {
		return o
	}
	o := e.newOutlook(v, e.limits.CacheBytes/8)
	e.staff.lru.Add(key, o)
	return o
}

// denied tells a viewer of staff which permission a document needs, where that is all that is wrong with it.
func denied(text string, v staff.Viewer, errs gqlerror.List) *gqlerror.Error {
	if !v.Staff() || errs[0].Extensions["code"] != errcode.ValidationFailed {
		return nil
	}
	doc, wrong := gqlparser.LoadQueryWithRules(Schema(), text, nil)
	if wrong != nil {
		return nil
	}
	name, r, found := forbidden(doc, v)
	if !found {
		return nil
	}
	err := gqlerror.Errorf("%s is for those who are signed in as staff", name)
	if r.needs != "" {
		err = gqlerror.Errorf("%s needs the permission %s, which you do not have", name, r.needs)
	}
	err.Extensions = map[string]any{"code": "ACCESS_DENIED"}
	return err
}
