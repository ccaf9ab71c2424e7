package catalog

import "math/big"

// measure is a unit as a multiple of the smallest of its kind, in whole numbers.
type measure struct {
	kind string // the dialect's UnitPriceMeasurementMeasuredType
	size int64
}

// unitFactors holds the dialect's measured units: weights in micrograms, volumes in nanolitres, lengths in micrometres,
// areas in square millimetres.
var unitFactors = map[string]measure{
	"MG": {"WEIGHT", 1_000}, "G": {"WEIGHT", 1_000_000}, "KG": {"WEIGHT", 1_000_000_000},
	"OZ": {"WEIGHT", 28_349_523}, "LB": {"WEIGHT", 453_592_370},
	"ML": {"VOLUME", 1_000_000}, "CL": {"VOLUME", 10_000_000}, "L": {"VOLUME", 1_000_000_000}, "M3": {"VOLUME", 1_000_000_000_000},
	"FLOZ": {"VOLUME", 29_573_530}, "PT": {"VOLUME", 473_176_473}, "QT": {"VOLUME", 946_352_946}, "GAL": {"VOLUME", 3_785_411_784},
	"MM": {"LENGTH", 1_000}, "CM": {"LENGTH", 10_000}, "M": {"LENGTH", 1_000_000},
	"IN": {"LENGTH", 25_400}, "FT": {"LENGTH", 304_800}, "YD": {"LENGTH", 914_400},
	"M2": {"AREA", 1_000_000}, "FT2": {"AREA", 92_903},
	"ITEM": {"COUNT", 1},
}

// MeasuredType is the dialect's UnitPriceMeasurementMeasuredType of a unit; UNKNOWN for others.
func MeasuredType(unit string) string {
	if m, ok := unitFactors[unit]; ok {
		return m.kind
	}
	return "UNKNOWN"
}

// unitAmount is price · reference·to ÷ (milli/1000 · from), rounded half up; the intermediate needs more than 64 bits.
// It is not ok when the amount itself does.
func unitAmount(price, milli, from, reference, to int64) (amount int64, ok bool) {
	num := big.NewInt(price)
	for _, f := range []int64{reference, to, 1000, 2} {
		num.Mul(num, big.NewInt(f))
	}
	den := new(big.Int).Mul(big.NewInt(milli), big.NewInt(from))
	num.Add(num, den)
	num.Quo(num, den.Mul(den, big.NewInt(2)))
	return num.Int64(), num.IsInt64()
}

// MicrogramsOf is how many micrograms a unit of weight has.
func MicrogramsOf(u WeightUnit) int64 {
	return unitFactors[map[WeightUnit]string{Grams: "G", Kilograms: "KG", Ounces: "OZ", Pounds: "LB"}[u]].size
}
