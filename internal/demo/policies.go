package demo

import "cartwright/internal/shop"

// policies are the shop's terms: short, complete, and fit to be read aloud. A merchant replaces them by ones a lawyer
// has seen.
func policies() []shop.PolicySpec {
	return []shop.PolicySpec{
		{Kind: shop.Privacy, Handle: "privacy-policy", Title: "Privacy policy", BodyHTML: `<p>We keep what we need to send you a parcel, and no more.</p>
<h2>What we store</h2>
<p>Your name, address, e-mail address and the list of what you bought. Card numbers go straight to the payment provider; we never see them.</p>
<h2>How long</h2>
<p>Orders stay for seven years, because the tax office wants them to. Everything else is deleted when you ask, or two years after your last order.</p>
<h2>Who else sees it</h2>
<p>The carrier sees your address. The payment provider sees the amount. Nobody else sees anything, and nothing is sold.</p>
<h2>Your rights</h2>
<p>You may see, correct, take along or erase your data at any time. Write to <a href="mailto:privacy@fernweir.example">privacy@fernweir.example</a>; a person answers within a week. You may also complain to the data protection authority of your country.</p>`},
		{Kind: shop.Refund, Handle: "refund-policy", Title: "Returns and refunds", BodyHTML: `<p>You have sixty days. Try the jumper on, put the pan on the hob, sleep in the tent in the garden.</p>
<h2>How it works</h2>
<ol><li>Write to us with the order number, or use the slip in the parcel.</li><li>Send it back in anything that closes. Within Ireland we pay for that.</li><li>Your money is back five working days after the parcel is.</li></ol>
<h2>What cannot come back</h2>
<p>Food that has been opened, soap that has been used and gift cards. Things that were made to your measure can come back for a mend, not for a refund.</p>
<h2>Right of withdrawal</h2>
<p>Whatever is said above, consumers in the European Union may withdraw from a purchase within fourteen days of receiving it, without giving a reason.</p>`},
		{Kind: shop.Shipping, Handle: "shipping-policy", Title: "Shipping", BodyHTML: `<p>Orders placed before noon leave the same day, from Monday to Friday.</p>
<table><thead><tr><th>To</th><th>Costs</th><th>Takes</th></tr></thead><tbody>
<tr><td>Ireland</td><td>€4.50, free from €60</td><td>1 to 2 working days</td></tr>
<tr><td>European Union</td><td>€9.00, free from €120</td><td>3 to 5 working days</td></tr>
<tr><td>Great Britain, Norway, Switzerland</td><td>€14.00, duties included</td><td>4 to 7 working days</td></tr>
<tr><td>United States, Canada</td><td>€24.00, duties not included</td><td>6 to 10 working days</td></tr></tbody></table>
<p>Furniture travels by van. We agree on a day with you before it sets off.</p>`},
		{Kind: shop.TermsOfService, Handle: "terms-of-service", Title: "Terms of service", BodyHTML: `<p>These terms apply to the use of this site.</p>
<h2>The site</h2>
<p>We try to keep it correct and open at all hours, and sometimes we miss. Prices and pictures that are plainly wrong bind neither of us.</p>
<h2>Your account</h2>
<p>Keep your password to yourself and tell us when somebody else has it. You may close the account at any time; we may close it if it is used to cheat.</p>
<h2>Words and pictures</h2>
<p>They belong to us or to the makers. Share them with a link; ask before you print them.</p>
<h2>Law</h2>
<p>Irish law applies. If you are a consumer elsewhere in the European Union, the protection of your own country's law stays with you.</p>`},
		{Kind: shop.TermsOfSale, Handle: "terms-of-sale", Title: "Terms of sale", BodyHTML: `<h2>The contract</h2>
<p>What you see in the shop is an invitation. Your order is the offer; our mail saying that the parcel has left is the acceptance.</p>
<h2>Price and payment</h2>
<p>Prices are in euro and include Irish value added tax. You pay when you order. Gift cards can be spent in parts and do not expire.</p>
<h2>Delivery and risk</h2>
<p>The goods travel at our risk until you, or the neighbour you named, hold them.</p>
<h2>If something is wrong</h2>
<p>The law gives you at least two years. Most of our things have a longer guarantee, which is written beside each of them. We mend first, replace second and refund third, unless you would rather have it otherwise.</p>`},
		{Kind: shop.LegalNotice, Handle: "legal-notice", Title: "Legal notice", BodyHTML: `<p>Fernweir is a demonstration shop. The company, the people and the goods are invented; nothing can be bought here and nothing will arrive.</p>
<p>Fernweir Trading Company<br>1 Fernweir Yard, Old Mill Quay<br>Cork T12 FW01<br>Ireland</p>
<p>Telephone +353 20 910 0142, e-mail <a href="mailto:hello@fernweir.example">hello@fernweir.example</a></p>`},
		{Kind: shop.Contact, Handle: "contact-information", Title: "Contact", BodyHTML: `<p>Write to <a href="mailto:hello@fernweir.example">hello@fernweir.example</a>, or ring +353 20 910 0142 from Monday to Friday between nine and five. If nobody picks up, we are at the loom; try again in ten minutes.</p>
<p>Fernweir, 1 Fernweir Yard, Old Mill Quay, Cork T12 FW01, Ireland</p>`},
		{Kind: shop.Subscription, Handle: "subscription-policy", Title: "Subscriptions", BodyHTML: `<p>We do not sell anything by subscription at present. Should we begin with the coffee, this is how it will be: you choose the day, you can skip a parcel up to the evening before it is packed, and you can stop whenever you like with one click and no letter.</p>`},
	}
}
