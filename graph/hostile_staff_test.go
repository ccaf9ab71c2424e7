package graph_test

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/vektah/gqlparser/v2/ast"

	"cartwright/graph"
	"cartwright/graph/model"
	"cartwright/internal/account"
	"cartwright/internal/act"
	"cartwright/internal/catalog"
	"cartwright/internal/content"
	"cartwright/internal/database"
	"cartwright/internal/shop"
	"cartwright/internal/staff"
	"cartwright/internal/storetest"
)

// crew are people who run a shop, with what they are known by.
type crew struct {
	owner, helper                    string // tokens
	ownerID, helperID                string
	ownerSession, helperSession, key string
	hand, ruled, product             string         // collections, and a product of the first
	item                             string         // of a variant that is kept in stock
	terms                            map[string]any // what calls about what the shop sells on are known to take
	customer                         string
	goods                            goods
	upload                           string // the resourceUrl of a picture
}

// newCrew hires an owner, and somebody who may little.
func newCrew(t *testing.T, h *house) crew {
	t.Helper()
	c := crew{owner: h.hire(t, "owner@example.com", staff.Owner), helper: h.hire(t, "helper@example.com", staff.Support)}
	c.ownerID, c.helperID = model.GID("StaffMember", int64(1)), model.GID("StaffMember", int64(2))
	owner, err := h.staff.Authenticate(t.Context(), c.owner)
	if err != nil {
		t.Fatal(err)
	}
	helper, err := h.staff.Authenticate(t.Context(), c.helper)
	if err != nil {
		t.Fatal(err)
	}
	_, key, err := h.staff.CreateKey(t.Context(), owner, staff.KeySpec{Name: "Owner's key", Scopes: []staff.Permission{staff.ProductsRead}})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := h.catalog.CreateFiles(t.Context(), act.Nobody{}, []catalog.MediaSpec{{Kind: catalog.ExternalVideo, Source: "https://youtu.be/umbrella"}}); err != nil {
		t.Fatal(err)
	}
	c.terms = putTerms(t, h)
	c.ownerSession, c.helperSession, c.key = model.GID("StaffSession", owner.TokenID), model.GID("StaffSession", helper.TokenID), model.GID("ApiKey", key.ID)
	c.item = h.counted(t)
	c.hand, c.ruled, c.product = h.collect(t)
	ids, err := h.people.Import(t.Context(), []account.Imported{{Email: "ann@example.com"}})
	if err != nil {
		t.Fatal(err)
	}
	c.customer = model.GID("Customer", ids[0])
	c.goods, c.upload = h.stitch(t), h.uploaded(t)
	preview, err := h.catalog.PreviewPrices(t.Context(), catalog.PriceFilter{}, catalog.PriceRule{What: catalog.OwnPrice, Amount: new(int64(100))}, 0)
	if err != nil {
		t.Fatal(err)
	}
	c.terms["previewToken"] = preview.Token
	return c
}

