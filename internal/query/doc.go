// Package query reads the dialect's search text: what clients send as products(query: "…") and to the other listings. It
// knows syntax alone. Which names are fields is told by the caller, because products, pages and redirects have different
// ones; what a field means, and how a database looks for it, is the caller's too.
//
//	shirt "red shirt" shi*        a word, a phrase, the beginning of a word
//	title:shirt vendor:'A & B'    a field, and a quoted value
//	id:>12 price:<=9.5            comparators: :  :<  :<=  :>  :>=
//	sku:*                         the field has a value
//	a b   a AND b   a OR b        neighbours are joined by AND, which binds tighter than OR
//	NOT a   -a   -(a b)           NOT binds tighter than both; the minus stands at what it denies
//	tag:(a OR b)   id:(>3 <9)     a field for every term of a group that has none of its own
//	\( 12\:30 \-a \AND            a backslash takes the meaning from whatever follows it
//
// AND, OR and NOT are written in capitals and stand alone. Names of fields are read in any case; texts are kept as they
// are. Blanks are all that Unicode calls white space.
//
// # Whatever is written has a meaning
//
// People type into these boxes, and clients paste into templates what people typed. So no text is a syntax error; what
// has no meaning is read as the nearest thing that has one:
//
//   - A name that is no field makes the whole word plain again: 12:30, http://a.b. With a quoted value both are one phrase.
//   - A field without a value is a plain word (title: is the word title). A field over nothing, title:(), says nothing.
//     A field with a quoted empty value, vendor:"", compares with the empty text.
//   - A star is for the end of a text or phrase, or for a whole value. Before a text it is dropped, as are colons
//     around a plain word; within, both are letters. A star alone, colons alone, "" and () say nothing, and what says
//     nothing is not there: "a OR *" is a, "NOT ()" is everything.
//   - A connective with nothing to connect is dropped, and so is a NOT with nothing to deny. "NOT AND a" still denies a.
//   - A minus is for what follows it at once. Within a word it is a letter, alone it is a word.
//   - A quote opens a phrase where a term or a value begins; within a word it is a letter (it's, 12"). The double quote
//     without a second one runs to the end of the text; a single one is an apostrophe then. A single quote closes only
//     where a term can end, so 'men's shoes' is one phrase.
//   - A parenthesis that is not closed ends with the text; one that was not opened is dropped.
//   - A backslash before anything that is no syntax is a letter, as in AC\DC.
//   - Bytes that are no UTF-8 become U+FFFD, and NUL, which databases disagree about, a blank.
//
// The only faults are of the kind Limit: MaxBytes, MaxTerms and MaxDepth. Deeper groups are refused rather than flattened,
// because a flattened one would mean something else than what is written.
//
// # Why by hand
//
// Parser generators and combinators (goyacc, participle, PEG) are made for texts that are right or wrong; here every text
// is right, and recovery is most of the grammar. What is left is a recursive descent of one function for each level of
// precedence (parse.go) over the extents of words and quotes (lex.go), which reads every byte a bounded number of times.
//
// The tree (node.go) is normal: no And within And, no Or within Or, no Not within Not, no group of one. String writes it as
// text which, within the limits, parses back to the same tree.
package query
