package main

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"math/big"
	"net/netip"
	"strings"
	"sync"

	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

const account = "123456789012"

var (
	seenMu sync.Mutex
	seen   = map[string]int{}
)

// seedOf names a resource instance: the same configuration gives the same values every run,
// and two instances with equal configuration still differ.
func seedOf(typeName string, v tftypes.Value) string {
	seed := digest(typeName + v.String())
	seenMu.Lock()
	defer seenMu.Unlock()
	seen[seed]++
	return digest(fmt.Sprint(seed, seen[seed]))
}

func digest(s string) string {
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:])
}

// apply fills in everything that was unknown in the plan.
func (s *server) apply(typeName string, b *block, planned tftypes.Value) tftypes.Value {
	if planned.IsNull() {
		return planned
	}
	f := &faker{server: s, typeName: typeName, seed: seedOf(typeName, planned), top: fields(planned)}
	return f.block(b, planned)
}

// chosen: optional attributes that AWS fills in when they are omitted.
var chosen = map[string]bool{"id": true, "name": true, "bucket": true, "family": true, "identifier": true, "cluster_identifier": true, "function_name": true, "key_name": false,
	"availability_zone": true, "private_ip": true, "vpc_id": true, "subnet_id": true, "cidr_block": true, "region": true, "port": true, "network_interface_id": true,
	"engine_version": true, "kms_key_id": true, "security_group_rule_id": true, "main_route_table_id": true, "default_version": true}

type faker struct {
	server         *server
	typeName, seed string
	top            map[string]tftypes.Value
}

func (f *faker) block(b *block, v tftypes.Value) tftypes.Value {
	obj := fields(v)
	for name, a := range b.Attrs {
		if !obj[name].IsKnown() && a.has("o") && f.server.name == "aws" && !chosen[name] && (a.Type.Is(tftypes.String) || a.Type.Is(tftypes.Number) || a.Type.Is(tftypes.Bool)) {
			obj[name] = zero(a.Type) // an option left open stays empty
		} else if !obj[name].IsKnown() {
			obj[name] = f.value(name, a.Type)
		} else if !obj[name].IsFullyKnown() {
			obj[name], _ = tftypes.Transform(obj[name], func(_ *tftypes.AttributePath, x tftypes.Value) (tftypes.Value, error) {
				if !x.IsKnown() {
					return f.value(name, x.Type()), nil
				}
				return x, nil
			})
		}
	}
	for name, n := range b.Blocks {
		switch x := obj[name]; {
		case !x.IsKnown():
			obj[name] = tftypes.NewValue(n.Type(), []tftypes.Value{})
		case x.IsNull():
		case n.Mode == "single":
			obj[name] = f.block(n.Block, x)
		default:
			items := elements(x)
			for i := range items {
				items[i] = f.block(n.Block, items[i])
			}
			obj[name] = tftypes.NewValue(n.Type(), items)
		}
	}
	return tftypes.NewValue(b.Object, obj)
}

// value invents a value from the attribute's name and type.
func (f *faker) value(name string, t tftypes.Type) tftypes.Value {
	switch {
	case t.Is(tftypes.String):
		return str(f.text(name))
	case t.Is(tftypes.Bool):
		return tftypes.NewValue(t, false)
	case t.Is(tftypes.Number):
		return tftypes.NewValue(t, big.NewFloat(map[string]float64{"port": 443, "latest_version": 1, "default_version": 1, "revision": 1}[name]))
	case t.Is(tftypes.DynamicPseudoType):
		return str(f.text(name))
	case t.Is(tftypes.Set{}) && name == "tags_all":
		return zero(t)
	case t.Is(tftypes.Map{}), t.Is(tftypes.List{}), t.Is(tftypes.Set{}):
		if names := map[string]bool{"names": true, "ids": true, "zone_ids": true, "cidr_blocks": true}; names[name] {
			return fromGo(t, []string{f.text(strings.TrimSuffix(name, "s"))})
		}
		if l, ok := t.(tftypes.List); ok && l.ElementType.Is(tftypes.Object{}) {
			return tftypes.NewValue(t, []tftypes.Value{f.object(l.ElementType.(tftypes.Object))})
		}
		return zero(t)
	case t.Is(tftypes.Object{}):
		return f.object(t.(tftypes.Object))
	}
	return tftypes.NewValue(t, nil)
}

func (f *faker) object(o tftypes.Object) tftypes.Value {
	obj := map[string]tftypes.Value{}
	for name, t := range o.AttributeTypes {
		obj[name] = f.value(name, t)
	}
	return tftypes.NewValue(o, obj)
}

