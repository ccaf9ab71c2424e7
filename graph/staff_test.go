package graph_test

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/pquerna/otp/totp"

	"cartwright/internal/catalog"
	"cartwright/internal/database"
	"cartwright/internal/staff"
	"cartwright/internal/storetest"
)

// TestStaff plays the stories of testdata/staff, each in a shop of its own with one owner, on every database. Who asks is
// the first word of an operation's name: ownerLooks comes with the owner's token, signIn with none.
func TestStaff(t *testing.T) {
	files, err := filepath.Glob("testdata/staff/*.graphql")
	if err != nil || len(files) == 0 {
		t.Fatal("there are no stories", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".graphql"), func(t *testing.T) {
			storetest.EachAt(t, func() time.Time { return now }, func(t *testing.T, db *database.DB) {
				text, err := os.ReadFile(file)
				if err != nil {
					t.Fatal(err)
				}
				s := newStory(newHouse(t, db))
				s.house.warm(t)
				s.house.hire(t, "owner@example.com", staff.Owner)
				s.known["member1"] = "gid://shopify/StaffMember/1"
				s.bearers = map[string]string{}
				s.before = map[string]func(*testing.T, *story){"ownerConfirms": authenticator, "anybodyFindsNothing": rainwear, "ownerStagesRain": wardrobe, "ownerCollects": sendFiles, "ownerStocks": shelved, "ownerKeeps": sendFiles, "signInToStock": stocked, "ownerUnpacks": unpacked, "ownerCountsAll": backroom}
				answers, counted := s.play(t, string(text))
				storetest.Golden(t, strings.TrimSuffix(file, ".graphql")+".golden.json", answers)
				if counted != string(text) && storetest.Updating() {
					err = os.WriteFile(file, []byte(counted), 0o644)
				} else if counted != string(text) {
					t.Errorf("the numbers of statements are others; with them the file is\n%s", counted)
				}
				if err != nil {
					t.Fatal(err)
				}
			})
		})
	}
}

// rainwear puts something to find into the shop.
func rainwear(t *testing.T, s *story) {
	t.Helper()
	past := now.AddDate(0, -1, 0)
	for handle, title := range map[string]string{"umbrella": "Umbrella", "coat": "Rain coat, blue"} {
		field := catalog.MetafieldSpec{Namespace: "custom", Key: "material", Type: "single_line_text_field", Value: map[string]string{"umbrella": "Nylon", "coat": "Wax"}[handle]}
		out, err := s.house.catalog.Put(t.Context(), catalog.Spec{Handle: handle, Title: title, Status: catalog.Active, PublishedAt: &past,
			Variants: []catalog.VariantSpec{{Price: 1000}}, Metafields: []catalog.MetafieldSpec{field}})
		if err != nil || out.Err != nil {
			t.Fatal(err, out.Err)
		}
	}
}

// authenticator reads the code that a device would show for the secret of the story.
func authenticator(t *testing.T, s *story) {
	t.Helper()
	code, err := totp.GenerateCode(s.known["secret"].(string), now)
	if err != nil {
		t.Fatal(err)
	}
	s.known["code"] = code
}

// asker is the first word of an operation's name.
func asker(operation string) string {
	if i := strings.IndexFunc(operation, unicode.IsUpper); i > 0 {
		return operation[:i]
	}
	return operation
}

// unforeseen are the parts of an answer that nobody can foresee, with the names that goldens show instead. A text is hidden
// before its beginnings are.
var unforeseen = []struct {
	find *regexp.Regexp
	name string
}{
	{regexp.MustCompile(`cw_(?:staff|key)_[A-Za-z0-9_-]{20,}`), "token"},
	{regexp.MustCompile(`"url":"https://shop\.example(/uploads/[^"]+)"`), "put"},
	{regexp.MustCompile(`/uploads/(up_[0-9a-f]{32})"`), "upload"},
	{regexp.MustCompile(`"prefix":"([^"]+)"`), "prefix"},
	{regexp.MustCompile(`"secret":"([A-Z2-7]+)"`), "secret"},
	{regexp.MustCompile(`"([a-z2-7]{4}-[a-z2-7]{4}-[a-z2-7]{4}-[a-z2-7]{4})"`), "recovery"},
}

// learnStaff learns the secrets of staff from an answer, and hides them.
func (s *story) learnStaff(operation, answer string) {
	for _, r := range unforeseen {
		for _, m := range r.find.FindAllStringSubmatch(answer, -1) {
			text := m[len(m)-1]
			if slices.Contains(s.masked, text) {
				continue
			}
			s.masked = append(s.masked, text, fmt.Sprintf("%s%d", strings.ToUpper(r.name), len(s.masked)/2+1))
			switch r.name {
			case "token":
				s.sign(operation, text)
			case "put":
				s.known[fmt.Sprintf("put%d", len(s.values("put"))+1)] = text
			case "upload":
				s.known[fmt.Sprintf("upload%d", len(s.values("upload"))+1)] = "https://shop.example/uploads/" + text
			case "secret":
				s.known["secret"] = text
			case "recovery":
				s.known[fmt.Sprintf("recovery%d", len(s.values("recovery"))+1)] = text
			}
		}
	}
	s.masks = strings.NewReplacer(s.masked...)
}

// sign gives a token to whom it is for: a key to the key, a session to whoever asked, or to the owner.
func (s *story) sign(operation, token string) {
	who := asker(operation)
	switch {
	case strings.HasPrefix(token, "cw_key_"):
		who = "key"
	case who == "sign":
		who = "owner"
	}
	s.bearers["former"], s.bearers[who] = s.bearers[who], token
}
