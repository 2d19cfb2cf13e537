package main

import (
	"encoding/json"
	"fmt"
	"sort"
	"strings"

	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

type orderedJSON []struct {
	key   string
	value any
}

func (o orderedJSON) MarshalJSON() ([]byte, error) {
	parts := []string{}
	for _, e := range o {
		var sb strings.Builder
		enc := json.NewEncoder(&sb)
		enc.SetEscapeHTML(false)
		if err := enc.Encode(e.value); err != nil {
			return nil, err
		}
		parts = append(parts, fmt.Sprintf("%q:%s", e.key, strings.TrimSpace(sb.String())))
	}
	return []byte("{" + strings.Join(parts, ",") + "}"), nil
}

func (o *orderedJSON) add(key string, value any) {
	*o = append(*o, struct {
		key   string
		value any
	}{key, value})
}

func oneOrMany(list []string) any {
	sort.Sort(sort.Reverse(sort.StringSlice(list)))
	if len(list) == 1 {
		return list[0]
	}
	return list
}

func principals(blocks []tftypes.Value) any {
	byType := map[string][]string{}
	for _, p := range blocks {
		f := fields(p)
		byType[text(f["type"])] = append(byType[text(f["type"])], texts(f["identifiers"])...)
	}
	if ids := byType["*"]; len(byType) == 1 && len(ids) == 1 && ids[0] == "*" {
		return "*"
	}
	out := values{}
	for kind, ids := range byType {
		out[kind] = oneOrMany(ids)
	}
	return out
}

func policyDocument(_ *server, c arguments) (values, error) {
	statements := []any{}
	place := func(sid string, statement any) { // a later statement with the same Sid replaces an earlier one
		for i, old := range statements {
			if sid != "" && sidOf(old) == sid {
				statements[i] = statement
				return
			}
		}
		statements = append(statements, statement)
	}
	merge := func(documents []string) error {
		for _, doc := range documents {
			var parsed struct{ Statement any }
			if doc == "" {
				continue
			}
			if err := json.Unmarshal([]byte(doc), &parsed); err != nil {
				return err
			}
			list, ok := parsed.Statement.([]any)
			if !ok && parsed.Statement != nil {
				list = []any{parsed.Statement}
			}
			for _, st := range list {
				place(sidOf(st), st)
			}
		}
		return nil
	}
	if err := merge(texts(c["source_policy_documents"])); err != nil {
		return nil, err
	}
	for _, block := range elements(c["statement"]) {
		f := fields(block)
		var st orderedJSON
		if sid := text(f["sid"]); sid != "" {
			st.add("Sid", sid)
		}
		st.add("Effect", firstNonEmpty(text(f["effect"]), "Allow"))
		for _, pair := range [][2]string{{"actions", "Action"}, {"not_actions", "NotAction"}, {"resources", "Resource"}, {"not_resources", "NotResource"}} {
			if list := texts(f[pair[0]]); len(list) > 0 {
				st.add(pair[1], oneOrMany(list))
			}
		}
		for _, pair := range [][2]string{{"principals", "Principal"}, {"not_principals", "NotPrincipal"}} {
			if list := elements(f[pair[0]]); len(list) > 0 {
				st.add(pair[1], principals(list))
			}
		}
		conditions := map[string]map[string]any{}
		for _, cond := range elements(f["condition"]) {
			cf := fields(cond)
			test := text(cf["test"])
			if conditions[test] == nil {
				conditions[test] = map[string]any{}
			}
			list := texts(cf["values"])
			if len(list) == 1 {
				conditions[test][text(cf["variable"])] = list[0]
			} else {
				conditions[test][text(cf["variable"])] = list
			}
		}
		if len(conditions) > 0 {
			st.add("Condition", conditions)
		}
		place(text(f["sid"]), st)
	}
	if err := merge(texts(c["override_policy_documents"])); err != nil {
		return nil, err
	}
	var doc orderedJSON
	doc.add("Version", firstNonEmpty(text(c["version"]), "2012-10-17"))
	if id := text(c["policy_id"]); id != "" {
		doc.add("Id", id)
	}
	doc.add("Statement", statements)
	minified, err := doc.MarshalJSON()
	if err != nil {
		return nil, err
	}
	var pretty strings.Builder
	enc := json.NewEncoder(&pretty)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(json.RawMessage(minified)); err != nil {
		return nil, err
	}
	return values{"json": strings.TrimSpace(pretty.String()), "minified_json": string(minified), "id": digest(string(minified))[:10]}, nil
}

func sidOf(statement any) string {
	switch st := statement.(type) {
	case orderedJSON:
		for _, e := range st {
			if e.key == "Sid" {
				return e.value.(string)
			}
		}
	case map[string]any:
		sid, _ := st["Sid"].(string)
		return sid
	}
	return ""
}
