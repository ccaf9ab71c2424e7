package model

// Node is a thing with a global id. The method keeps the executor from taking everything for a line of a cart: that
// interface is a Node itself.
type Node interface{ IsNode() }

// IsNode marks things with ids.
func (*Article) IsNode() {}

// IsNode marks things with ids.
func (*Blog) IsNode() {}

// IsNode marks things with ids.
func (*Cart) IsNode() {}

// IsNode marks things with ids.
func (*CartLine) IsNode() {}

// IsNode marks things with ids.
func (*Collection) IsNode() {}

// IsNode marks things with ids.
func (*ComponentizableCartLine) IsNode() {}

// IsNode marks things with ids.
func (*ExternalVideo) IsNode() {}

// IsNode marks things with ids.
func (*Location) IsNode() {}

// IsNode marks things with ids.
func (*MailingAddress) IsNode() {}

// IsNode marks things with ids.
func (*Market) IsNode() {}

// IsNode marks things with ids.
func (*MediaImage) IsNode() {}

// IsNode marks things with ids.
func (*Menu) IsNode() {}

// IsNode marks things with ids.
func (*MenuItem) IsNode() {}

// IsNode marks things with ids.
func (*Metafield) IsNode() {}

// IsNode marks things with ids.
func (*Metaobject) IsNode() {}

// IsNode marks things with ids.
func (*Model3d) IsNode() {}

// IsNode marks things with ids.
func (*Page) IsNode() {}

// IsNode marks things with ids.
func (*Product) IsNode() {}

// IsNode marks things with ids.
func (*ProductOption) IsNode() {}

// IsNode marks things with ids.
func (*ProductOptionValue) IsNode() {}

// IsNode marks things with ids.
func (*ProductVariant) IsNode() {}

// IsNode marks things with ids.
func (*Shop) IsNode() {}

// IsNode marks things with ids.
func (*ShopPolicy) IsNode() {}

// IsNode marks things with ids.
func (*UrlRedirect) IsNode() {}

// IsNode marks things with ids.
func (*Video) IsNode() {}
