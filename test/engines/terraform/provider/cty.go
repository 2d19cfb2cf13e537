package main

import (
	"math/big"
	"slices"
	"sort"

	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

func known(v tftypes.Value) bool { return v.IsKnown() && !v.IsNull() && v.Type() != nil }

func fields(v tftypes.Value) map[string]tftypes.Value {
	if v.Type() == nil || !known(v) {
		return nil
	}
	out := map[string]tftypes.Value{}
	if v.As(&out) != nil {
		return nil
	}
	return out
}

func elements(v tftypes.Value) []tftypes.Value {
	if v.Type() == nil || !known(v) {
		return nil
	}
	var out []tftypes.Value
	if v.As(&out) != nil {
		return nil
	}
	return slices.Clone(out)
}

func text(v tftypes.Value) string {
	var out string
	if v.Type() == nil || !known(v) || !v.Type().Is(tftypes.String) || v.As(&out) != nil {
		return ""
	}
	return out
}

func texts(v tftypes.Value) []string {
	var out []string
	for _, e := range elements(v) {
		out = append(out, text(e))
	}
	return out
}

func str(s string) tftypes.Value { return tftypes.NewValue(tftypes.String, s) }

func orNull(v tftypes.Value, t tftypes.Type) tftypes.Value {
	if v.Type() == nil {
		return tftypes.NewValue(t, nil)
	}
	return v
}

func nulls(o tftypes.Object) map[string]tftypes.Value {
	out := map[string]tftypes.Value{}
	for name, t := range o.AttributeTypes {
		out[name] = tftypes.NewValue(t, nil)
		if isObjectSet(t) {
			out[name] = zero(t)
		}
	}
	return out
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	return keys
}

func firstNonEmpty(values ...string) string {
	for _, v := range values {
		if v != "" {
			return v
		}
	}
	return ""
}

// fromGo converts a value decoded from JSON to the given type; what does not fit becomes null.
func fromGo(t tftypes.Type, v any) tftypes.Value {
	null := tftypes.NewValue(t, nil)
	switch x := v.(type) {
	case nil:
		return null
	case []string:
		list := make([]any, len(x))
		for i := range x {
			list[i] = x[i]
		}
		return fromGo(t, list)
	case int:
		return fromGo(t, float64(x))
	case string:
		if t.Is(tftypes.String) {
			return str(x)
		}
		if f, _, err := big.ParseFloat(x, 10, 64, big.ToNearestEven); err == nil && t.Is(tftypes.Number) {
			return tftypes.NewValue(t, f)
		}
	case float64:
		if t.Is(tftypes.Number) {
			return tftypes.NewValue(t, big.NewFloat(x))
		}
		if t.Is(tftypes.String) {
			return str(big.NewFloat(x).Text('f', -1))
		}
	case bool:
		if t.Is(tftypes.Bool) {
			return tftypes.NewValue(t, x)
		}
		if t.Is(tftypes.String) {
			return str(map[bool]string{true: "true", false: "false"}[x])
		}
	case []any:
		var elem tftypes.Type
		switch c := t.(type) {
		case tftypes.List:
			elem = c.ElementType
		case tftypes.Set:
			elem = c.ElementType
		default:
			return null
		}
		items := []tftypes.Value{}
		for _, e := range x {
			items = append(items, fromGo(elem, e))
		}
		return tftypes.NewValue(t, items)
	case map[string]any:
		out := map[string]tftypes.Value{}
		switch c := t.(type) {
		case tftypes.Map:
			for k, e := range x {
				out[k] = fromGo(c.ElementType, e)
			}
		case tftypes.Object:
			for k, et := range c.AttributeTypes {
				out[k] = fromGo(et, x[k])
			}
		default:
			return null
		}
		return tftypes.NewValue(t, out)
	}
	return null
}
