// Package bulk brings files into the shop, with a report for every row that needs one.
//
// Import reads the product CSV of the hosted platform, in both of its templates: the older one ("Handle", "Body (HTML)",
// "Variant Price") and the newer ("URL handle", "Description", "Price"). The file is a stream. Its bytes pass through
// four hands, and none of them holds more than it needs:
//
//   - text.go finds out how the bytes are encoded and hands on UTF-8;
//   - records.go cuts the text into records, one row of a spreadsheet each, and drops what is too long to be one;
//   - header.go knows what the columns mean; draft.go gathers the rows of one handle and makes a catalog.Spec of them;
//   - batch.go fetches the pictures, hands the specs to the Sink in batches, and reads its answers back into lines
//     that name a row and a column.
//
// ImportPeople (people.go) reads customers in the columns of that platform's export with the first two hands, and makes
// accounts of them by account.Service.Import.
//
// What is wrong in the file is a Line and stops one product. What is wrong with the file as a whole is a fault, found
// before anything is written. What is wrong with the system is an error. A file may be imported again at any time, after
// an interruption too: products are known by their handles, and the same rows make the same specs.
package bulk
