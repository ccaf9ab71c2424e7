package demo

import (
	"strings"

	"cartwright/internal/content"
)

// Article is an article with the key of its picture; ImageID is for the caller to fill in.
type Article struct {
	content.ArticleSpec
	Picture string
	Alt     string
}

// Blogs declares the two blogs of the shop.
func Blogs() []content.BlogSpec {
	return []content.BlogSpec{
		{Handle: "journal", Title: "Journal", SEO: content.SEO{Description: "How things are made, mended and used beside the weir."}},
		{Handle: "news", Title: "News", SEO: content.SEO{Description: "Opening hours, new things and the occasional flood."}},
	}
}

// The voices of the journal; invented, like everything here, and without addresses that lead anywhere.
var (
	desker = content.Author{FirstName: "The", LastName: "Sewing Room", Email: "journal@fernweir.example", Bio: "Nineteen people, eleven machines and a dog."}
	potter = content.Author{FirstName: "Saltkiln", LastName: "Pottery", Email: "kiln@fernweir.example", Bio: "Four potters who take turns at the keyboard."}
	miller = content.Author{FirstName: "Hollin", LastName: "Mill", Email: "mill@fernweir.example", Bio: "Typed up from letters."}
)

// story declares an article whose excerpt is its first paragraph.
func story(blog, handle, title, day, alt string, by content.Author, tags []string, html string) Article {
	first, _, _ := strings.Cut(html, "\n")
	return Article{
		ArticleSpec: content.ArticleSpec{
			Blog: blog, Handle: handle, Title: title, ContentHTML: html, ExcerptHTML: first,
			Author: by, Tags: tags, PublishedAt: since(day),
		},
		Picture: "articles/" + handle, Alt: alt,
	}
}

