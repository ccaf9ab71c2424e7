package demo

import "cartwright/internal/content"

// Pages declares the pages of the shop.
func Pages() []content.PageSpec {
	return []content.PageSpec{
		{Handle: "about", Title: "About Fernweir", PublishedAt: since("2025-03-04"),
			SEO: content.SEO{Title: "About Fernweir", Description: "Five workshops by a weir in the south of Ireland, and what they make."},
			BodyHTML: `<p>There is a weir where the river leaves the town, and beside it a row of sheds that used to be a mill. The first shed held one sewing machine and one jacket. The jacket leaked at the shoulder. The second one did not.</p>
<p>That was eleven winters ago. Now there are nineteen of us, and four workshops nearby whose things we sell because we had them at home anyway: Hollin Mill, Saltkiln Pottery, Quillet Joinery and Rookery Road Roasters.</p>
<h2>What we hold to</h2>
<ul><li>We say what a thing is made of, and where.</li><li>We make it so that it can be taken apart again.</li><li>We mend it for as long as the guarantee says, and usually after.</li></ul>
<p>The name, since people ask: there are ferns, and there is a weir.</p>`},
		{Handle: "mending", Title: "Mending", PublishedAt: since("2025-03-04"),
			SEO: content.SEO{Description: "How to send something in, what it costs and how long it takes."},
			BodyHTML: `<p>On Thursdays the big table is cleared and we mend. Zips, elbows, handles, seams that met a bramble: whatever came in during the week.</p>
<h2>How to send something in</h2>
<ol><li>Wash it, please.</li><li>Pin a note to the place: what happened, and how visible the mend may be.</li><li>Send it to Fernweir, 1 Fernweir Yard, Cork, or bring it in.</li></ol>
<h2>What it costs</h2>
<p>Nothing within the guarantee, if it is our fault or wear. Otherwise a zip is €18, a seam €8, a darn whatever you put in the jar. You pay after you have seen it.</p>`},
		{Handle: "sizing", Title: "Sizing", PublishedAt: since("2025-03-11"),
			SEO: content.SEO{Description: "Chest, waist and sleeve in centimetres for everything we sew and knit."},
			BodyHTML: `<p>Measure something that fits, laid flat, from armpit to armpit, and double it. That number is worth more than any letter.</p>
<table><thead><tr><th>Size</th><th>Chest</th><th>Sleeve</th><th>Back</th></tr></thead><tbody>
<tr><td>XS</td><td>88–92 cm</td><td>59 cm</td><td>64 cm</td></tr><tr><td>S</td><td>93–97 cm</td><td>61 cm</td><td>67 cm</td></tr>
<tr><td>M</td><td>98–103 cm</td><td>63 cm</td><td>70 cm</td></tr><tr><td>L</td><td>104–109 cm</td><td>65 cm</td><td>73 cm</td></tr>
<tr><td>XL</td><td>110–116 cm</td><td>67 cm</td><td>76 cm</td></tr><tr><td>XXL</td><td>117–124 cm</td><td>68 cm</td><td>78 cm</td></tr></tbody></table>
<p>Between two sizes, take the larger for jackets and the smaller for jumpers. Jumpers give.</p>`},
		{Handle: "shipping-and-returns", Title: "Shipping & Returns", PublishedAt: since("2025-03-04"),
			BodyHTML: `<p>Ordered before noon, it leaves the same day. Within Ireland it is €4.50, or nothing from €60; the rest of the world is in the <a href="/policies/shipping-policy">shipping policy</a>.</p>
<p>You have sixty days to change your mind, and <a href="/policies/refund-policy">all we ask</a> is that jars stay closed and soap stays dry.</p>`},
		{Handle: "workshops", Title: "The Workshops", PublishedAt: since("2025-06-10"),
			SEO: content.SEO{Description: "Who makes what, and what they are like to work with."},
			BodyHTML: `<h2>Hollin Mill</h2><p>Spins, dyes and knits wool two valleys over. Their newest machine is from 1961. They answer letters, not mail.</p>
<h2>Saltkiln Pottery</h2><p>Four potters, two wheels each, one kiln that is fired on Fridays. Come on a Saturday, when the door is opened.</p>
<h2>Quillet Joinery</h2><p>Ash and oak, felled within a day's drive and dried for as many years as it takes. They own screws, but only for the coffee machine.</p>
<h2>Rookery Road Roasters</h2><p>A drum of twelve kilograms, a very good nose and a radio that is always too loud. They roast on Tuesdays.</p>
<h2>Our own sewing room</h2><p>Jackets, bags and everything with a zip. You can watch through the window on Old Mill Quay; we wave.</p>`},
		{Handle: "contact", Title: "Contact", PublishedAt: since("2025-03-04"),
			BodyHTML: `<p>Write to <a href="mailto:hello@fernweir.example">hello@fernweir.example</a> or ring +353 20 910 0142, Monday to Friday, nine to five.</p>
<p>The shop by the weir is open from Tuesday to Saturday, ten to six; the one in Dublin every day but Monday, eleven to seven. Dogs are welcome in both.</p>`},
		{Handle: "frequently-asked", Title: "Questions people ask", PublishedAt: since("2025-08-19"),
			BodyHTML: `<h2>Will the wool itch?</h2><p>Lambswool less than you fear, more than cotton. Wear a collar under it for a week; then it is yours.</p>
<h2>Can I have the shelf in another size?</h2><p>The widths are set by the slots. Depth and height can be changed if you write before Friday, when the wood is cut.</p>
<h2>Do you have a catalogue on paper?</h2><p>Twice a year, for the price of the stamp. Send your address on the back of a nice postcard.</p>
<h2>Is the dog in the pictures for sale?</h2><p>No.</p>`},
	}
}
