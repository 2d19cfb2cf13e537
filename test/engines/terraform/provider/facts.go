package main

import (
	"encoding/json"
	"log"
	"strings"
)

// applyFacts corrects the derived schema from facts.json: planned defaults and flags that
// neither package states.
func applyFacts(provider string, s *schemaFile) {
	raw, err := schemaFiles.ReadFile("schema/facts.json")
	if err != nil {
		return
	}
	var facts map[string]map[string]map[string]any // provider → resource → attribute path → value
	if err := json.Unmarshal(raw, &facts); err != nil {
		log.Fatal(err)
	}
	for resource, attrs := range facts[provider] {
		b := s.Resources[resource]
		for path, fact := range attrs {
			steps := strings.Split(path, ".")
			at := b
			for _, step := range steps[:len(steps)-1] {
				if at == nil || at.Blocks[step] == nil {
					at = nil
					break
				}
				at = at.Blocks[step].Block
			}
			if at == nil {
				continue
			}
			name := steps[len(steps)-1]
			if a := at.Attrs[name]; a != nil {
				switch {
				case fact == "?": // unknown until applied
					a.Flags, a.Default = strings.ReplaceAll(a.Flags, "c", "")+"c", nil
				case fact == nil: // stays null
					a.Flags, a.Default = strings.ReplaceAll(a.Flags, "c", ""), nil
				default:
					a.Default = fact
				}
			} else if n := at.Blocks[name]; n != nil {
				n.Flags = map[bool]string{true: "c", false: ""}[fact == "?"]
			}
		}
	}
}