// text invents a string for an attribute.
func (f *faker) text(name string) string {
	kind := strings.TrimPrefix(f.typeName, "aws_")
	hash := f.seed[:17]
	region := f.server.region
	if f.server.name != "aws" {
		return f.utility(name)
	}
	label := firstNonEmpty(text(f.top["name"]), text(f.top["bucket"]), text(f.top["family"]), text(f.top["function_name"]),
		text(f.top["identifier"]), text(f.top["cluster_identifier"]), text(f.top["name_prefix"])+hash)
	switch {
	case name == "id" && idFrom[f.typeName] != "":
		if v := text(f.top[idFrom[f.typeName]]); v != "" {
			return v
		}
		return f.text(idFrom[f.typeName])
	case name == "id" && idPrefix[kind] != "":
		return idPrefix[kind] + "-" + hash
	case name == "arn" && kind == "s3_bucket":
		return "arn:aws:s3:::" + label
	case name == "arn" && strings.HasPrefix(kind, "iam_"):
		return fmt.Sprintf("arn:aws:iam::%s:%s/%s", account, strings.ReplaceAll(strings.TrimPrefix(kind, "iam_"), "_", "-"), label)
	case name == "arn" && (kind == "lb" || kind == "alb"):
		short := map[string]string{"network": "net", "gateway": "gwy"}[text(f.top["load_balancer_type"])]
		return fmt.Sprintf("arn:aws:elasticloadbalancing:%s:%s:loadbalancer/%s/%s/%s", region, account, firstNonEmpty(short, "app"), label, f.seed[:16])
	case name == "arn" || strings.HasSuffix(name, "_arn"):
		first, rest, _ := strings.Cut(kind, "_")
		id := label
		if idPrefix[kind] != "" {
			id = idPrefix[kind] + "-" + hash
		}
		return fmt.Sprintf("arn:aws:%s:%s:%s:%s/%s", firstNonEmpty(service[first], first), region, account, strings.ReplaceAll(firstNonEmpty(rest, kind), "_", "-"), id)
	case name == "account_id" || name == "owner_id" || name == "registry_id" || name == "aws_account_id":
		return account
	case name == "region":
		return region
	case name == "availability_zone":
		return region + "a"
	case strings.HasSuffix(name, "_id") && idPrefix[strings.TrimSuffix(name, "_id")] != "":
		return idPrefix[strings.TrimSuffix(name, "_id")] + "-" + hash
	case (name == "public_ip" || name == "public_dns") && kind == "instance" && !isTrue(f.top["associate_public_ip_address"]):
		return ""
	case name == "public_ip" || name == "carrier_ip":
		return fmt.Sprintf("203.0.113.%d", f.number(254)+1)
	case strings.HasPrefix(name, "private_ip"):
		return fmt.Sprintf("10.0.%d.%d", f.number(16), f.number(250)+4)
	case strings.Contains(name, "ipv6"):
		return netip.MustParsePrefix("2001:db8:1234::/56").String()
	case strings.HasSuffix(name, "cidr_block") || strings.HasSuffix(name, "cidr"):
		return "10.0.0.0/16"
	case name == "dns_name" || name == "domain_name" || name == "endpoint" || name == "address" || strings.HasSuffix(name, "_dns") ||
		strings.HasSuffix(name, "_endpoint") || name == "bucket_domain_name" || name == "bucket_regional_domain_name":
		return fmt.Sprintf("%s.%s.%s.amazonaws.com", strings.ToLower(label), strings.ReplaceAll(kind, "_", "-"), region)
	case name == "url" || strings.HasSuffix(name, "_url"):
		return fmt.Sprintf("https://%s.%s.amazonaws.com/%s", strings.ReplaceAll(kind, "_", "-"), region, label)
	case name == "repository_url":
		return fmt.Sprintf("%s.dkr.ecr.%s.amazonaws.com/%s", account, region, label)
	case name == "status" || name == "state" || name == "instance_state":
		return map[string]string{"instance_state": "running"}[name] + map[string]string{"status": "available", "state": "available"}[name]
	case name == "name" || name == "bucket" || name == "key_name" || name == "family":
		return firstNonEmpty(text(f.top[name+"_prefix"]), "terraform-") + hash
	case name == "hosted_zone_id" || name == "zone_id":
		return "Z" + strings.ToUpper(f.seed[:13])
	case name == "creation_date" || name == "created_date" || strings.HasSuffix(name, "_time") || strings.HasSuffix(name, "_at"):
		return "2024-01-01T00:00:00Z"
	case name == "partition":
		return "aws"
	case name == "dns_suffix":
		return "amazonaws.com"
	case name == "json" || name == "policy" || name == "minified_json":
		return "{}"
	case strings.HasSuffix(name, "_id") || name == "id":
		return f.seed[:20]
	}
	return ""
}

func isTrue(v tftypes.Value) bool {
	var b bool
	return v.Type() != nil && known(v) && v.As(&b) == nil && b
}

func (f *faker) number(below int) int {
	n := 0
	for _, c := range f.seed[:6] {
		n = n*31 + int(c)
	}
	return n % below
}
