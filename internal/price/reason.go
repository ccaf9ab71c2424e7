package price

// words says a reason to people.
func (r Reason) words() string {
	switch r {
	case NotFound:
		return "there is no such discount"
	case NotHonoured:
		return "a better discount was taken that it does not combine with"
	case Inactive:
		return "it is not in force now"
	case CustomerMissing:
		return "it is for certain customers, and nobody is signed in"
	case CustomerIneligible:
		return "it is for other customers"
	case CustomerUsedUp:
		return "the customer has used it as often as one may"
	case UsedUp:
		return "it has been used as often as it may"
	case NoEntitledLines:
		return "the cart holds nothing that it applies to"
	case NoEntitledDelivery:
		return "the cart has no delivery that it applies to"
	case AmountNotInRange:
		return "what it applies to costs less than it asks for"
	case QuantityNotInRange:
		return "the cart holds fewer units than it asks for"
	}
	return "it applies"
}
