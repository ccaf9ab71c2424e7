package graph

import (
	"errors"
	"slices"

	"cartwright/graph/model"
	"cartwright/internal/act"
	"cartwright/internal/fault"
	"cartwright/internal/money"
)

// userErrors shows a fault of a mutation of staff as data, below the argument that it belongs to; empty where there is none.
// What is not the request's fault stays an error.
func userErrors(argument string, err error) ([]model.StaffUserError, error) {
	var f *fault.Fault
	if !errors.As(err, &f) {
		return []model.StaffUserError{}, err
	}
	if f.Kind == fault.Unavailable || len(f.Path) > 0 && f.Path[0] == act.KeyField { // a key is no argument
		return nil, err
	}
	if argument != "" && len(f.Path) > 0 && f.Path[0] != "expectedVersion" {
		f = f.At(argument)
	}
	code := model.StaffUserErrorCode(f.Label())
	if !code.IsValid() {
		code = model.StaffUserErrorCodeInvalid
	}
	return []model.StaffUserError{{Code: code, Field: f.Path, Message: f.Text}}, nil
}

// version is the version that a mutation expects; nil expects none.
func version(expected *int) *int64 {
	if expected == nil {
		return nil
	}
	return new(int64(*expected))
}

// amount reads an amount of the shop's money; path is the input field that it stands in.
func amount(path, text string, c money.Currency) (int64, error) {
	m, err := money.Parse(text, c)
	if err != nil {
		return 0, fault.Invalidf(path, "%v", err)
	}
	return m.Minor, nil
}

// faultOf is the fault in an error.
func faultOf(err error) (*fault.Fault, bool) {
	var f *fault.Fault
	return f, errors.As(err, &f)
}

// expectations are the inputs that tell what a mutation was thought out for.
var expectations = []string{"expectedVersion", "previewToken", "compareDigest"}

// stale reports whether an error says that somebody has been quicker: then the thing is shown as it is now.
func stale(err error) bool {
	f, ok := faultOf(err)
	return ok && f.Kind == fault.Conflict && len(f.Path) > 0 && slices.Contains(expectations, f.Path[len(f.Path)-1])
}
