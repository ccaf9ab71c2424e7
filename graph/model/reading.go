package model

// ReadingPayload is what became of a mutation about a customer; all of them are parts of this shape.
type ReadingPayload struct {
	Customer          *Customer
	Data              *string
	DeletedCustomerID *string
	UserErrors        []StaffUserError
}

// The payloads about customers, for staff.
type (
	CustomerDataRequestPayload = ReadingPayload
	CustomerDeletePayload      = ReadingPayload
	CustomerKeepPayload        = ReadingPayload
)

// The connection of customers and its edges.
type (
	CustomerConnection = Connection[*Customer]
	CustomerEdge       = Edge[*Customer]
)