// Articles declares what stands in the two blogs.
func Articles() []Article {
	return []Article{
		story("journal", "how-a-jumper-gets-its-colour", "How a jumper gets its colour", "2025-09-12", "Balls of wool in heather, moss and rust", miller, []string{"wool", "makers"},
			`<p>If you look closely at a Hollin Crew in heather, you will find no purple in it. There is a blue, a rose, a grey and some white that the sheep provided.</p>
<p>We dye the fleece before it is spun. That is slower and dearer than dyeing the yarn, and it means that a mistake is a large one: forty kilograms of the wrong rose. But fibres that were dyed apart and then carded together keep their own colours, and your eye does the mixing. From across the room it is one colour. At arm's length it is a hillside.</p>
<h2>The recipe book</h2>
<p>It is a school exercise book with a lock of wool glued to each page. Moss is on page nine: six parts green, two parts yellow, one part black sheep. Somebody has written beside it, in pencil, "more rain". We have kept to that.</p>
<p>When a colour runs out we card a handful by hand and hold it against the page, by the north window, before ten in the morning. If three of us agree, the machine is started.</p>`),
		story("journal", "opening-the-kiln", "Opening the kiln", "2025-10-18", "Pots glowing in the open door of a kiln", potter, []string{"stoneware", "makers"},
			`<p>The kiln is fired on Friday, and by Friday evening it stands at 1,280 degrees. Then nothing can be done but sleep badly.</p>
<p>On Saturday morning it has come down to two hundred, and the bricks of the door are taken out one by one. Everybody finds a reason to be in the yard. You see the top shelf first, where the flame goes, and you know from the rims what sort of week it will be.</p>
<h2>What the fire decides</h2>
<p>Celadon is a thin green glass over grey clay. With enough air it turns the colour of straw; with too little it goes blue and sulks. Tenmoku is mostly iron and breaks to rust wherever it runs thin, on edges and on the ridges that the fingers left. The speckle is the clay's own iron, coming through.</p>
<p>So the mugs in your cupboard do not match, and the teapot is its own. We could stop that with an electric kiln and a computer. We talk about it every winter, and then it is Saturday again.</p>`),
		story("journal", "a-shelf-without-screws", "A shelf without screws", "2025-08-22", "A wooden shelf half assembled, with a mallet", desker, []string{"furniture", "makers"},
			`<p>A weir holds back a river with boards dropped into slots. There is nothing to tighten. When the water rises, the boards are pressed home; when it falls, they are lifted out by hand.</p>
<p>The joinery had been walking past one for ten years before somebody said it aloud. The first Weir Shelf was made that afternoon from a bed, and it is still in the office, holding up forty kilograms of paper and a cactus.</p>
<h2>Why it does not wobble</h2>
<p>Each slot is cut three degrees off the vertical. The weight of the books draws the board down and the uprights together, so a full shelf is stiffer than an empty one. It is the opposite of how flat furniture usually behaves, and it means that you should not dust it too thoroughly.</p>
<p>Boards in five widths, five heights, five finishes. That would make 125 shelves, but some of those would fall over and some trees are not that long. There are 109.</p>`),
		story("journal", "two-nights-on-the-head", "Two nights on the head", "2025-06-14", "A tent on a headland above the sea at dusk", desker, []string{"camping", "outdoors"},
			`<p>The forecast said bright spells. We packed for the other thing.</p>
<p>There is a headland two hours west where the road stops at a gate, and behind the gate a path goes on to a hollow out of the wind. The sheep know it too. We had the tent up in nine minutes, which is not a record, and the kettle on in fourteen.</p>
<h2>What we took</h2>
<ul><li>One tent, and a patch that we did not need</li><li>Two blankets, of which the dog had one</li><li>A skillet, six eggs, half a loaf, all of the honey</li><li>A lantern, turned low</li></ul>
<p>It rained from two until five and then, as if somebody had remembered, it stopped. At six the whole bay was the colour of the inside of a shell. We drank coffee out of enamel and said nothing for about half an hour, which for some of us is a record.</p>`),
		story("journal", "coffee-slowly", "Coffee, slowly", "2026-01-24", "A coffee dripper on a glass jug beside a mug", desker, []string{"coffee", "kitchen"},
			`<p>The roasters gave us a lesson. It lasted three minutes and we have been practising for a year.</p>
<p>Thirty grams of coffee, ground like coarse sand. Rinse the paper, because paper tastes of paper. Pour sixty grams of water just off the boil, and wait: the coffee swells and sighs, which is gas leaving. That is half a minute in which you cannot do anything useful. Look out of the window.</p>
<p>Then pour in slow circles, from the middle outwards and back, and stop at five hundred grams. If it runs through in under two and a half minutes, grind finer. If it takes more than three and a half, grind coarser. If it tastes good, leave everything as it is and write it down, because tomorrow you will have forgotten.</p>
<h2>The water</h2>
<p>Ours comes off a hill and is soft. Yours may be hard, and then the bright notes go flat. A filter jug helps; so does a darker roast.</p>`),
		story("journal", "the-mending-table", "The mending table", "2026-02-19", "A darned elbow, scissors and reels of thread", desker, []string{"mending"},
			`<p>Every Thursday there is a jumper with a note pinned to it. "Gate." "Dog." "I do not know and I do not want to talk about it."</p>
<p>A darn is a small piece of weaving. You lay threads one way across the hole, then you go over and under them the other way, and at the edges you catch every loop that is still alive. It takes twenty minutes for a hole the size of a coin, and if the wool is the right colour nobody will find it. More and more people ask for the wrong colour.</p>
<h2>Do it yourself</h2>
<p>You need a blunt needle, wool a little thinner than the jumper's, and something round to stretch it over; an orange will do. Start a centimetre outside the hole, where the fabric is still strong. Leave a small loop at every turn, because wool shrinks and the darn has to have something to give.</p>
<p>It will be lumpy. Wash it, and it will be less so. Wear it, and it will be the part you show people.</p>`),
		story("journal", "sowing-a-small-meadow", "Sowing a small meadow", "2026-03-21", "Wildflowers in front of low hills", desker, []string{"garden"},
			`<p>A meadow wants poor soil, some light and to be left alone. Most of us can offer at least two.</p>
<p>Take off the turf, or turn it under. Rake until it looks like crumble. Mix the seed with dry sand so that you can see where you have been, and scatter half of it walking north, half walking east. Do not cover it. Walk on it instead, in flat shoes, as if you were thinking something over.</p>
<p>The first summer is mostly green and a bit of a disappointment. The second one has daisies. In the third the yellow rattle has bitten the grass short, and you will hear the patch before you see it, because of the bees.</p>
<h2>Once a year</h2>
<p>Cut it at the end of August, leave it lying for three days so that the seed drops, then carry everything off. That is all the gardening there is.</p>`),
		story("news", "the-dublin-shop-is-open", "The Dublin shop is open", "2025-05-03", "A shopfront with a green awning", desker, []string{"shops"},
			`<p>After a winter of plaster we have opened at 27 Drapers' Steps, in the shop that used to sell buttons.</p>
<p>We kept the drawers. There are two hundred and twelve of them, and we have found things for about sixty. The rest still have buttons in them, and if you bring in a coat that lacks one we will look together.</p>
<p>Open every day but Monday, from eleven to seven. The mending box stands by the door; what goes in on Wednesday evening is on the table in Cork on Thursday.</p>`),
		story("news", "last-orders-for-the-holidays", "Last orders for the holidays", "2025-12-01", "A wrapped parcel with a sprig of fern", desker, []string{"shipping"},
			`<p>The van will come on every working day until 23 December, and the driver has asked us to tell you that he also has a home.</p>
<ul><li>Ireland: order by noon on 22 December</li><li>European Union: by noon on 16 December</li><li>Overseas: by noon on 9 December</li></ul>
<p>Chairs and shelves that are ordered now will be made in January; we send a drawing to put under the tree. Gift cards go by mail and know no last day.</p>`),
	}
}
