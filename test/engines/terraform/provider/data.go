package main

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"os"
	"strings"

	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// read answers a data source: a file named by TFSTUB_DATA first, then the table below, and
// invented values for the rest.
func (s *server) read(typeName string, b *block, config tftypes.Value) (tftypes.Value, error) {
	obj := fields(config)
	answer := map[string]any{}
	if fn := dataSources[typeName]; fn != nil {
		var err error
		if answer, err = fn(s, obj); err != nil {
			return config, err
		}
	}
	if err := override(typeName, obj, answer); err != nil {
		return config, err
	}
	for name, v := range answer {
		if t := b.Object.AttributeTypes[name]; t != nil && (obj[name].IsNull() || b.Attrs[name] != nil && b.Attrs[name].Flags == "c") {
			obj[name] = fromGo(t, v)
		}
	}
	f := &faker{server: s, typeName: typeName, seed: digest(typeName + config.String()), top: obj}
	for name, a := range b.Attrs {
		if obj[name].IsNull() && a.has("c") {
			obj[name] = f.value(name, a.Type)
		}
	}
	return tftypes.NewValue(b.Object, obj), nil
}

// override reads TFSTUB_DATA: {"aws_ami": {"id": "ami-1"}} or, to answer by argument,
// {"aws_ssm_parameter": [{"when": {"name": "/x"}, "set": {"value": "y"}}]}.
func override(typeName string, config map[string]tftypes.Value, answer map[string]any) error {
	path := os.Getenv("TFSTUB_DATA")
	if path == "" {
		return nil
	}
	raw, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	var all map[string]json.RawMessage
	if err := json.Unmarshal(raw, &all); err != nil {
		return fmt.Errorf("TFSTUB_DATA: %w", err)
	}
	if all[typeName] == nil {
		return nil
	}
	rules := []struct {
		When map[string]string `json:"when"`
		Set  map[string]any    `json:"set"`
	}{{}}
	if err := json.Unmarshal(all[typeName], &rules); err != nil {
		if err := json.Unmarshal(all[typeName], &rules[0].Set); err != nil {
			return fmt.Errorf("TFSTUB_DATA: %s: %w", typeName, err)
		}
	}
	for _, rule := range rules {
		ok := true
		for k, want := range rule.When {
			ok = ok && text(config[k]) == want
		}
		if ok {
			for k, v := range rule.Set {
				answer[k] = v
			}
		}
	}
	return nil
}

type values = map[string]any
type arguments = map[string]tftypes.Value
type source func(*server, arguments) (values, error)

func fixed(f func(*server, arguments) values) source {
	return func(s *server, c arguments) (values, error) { return f(s, c), nil }
}

func hexID(prefix, seed string) string { return prefix + "-" + digest(prefix + seed)[:17] }