// inputs are what stands in the arguments of the owner's calls.
func (c crew) inputs() map[string]any {
	known := map[string]any{
		"StaffSignInInput.email": "owner@example.com", "StaffSignInInput.code": omitted{}, "password": staffPassword, "newPassword": "a long new password",
		"StaffMemberCreateInput.email": "fresh@example.com", "StaffMemberUpdateInput.email": "other@example.com", "StaffMemberUpdateInput.active": true,
		"role": "CATALOGUE", "staffMemberPasswordSet.password": "a long new password", "StaffMemberCreateInput.password": "a long new password",
		"staffSessionEnd.id": c.helperSession, "apiKeyDelete.id": c.key, "id": c.helperID, "expiresAt": now.AddDate(0, 1, 0).Format(time.RFC3339),
		"scopes": "PRODUCTS_READ", "actorId": c.ownerID, "objectId": c.helperID, "actorKind": "STAFF", "code": "123456", "ID": c.helperID,
		"synonyms":        omitted{}, // a group has two texts and more
		"expectedVersion": json.Number("1"), "shopPolicyUpdate.expectedVersion": json.Number("0"), "handle": "something-new", "isPublished": omitted{}, "HTML": "<p>Something</p>", "url": "https://example.com/",
		"pageUpdate.id": "gid://shopify/Page/1", "pageDelete.id": "gid://shopify/Page/1", "blogUpdate.id": "gid://shopify/Blog/1", "blogDelete.id": "gid://shopify/Blog/1",
		"blogId": "gid://shopify/Blog/1", "articleUpdate.id": "gid://shopify/Article/1", "articleDelete.id": "gid://shopify/Article/1", "AuthorInput.name": omitted{},
		"image": omitted{}, "menuUpdate.id": "gid://shopify/Menu/1", "menuDelete.id": "gid://shopify/Menu/1", "MenuItemUpdateInput.id": "gid://shopify/MenuItem/1",
		"MenuItemCreateInput.type": "HTTP", "MenuItemUpdateInput.type": "HTTP", "resourceId": omitted{}, "metaobjectUpdate.id": "gid://shopify/Metaobject/1",
		"metaobjectDelete.id": "gid://shopify/Metaobject/1", "metaobjectDefinitionUpdate.id": "gid://shopify/MetaobjectDefinition/1",
		"metaobjectDefinitionDelete.id": "gid://shopify/MetaobjectDefinition/1", "MetaobjectCreateInput.type": "maker", "MetaobjectHandleInput.type": "maker",
		"MetaobjectFieldInput.key": "name", "MetaobjectDefinitionCreateInput.type": "potter", "MetaobjectDefinitionUpdateInput.displayNameKey": "name", "displayNameKey": "name",
		"MetaobjectFieldDefinitionCreateInput.type": "single_line_text_field", "MetaobjectFieldDefinitionCreateInput.key": "name", "MetaobjectFieldDefinitionOperationInput.create": omitted{},
		"MetaobjectFieldDefinitionOperationInput.delete": omitted{}, "MetaobjectFieldDefinitionUpdateInput.key": "name", "MetafieldDefinitionValidationInput.name": "max",
		"MetafieldDefinitionValidationInput.value": "100", "UrlRedirectInput.path": "/old", "UrlRedirectUpdateInput.path": "/older", "target": "/new", "urlRedirectBulkDeleteByIds.ids": "gid://shopify/UrlRedirect/1",
		"urlRedirectUpdate.id": "gid://shopify/UrlRedirect/1", "urlRedirectDelete.id": "gid://shopify/UrlRedirect/1", "marketUpdate.id": "gid://shopify/Market/1",
		"marketDelete.id": "gid://shopify/Market/1", "shopUpdate.input.email": "shop@example.com", "phone": "+353 1 555 0101", "publicUrl": "https://example.com",
		"background": "#34554a", "foreground": "#ffffff", "logo": omitted{}, "squareLogo": omitted{}, "coverImage": omitted{}, "currencyCode": "USD", "countryCode": "US", "languageCode": "EN",
	}
	maps.Copy(known, map[string]any{
		"filename": "a.png", "mimeType": "image/png", "resource": "IMAGE", "fileSize": "100", "httpMethod": "PUT",
		"FileCreateInput.originalSource": "https://youtu.be/umbrella", "FileCreateInput.contentType": "EXTERNAL_VIDEO",
		"FileUpdateInput.id": model.GID("ExternalVideo", int64(1)), "FileUpdateInput.previewImageSource": omitted{}, "fileIds": model.GID("ExternalVideo", int64(1)),
		"expectedUpdatedAt": omitted{},
	})
	maps.Copy(known, map[string]any{
		"customerKeep.id": c.customer, "CustomerDeleteInput.id": c.customer, "customerId": c.customer, "CustomerIdentifierInput.id": c.customer,
		"CustomerIdentifierInput.emailAddress": omitted{}, "ProductIdentifierInput.handle": omitted{}, "ProductVariantIdentifierInput.sku": omitted{},
		"CustomerKeepInput.state": "DISABLED", "limit": 10,
	})
	maps.Copy(known, c.stockInputs())
	maps.Copy(known, bulkInputs())
	maps.Copy(known, c.terms)
	maps.Copy(known, c.collectionInputs())
	maps.Copy(known, c.goods.inputs(c.hand))
	return known
}

