package model

// SellingPlanGroup is a set of plans to buy by. There are none; the type stands here because gqlgen cannot make a struct
// that holds a connection of another struct it has yet to make.
type SellingPlanGroup struct {
	AppName      *string
	Name         string
	Options      []SellingPlanGroupOption
	SellingPlans *SellingPlanConnection
}