var dataSources = map[string]source{
	"aws_availability_zones": fixed(func(s *server, c arguments) values {
		zones, ids := []string{}, []string{}
		for i, letter := range "abc" {
			zones = append(zones, s.region+string(letter))
			ids = append(ids, fmt.Sprintf("%s-az%d", s.region, i+1))
		}
		return values{"id": s.region, "names": zones, "zone_ids": ids, "group_names": []string{s.region}}
	}),
	"aws_availability_zone": fixed(func(s *server, c arguments) values {
		name := firstNonEmpty(text(c["name"]), s.region+"a")
		return values{"id": name, "name": name, "name_suffix": name[len(name)-1:], "region": s.region, "state": "available", "zone_id": s.region + "-az1", "group_name": s.region, "zone_type": "availability-zone"}
	}),
	"aws_region": fixed(func(s *server, c arguments) values {
		name := firstNonEmpty(text(c["name"]), text(c["region"]), s.region)
		return values{"id": name, "name": name, "region": name, "endpoint": "ec2." + name + ".amazonaws.com", "description": "US East (N. Virginia)"}
	}),
	"aws_caller_identity": fixed(func(*server, arguments) values {
		return values{"id": account, "account_id": account, "arn": "arn:aws:iam::" + account + ":user/test", "user_id": "AIDACKCEVSQ6C2EXAMPLE"}
	}),
	"aws_partition": fixed(func(*server, arguments) values {
		return values{"id": "aws", "partition": "aws", "dns_suffix": "amazonaws.com", "reverse_dns_prefix": "com.amazonaws"}
	}),
	"aws_vpc": fixed(func(_ *server, c arguments) values {
		id := firstNonEmpty(text(c["id"]), "vpc-0d5b1b2c3d4e5f607")
		var isDefault bool
		_ = c["default"].As(&isDefault)
		return values{"id": id, "cidr_block": "172.31.0.0/16", "default": isDefault || text(c["id"]) == "" && len(elements(c["filter"])) == 0 && len(fields(c["tags"])) == 0,
			"state": "available", "enable_dns_support": true, "enable_dns_hostnames": true, "instance_tenancy": "default", "owner_id": account,
			"main_route_table_id": hexID("rtb", id), "dhcp_options_id": hexID("dopt", id), "ipv6_cidr_block": "", "ipv6_association_id": "",
			"cidr_block_associations": []any{values{"association_id": hexID("vpc-cidr-assoc", id), "cidr_block": "172.31.0.0/16", "state": "associated"}}}
	}),
	"aws_subnets": fixed(subnetIDs),
	"aws_subnet": fixed(func(s *server, c arguments) values {
		id := firstNonEmpty(text(c["id"]), "subnet-0a1b2c3d4e5f60718")
		return values{"id": id, "vpc_id": "vpc-0d5b1b2c3d4e5f607", "cidr_block": "172.31.0.0/20", "availability_zone": s.region + "a", "availability_zone_id": s.region + "-az1",
			"map_public_ip_on_launch": true, "state": "available", "owner_id": account, "default_for_az": true, "available_ip_address_count": 4091, "ipv6_cidr_block": ""}
	}),
	"aws_security_group": fixed(func(_ *server, c arguments) values {
		return values{"id": firstNonEmpty(text(c["id"]), "sg-0f1e2d3c4b5a69788"), "name": firstNonEmpty(text(c["name"]), "default"), "vpc_id": "vpc-0d5b1b2c3d4e5f607", "description": "default VPC security group"}
	}),
	"aws_security_groups": fixed(func(*server, arguments) values {
		return values{"ids": []string{"sg-0f1e2d3c4b5a69788"}, "vpc_ids": []string{"vpc-0d5b1b2c3d4e5f607"}}
	}),
	"aws_ami": fixed(func(_ *server, c arguments) values {
		id := hexID("ami", fmt.Sprint(texts(c["owners"]), text(c["name_regex"]), c["filter"]))
		return values{"id": id, "image_id": id, "name": "ami-for-tests", "architecture": "x86_64", "root_device_name": "/dev/xvda", "root_device_type": "ebs", "virtualization_type": "hvm",
			"state": "available", "public": true, "hypervisor": "xen", "image_type": "machine", "owner_id": "137112412989", "creation_date": "2024-01-01T00:00:00.000Z",
			"block_device_mappings": []any{values{"device_name": "/dev/xvda", "virtual_name": "", "no_device": "", "ebs": values{"volume_size": "8", "volume_type": "gp3", "delete_on_termination": "true", "encrypted": "false"}}}}
	}),
	"aws_ami_ids": fixed(func(*server, arguments) values { return values{"ids": []string{"ami-0123456789abcdef0"}} }),
	"aws_ec2_managed_prefix_list": fixed(func(s *server, c arguments) values {
		name := firstNonEmpty(text(c["name"]), "com.amazonaws.global.cloudfront.origin-facing")
		id := firstNonEmpty(text(c["id"]), hexID("pl", name))
		return values{"id": id, "name": name, "address_family": "IPv4", "max_entries": 45, "owner_id": "AWS", "version": 1, "arn": "arn:aws:ec2:" + s.region + ":aws:prefix-list/" + id,
			"entries": []any{values{"cidr": "120.52.22.96/27", "description": ""}, values{"cidr": "130.176.0.0/17", "description": ""}}}
	}),
	"aws_prefix_list": fixed(func(s *server, c arguments) values {
		name := firstNonEmpty(text(c["name"]), "com.amazonaws."+s.region+".s3")
		return values{"id": hexID("pl", name), "name": name, "cidr_blocks": []string{"52.216.0.0/15"}}
	}),
	"aws_ip_ranges": fixed(func(*server, arguments) values {
		return values{"id": "1704067200", "cidr_blocks": []string{"120.52.22.96/27", "130.176.0.0/17", "13.32.0.0/15"}, "ipv6_cidr_blocks": []string{"2600:9000::/28"}, "create_date": "2024-01-01-00-00-00", "sync_token": 1704067200}
	}),
	"aws_route53_zone": fixed(func(_ *server, c arguments) values {
		id := firstNonEmpty(text(c["zone_id"]), "Z0123456789ABCDEFGHIJ")
		return values{"id": id, "zone_id": id, "name": firstNonEmpty(text(c["name"]), "example.com"), "name_servers": []string{"ns-1.awsdns-01.org", "ns-2.awsdns-02.net"}}
	}),
	"aws_ssm_parameter": fixed(func(_ *server, c arguments) values {
		value := "value-of-" + text(c["name"])
		if strings.Contains(text(c["name"]), "ami") {
			value = hexID("ami", text(c["name"]))
		}
		return values{"value": value, "insecure_value": value, "type": "String", "version": 1, "id": text(c["name"])}
	}),
	"aws_secretsmanager_secret_version": fixed(func(_ *server, c arguments) values {
		secret, _ := json.Marshal(values{"username": "user", "password": "password-from-stub", "host": "db.example.com", "port": "5432"})
		return values{"secret_string": string(secret), "secret_binary": "", "version_id": "00000000-0000-0000-0000-000000000001", "id": text(c["secret_id"]) + "|AWSCURRENT"}
	}),
	"aws_elb_service_account": fixed(func(*server, arguments) values {
		return values{"id": "127311923021", "arn": "arn:aws:iam::127311923021:root"}
	}),
	"aws_eks_cluster": fixed(func(s *server, c arguments) values {
		return values{"id": text(c["name"]), "endpoint": "https://0123456789ABCDEF.gr7." + s.region + ".eks.amazonaws.com", "version": "1.31", "status": "ACTIVE",
			"certificate_authority": []any{values{"data": base64.StdEncoding.EncodeToString([]byte("certificate"))}}}
	}),
	"aws_iam_policy_document":   policyDocument,
	"local_file":                localFile,
	"local_sensitive_file":      localFile,
	"template_file":             templateFile,
	"template_cloudinit_config": fixed(cloudinit),
	"cloudinit_config":          fixed(cloudinit),
	"archive_file":              archiveFile,
	"http": fixed(func(_ *server, c arguments) values {
		return values{"id": text(c["url"]), "status_code": 200, "body": "203.0.113.7\n", "response_body": "203.0.113.7\n", "response_body_base64": "MjAzLjAuMTEzLjcK", "response_headers": values{"Content-Type": "text/plain"}}
	}),
	"external": fixed(func(*server, arguments) values { return values{"id": "-", "result": values{}} }),
}

func subnetIDs(_ *server, c arguments) values {
	seed := text(c["vpc_id"])
	return values{"ids": []string{hexID("subnet", seed+"a"), hexID("subnet", seed+"b"), hexID("subnet", seed+"c")}}
}