// write makes one of everything that staff write.
func (h *house) write(t *testing.T) {
	t.Helper()
	ctx := t.Context()
	h.parcel(t)
	page, err := h.content.CreatePage(ctx, act.Nobody{}, content.PageSpec{Title: "About"}, content.Publication{})
	if err != nil {
		t.Fatal(err)
	}
	for _, make := range []func() error{
		func() (err error) {
			_, err = h.content.CreateBlog(ctx, act.Nobody{}, content.BlogSpec{Title: "News"})
			return err
		},
		func() (err error) {
			entry := content.ArticleEntry{BlogID: 1, ArticleSpec: content.ArticleSpec{Title: "Spring", Author: content.Author{FirstName: "Ada"}}}
			_, err = h.content.CreateArticle(ctx, act.Nobody{}, entry, content.Publication{})
			return err
		},
		func() (err error) {
			items := []content.MenuItemSpec{{Title: "About", Type: "PAGE", ResourceType: "Page", ResourceID: page.ID}}
			_, err = h.content.CreateMenu(ctx, act.Nobody{}, content.MenuSpec{Title: "Main", Handle: "main", Items: items})
			return err
		},
		func() (err error) {
			fields := []content.FieldDefinition{{Key: "name", Name: "Name", Type: "single_line_text_field"}}
			_, err = h.content.CreateDefinition(ctx, act.Nobody{}, content.DefinitionSpec{Type: "maker", Name: "Makers", Fields: fields})
			return err
		},
		func() (err error) {
			_, err = h.content.CreateMetaobject(ctx, act.Nobody{}, "maker", content.Entry{Values: []content.Value{{Key: "name", Value: "Mill"}}})
			return err
		},
		func() (err error) {
			_, err = h.content.CreateRedirect(ctx, act.Nobody{}, content.RedirectSpec{Path: "/a", Target: "/b"})
			return err
		},
		func() (err error) {
			_, err = h.shop.CreateMarket(ctx, act.Nobody{}, shop.Market{Name: "Home"})
			return err
		},
	} {
		if err := make(); err != nil {
			t.Fatal(err)
		}
	}
}

// beyondEverybody is a viewer's schema with those root fields alone that not everybody has.
func beyondEverybody(v staff.Viewer) *ast.Schema {
	everybody, s := graph.SchemaFor(staff.Viewer{}), *graph.SchemaFor(v)
	narrow := func(def, other *ast.Definition) *ast.Definition {
		out := *def
		out.Fields = slices.DeleteFunc(slices.Clone(def.Fields), func(f *ast.FieldDefinition) bool { return other.Fields.ForName(f.Name) != nil })
		return &out
	}
	s.Query, s.Mutation = narrow(s.Query, everybody.Query), narrow(s.Mutation, everybody.Mutation)
	return &s
}

// TestHostileStaffValues is TestHostileValues for the mutations of staff, called by an owner.
func TestHostileStaffValues(t *testing.T) {
	storetest.EachAt(t, func() time.Time { return now }, func(t *testing.T, db *database.DB) {
		h := newHouse(t, db)
		c := newCrew(t, h)
		h.write(t)
		as := graph.Request{Bearer: c.owner, Client: account.Client{Address: "192.0.2.7"}}
		assail(t, newCaller(h, beyondEverybody(roleViewer(staff.Owner)), as, c.inputs()), needsDevice...)
	})
}

// TestForeignStaffIDs has somebody who may little give every operation of staff the ids of the owner. The answers are
// those for ids that nothing has, and tell nothing of the owner.
func TestForeignStaffIDs(t *testing.T) {
	storetest.EachAt(t, func() time.Time { return now }, func(t *testing.T, db *database.DB) {
		h := newHouse(t, db)
		c := newCrew(t, h)
		was := h.picture(t)
		helper := newCaller(h, beyondEverybody(roleViewer(staff.Support)), graph.Request{Bearer: c.helper}, c.inputs())
		calls := 0
		for kind, fields := range map[ast.Operation]ast.FieldList{ast.Query: helper.schema.Query.Fields, ast.Mutation: helper.schema.Mutation.Fields} {
			for _, f := range fields {
				for _, p := range helper.places(f) {
					if !named(p) {
						continue
					}
					for _, id := range []string{c.ownerID, c.ownerSession, c.key} {
						answers := map[string]bool{}
						for _, given := range []string{id, id[:strings.LastIndexByte(id, '/')+1] + "987654321"} {
							body, statements := helper.call(t, kind, f, helper.arguments(f, p, given), false)
							calls++
							now := h.picture(t, append(written(statements), "staff_accounts")...)
							if changed := was.changed(now); len(slices.DeleteFunc(changed, func(name string) bool { return name == "staff_tokens" })) > 0 {
								t.Errorf("%s with %s changed %q", p, given, changed)
							}
							h.putBack(t, was, now)
							if strings.Contains(body, "owner@example.com") || strings.Contains(body, "Owner's key") {
								t.Errorf("%s with %s tells of the owner: %s", p, given, body)
							}
							answers[strings.ReplaceAll(body, given, "ID")] = true
						}
						if len(answers) != 1 {
							t.Errorf("%s tells %s from one that is not there: %v", p, id, answers)
						}
					}
				}
			}
		}
		t.Logf("%d calls", calls)
		if calls == 0 {
			t.Error("nothing was called")
		}
	})
}
