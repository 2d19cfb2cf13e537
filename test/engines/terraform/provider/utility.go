package main

import (
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"math/big"
	"strings"
)

// utility invents strings for the small providers (random, tls, local, time, …).
func (f *faker) utility(name string) string {
	number := func(attr string, fallback int) int {
		var n big.Float
		if v := f.top[attr]; known(v) && v.As(&n) == nil {
			i, _ := n.Int64()
			return int(i)
		}
		return fallback
	}
	prefix := text(f.top["prefix"])
	switch f.typeName {
	case "random_string", "random_password":
		n := number("length", 16)
		switch name {
		case "result", "id":
			for len(f.seed) < n {
				f.seed += digest(f.seed)
			}
			return f.seed[:n]
		case "bcrypt_hash":
			return "$2a$10$" + f.seed[:53]
		}
	case "random_pet":
		return strings.Trim(prefix+"-gentle-otter", "-")
	case "random_uuid":
		return fmt.Sprintf("%s-%s-4%s-8%s-%s", f.seed[:8], f.seed[8:12], f.seed[13:16], f.seed[17:20], f.seed[20:32])
	case "random_id":
		raw, _ := hex.DecodeString(f.seed[:2*min(max(number("byte_length", 4), 1), 32)])
		switch name {
		case "hex":
			return prefix + hex.EncodeToString(raw)
		case "dec":
			return prefix + new(big.Int).SetBytes(raw).String()
		case "b64_std":
			return prefix + base64.StdEncoding.EncodeToString(raw)
		}
		return prefix + base64.RawURLEncoding.EncodeToString(raw)
	}
	switch {
	case strings.HasPrefix(name, "private_key"):
		return "-----BEGIN PRIVATE KEY-----\n" + f.seed + "\n-----END PRIVATE KEY-----\n"
	case strings.HasPrefix(name, "public_key_openssh"):
		return "ssh-rsa " + base64.StdEncoding.EncodeToString([]byte(f.seed)) + "\n"
	case strings.HasSuffix(name, "_pem"):
		return "-----BEGIN CERTIFICATE-----\n" + f.seed + "\n-----END CERTIFICATE-----\n"
	case strings.HasSuffix(name, "_time") || strings.HasPrefix(name, "rfc"):
		return "2024-01-01T00:00:00Z"
	}
	return f.seed[:40]
}
