package main

import (
	"math/big"
	"slices"

	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// plan turns the proposed state into what the provider would plan.
func (s *server) plan(typeName string, b *block, prior, proposed tftypes.Value) (tftypes.Value, []*tftypes.AttributePath) {
	if proposed.IsNull() {
		return proposed, nil
	}
	p := &planner{create: prior.IsNull(), framework: b.isFramework()}
	obj := p.block(b, proposed, prior)
	if p.create {
		if a := b.Attrs["region"]; a != nil && a.has("c") && !known(fields(proposed)["region"]) {
			obj["region"] = str(s.region)
		}
	}
	s.planTags(b, obj, p)
	if text(obj["load_balancer_type"]) == "network" {
		for _, name := range []string{"drop_invalid_header_fields", "idle_timeout", "client_keep_alive", "enable_http2", "desync_mitigation_mode", "preserve_host_header",
			"enable_waf_fail_open", "enable_xff_client_port", "xff_header_processing_mode", "enable_tls_version_and_cipher_suite_headers"} {
			if in := fields(proposed)[name]; in.Type() != nil && in.IsNull() {
				obj[name] = in
			}
		}
		if a := b.Attrs["enable_cross_zone_load_balancing"]; a != nil && obj["enable_cross_zone_load_balancing"].IsNull() {
			obj["enable_cross_zone_load_balancing"] = tftypes.NewValue(a.Type, false)
		}
	}
	planned := tftypes.NewValue(b.Object, obj)
	if p.create || planned.Equal(prior) {
		return planned, nil
	}
	// An update: what depends on the change is unknown again; a few attributes force replacement.
	var replace []*tftypes.AttributePath
	before := fields(prior)
	for _, name := range sortedKeys(b.Object.AttributeTypes) {
		forced := slices.Contains(replaceAlways, name) || slices.Contains(replaceOn[typeName], name)
		if a := b.Attrs[name]; a != nil && a.has("n") {
			forced = true
		}
		if n := b.Blocks[name]; n != nil && n.has("n") {
			forced = true
		}
		if forced && !obj[name].Equal(before[name]) {
			replace = append(replace, tftypes.NewAttributePath().WithAttributeName(name))
		}
	}
	return planned, replace
}

type planner struct{ create, framework bool }

// block plans one block: defaults for what is omitted, unknown for what the cloud decides.
func (p *planner) block(b *block, proposed, prior tftypes.Value) map[string]tftypes.Value {
	in, before := fields(proposed), fields(prior)
	out := map[string]tftypes.Value{}
	for name, a := range b.Attrs {
		v := in[name]
		switch {
		case a.has("w"):
			v = tftypes.NewValue(a.Type, nil)
		case v.IsNull() && a.Default != nil && !a.has("c"):
			v = fromGo(a.Type, a.Default)
		case v.IsNull() && a.Default != nil && before == nil:
			v = fromGo(a.Type, a.Default)
		case v.IsNull() && a.has("c") && before == nil:
			v = tftypes.NewValue(a.Type, tftypes.UnknownValue)
		}
		if !p.framework {
			v = collapse(v)
			if isObjectSet(a.Type) {
				v = zeroed(v)
			}
		}
		out[name] = v
	}
	for name, n := range b.Blocks {
		v := in[name]
		if n.Mode == "single" {
			if v.IsKnown() && !v.IsNull() {
				v = tftypes.NewValue(n.Block.Object, p.block(n.Block, v, orNull(before[name], n.Block.Object)))
			}
			out[name] = v
			continue
		}
		items := elements(v)
		if v.IsKnown() && len(items) == 0 && n.has("c") && !p.framework {
			if p.create {
				v = tftypes.NewValue(n.Type(), tftypes.UnknownValue)
			} else if old, ok := before[name]; ok {
				v = old
			}
		} else if v.IsKnown() && !v.IsNull() {
			olds := elements(before[name])
			planned := make([]tftypes.Value, len(items))
			for i, item := range items {
				if !item.IsKnown() || item.IsNull() {
					planned[i] = item
					continue
				}
				old := tftypes.NewValue(n.Block.Object, nil)
				if n.Mode == "list" && i < len(olds) {
					old = olds[i]
				} else if j := slices.IndexFunc(olds, func(o tftypes.Value) bool { return covers(o, item) }); j >= 0 {
					old, item = olds[j], olds[j]
				}
				planned[i] = tftypes.NewValue(n.Block.Object, p.block(n.Block, item, old))
			}
			v = tftypes.NewValue(n.Type(), planned)
		}
		out[name] = v
	}
	return out
}

// planTags computes tags_all from tags and the provider's default_tags.
func (s *server) planTags(b *block, obj map[string]tftypes.Value, p *planner) {
	all := b.Attrs["tags_all"]
	tags, ok := obj["tags"]
	if all == nil || !ok || !all.Type.Is(tftypes.Map{}) {
		return
	}
	switch own := fields(tags); {
	case !tags.IsFullyKnown():
		obj["tags_all"] = tftypes.NewValue(all.Type, tftypes.UnknownValue)
	case len(own)+len(s.defaultTags) > 0 || p.framework || !p.create:
		merged := map[string]tftypes.Value{}
		for _, m := range []map[string]tftypes.Value{s.defaultTags, own} {
			for k, v := range m {
				merged[k] = v
			}
		}
		obj["tags_all"] = tftypes.NewValue(all.Type, merged)
	}
}

// covers tells whether a prior set element is the proposed one with its computed gaps filled.
func covers(old, item tftypes.Value) bool {
	a, b := fields(old), fields(item)
	for k, v := range b {
		if v.IsKnown() && !v.IsNull() && !v.Equal(a[k]) {
			return false
		}
	}
	return len(b) > 0
}

// collapse: in the older SDK a list, set or map of primitives with one unknown element is
// unknown as a whole.
func collapse(v tftypes.Value) tftypes.Value {
	if !known(v) || v.IsFullyKnown() {
		return v
	}
	if obj := fields(v); obj != nil && !v.Type().Is(tftypes.Map{}) {
		for k := range obj {
			obj[k] = collapse(obj[k])
		}
		return tftypes.NewValue(v.Type(), obj)
	}
	if isObjectSet(v.Type()) {
		items := elements(v)
		for i := range items {
			items[i] = collapse(items[i])
		}
		return tftypes.NewValue(v.Type(), items)
	}
	return tftypes.NewValue(v.Type(), tftypes.UnknownValue)
}

// isObjectSet: attributes that are written as blocks, such as aws_security_group.ingress.
func isObjectSet(t tftypes.Type) bool {
	switch t := t.(type) {
	case tftypes.Set:
		return t.ElementType.Is(tftypes.Object{})
	case tftypes.List:
		return t.ElementType.Is(tftypes.Object{})
	}
	return false
}

// zeroed gives the omitted members of such objects the zero values that the older SDK plans:
// "", 0, false, [].
func zeroed(v tftypes.Value) tftypes.Value {
	items := elements(v)
	if len(items) == 0 {
		return v
	}
	for i, item := range items {
		if !item.IsKnown() || item.IsNull() {
			continue
		}
		obj := fields(item)
		for k, f := range obj {
			if f.IsNull() {
				obj[k] = zero(f.Type())
			} else if isObjectSet(f.Type()) {
				obj[k] = zeroed(f)
			}
		}
		items[i] = tftypes.NewValue(item.Type(), obj)
	}
	return tftypes.NewValue(v.Type(), items)
}

func zero(t tftypes.Type) tftypes.Value {
	switch {
	case t.Is(tftypes.String):
		return str("")
	case t.Is(tftypes.Number):
		return tftypes.NewValue(t, big.NewFloat(0))
	case t.Is(tftypes.Bool):
		return tftypes.NewValue(t, false)
	case t.Is(tftypes.List{}), t.Is(tftypes.Set{}):
		return tftypes.NewValue(t, []tftypes.Value{})
	case t.Is(tftypes.Map{}):
		return tftypes.NewValue(t, map[string]tftypes.Value{})
	}
	return tftypes.NewValue(t, nil)
}
