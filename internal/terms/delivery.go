package terms

import (
	"slices"
	"strings"
	"time"

	"cartwright/internal/price"
)

// Zone is a row of delivery_zones: a part of the world, with its rates.
type Zone struct {
	ID        int64 `gorm:"primaryKey"`
	Name      string
	Places    []price.Place `gorm:"serializer:json"` // empty: the rest of the world
	CreatedAt time.Time
	UpdatedAt time.Time

	Rates []Rate `gorm:"-"`
}

// TableName is the table of zones.
func (Zone) TableName() string { return "delivery_zones" }

// Rate is a row of delivery_rates. What the fields mean is said in price.Rate.
type Rate struct {
	ID          int64 `gorm:"primaryKey"`
	ZoneID      int64
	Handle      string
	Code        string
	Title       string
	Description string
	Price       int64
	PerKilogram int64
	FreeFrom    int64
	MinWeight   int64
	MaxWeight   int64
	MinValue    int64
	MaxValue    int64
}

// TableName is the table of rates.
func (Rate) TableName() string { return "delivery_rates" }

func (r *Rate) rule() price.Rate {
	return price.Rate{ID: r.ID, Handle: r.Handle, Code: r.Code, Title: r.Title, Description: r.Description, Price: r.Price, PerKilogram: r.PerKilogram,
		FreeFrom: r.FreeFrom, MinWeight: r.MinWeight, MaxWeight: r.MaxWeight, MinValue: r.MinValue, MaxValue: r.MaxValue}
}

// rule is the zone as deliveries are priced by it.
func (z *Zone) rule() price.Zone {
	out := price.Zone{ID: z.ID, Name: z.Name, Places: z.Places}
	for i := range z.Rates {
		out.Rates = append(out.Rates, z.Rates[i].rule())
	}
	return out
}

// sorted is the zone with its rates in the order of their handles, to compare it by.
func (z Zone) sorted() Zone {
	z.Rates = list(slices.Clone(z.Rates))
	slices.SortFunc(z.Rates, func(a, b Rate) int { return strings.Compare(a.Handle, b.Handle) })
	return z
}

// Pickup is a row of pickups: a location where goods can be collected.
type Pickup struct {
	LocationID  int64 `gorm:"primaryKey;autoIncrement:false"`
	Handle      string
	Title       string
	Description string
	Country     string
	Price       int64
}

func (p *Pickup) rule() price.Pickup {
	return price.Pickup{LocationID: p.LocationID, Handle: p.Handle, Title: p.Title, Description: p.Description, Country: p.Country, Price: p.Price}
}

// TaxRate is a row of tax_rates. What the fields mean is said in price.TaxRate.
type TaxRate struct {
	ID          int64 `gorm:"primaryKey"`
	Title       string
	Country     string
	Province    string
	Class       string
	BasisPoints int64
	OnDelivery  bool
}

func (r *TaxRate) rule() price.TaxRate {
	return price.TaxRate{ID: r.ID, Title: r.Title, Country: r.Country, Province: r.Province, Class: r.Class, BasisPoints: r.BasisPoints, OnDelivery: r.OnDelivery}
}
