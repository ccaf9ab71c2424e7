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
	Version   int64

	Rates []Rate `gorm:"-"`
}

// TableName is the table of zones.
func (Zone) TableName() string { return "delivery_zones" }

// Rate is a row of delivery_rates. What the fields mean is said in price.Rate.
type Rate struct {
	ID          int64  `gorm:"primaryKey" json:"id,omitempty"`
	ZoneID      int64  `json:"zoneId,omitempty"`
	Handle      string `json:"handle"`
	Code        string `json:"code,omitempty"`
	Title       string `json:"title"`
	Description string `json:"description,omitempty"`
	Price       int64  `json:"price,omitempty"`
	PerKilogram int64  `json:"perKilogram,omitempty"`
	FreeFrom    int64  `json:"freeFrom,omitempty"`
	MinWeight   int64  `json:"minWeight,omitempty"`
	MaxWeight   int64  `json:"maxWeight,omitempty"`
	MinValue    int64  `json:"minValue,omitempty"`
	MaxValue    int64  `json:"maxValue,omitempty"`
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

// notedZone is what the audit log keeps of a zone.
type notedZone struct {
	Name   string        `json:"name"`
	Places []price.Place `json:"places"`
	Rates  []Rate        `json:"rates"`
}

func (z *Zone) noted() notedZone { return notedZone{z.Name, z.Places, z.Rates} }

// Pickup is a row of pickups: a location where goods can be collected.
type Pickup struct {
	LocationID  int64  `gorm:"primaryKey;autoIncrement:false" json:"locationId,omitempty"`
	Handle      string `json:"handle"`
	Title       string `json:"title"`
	Description string `json:"description,omitempty"`
	Country     string `json:"country"`
	Price       int64  `json:"price,omitempty"`
}

func (p *Pickup) rule() price.Pickup {
	return price.Pickup{LocationID: p.LocationID, Handle: p.Handle, Title: p.Title, Description: p.Description, Country: p.Country, Price: p.Price}
}

// TaxRate is a row of tax_rates. What the fields mean is said in price.TaxRate.
type TaxRate struct {
	ID          int64  `gorm:"primaryKey" json:"id,omitempty"`
	Title       string `json:"title"`
	Country     string `json:"country"`
	Province    string `json:"province,omitempty"`
	Class       string `json:"class,omitempty"`
	BasisPoints int64  `json:"basisPoints,omitempty"`
	OnDelivery  bool   `json:"onDelivery,omitempty"`
}

func (r *TaxRate) rule() price.TaxRate {
	return price.TaxRate{ID: r.ID, Title: r.Title, Country: r.Country, Province: r.Province, Class: r.Class, BasisPoints: r.BasisPoints, OnDelivery: r.OnDelivery}
}
