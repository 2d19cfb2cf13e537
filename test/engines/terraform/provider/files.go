package main

import (
	"archive/zip"
	"crypto/md5"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
)

func localFile(_ *server, c arguments) (values, error) {
	b, err := os.ReadFile(text(c["filename"]))
	if err != nil {
		return nil, err
	}
	md, sh := md5.Sum(b), sha256.Sum256(b)
	return values{"content": string(b), "content_base64": base64.StdEncoding.EncodeToString(b), "id": digest(string(b))[:40], "content_md5": hex.EncodeToString(md[:]),
		"content_sha256": hex.EncodeToString(sh[:]), "content_base64sha256": base64.StdEncoding.EncodeToString(sh[:])}, nil
}

var simpleVariable = regexp.MustCompile(`\$?\$\{\s*([A-Za-z_][A-Za-z0-9_]*)\s*\}`)

// templateFile replaces ${name}; directives and expressions stay as they are.
func templateFile(_ *server, c arguments) (values, error) {
	template := firstNonEmpty(text(c["template"]), text(c["filename"]))
	vars := fields(c["vars"])
	rendered := simpleVariable.ReplaceAllStringFunc(template, func(m string) string {
		if strings.HasPrefix(m, "$$") {
			return m[1:]
		}
		if v, ok := vars[simpleVariable.FindStringSubmatch(m)[1]]; ok {
			return text(v)
		}
		return m
	})
	return values{"rendered": rendered, "id": digest(rendered)}, nil
}

func cloudinit(_ *server, c arguments) values {
	var sb strings.Builder
	sb.WriteString("Content-Type: multipart/mixed; boundary=\"MIMEBOUNDARY\"\nMIME-Version: 1.0\r\n\r\n")
	for _, part := range elements(c["part"]) {
		f := fields(part)
		fmt.Fprintf(&sb, "--MIMEBOUNDARY\r\nContent-Type: %s\r\nMime-Version: 1.0\r\n\r\n%s\r\n", firstNonEmpty(text(f["content_type"]), "text/plain"), text(f["content"]))
	}
	sb.WriteString("--MIMEBOUNDARY--\r\n")
	rendered := sb.String()
	encode := true
	if known(c["base64_encode"]) {
		_ = c["base64_encode"].As(&encode)
	}
	if encode { // gzip is left out: the bytes would differ anyway
		rendered = base64.StdEncoding.EncodeToString([]byte(rendered))
	}
	return values{"rendered": rendered, "id": digest(rendered)[:10], "boundary": "MIMEBOUNDARY"}
}

func archiveFile(_ *server, c arguments) (values, error) {
	out := text(c["output_path"])
	if err := os.MkdirAll(filepath.Dir(out), 0o755); err != nil {
		return nil, err
	}
	file, err := os.Create(out)
	if err != nil {
		return nil, err
	}
	zw := zip.NewWriter(file)
	add := func(name string, content []byte) error {
		w, err := zw.Create(name)
		if err == nil {
			_, err = w.Write(content)
		}
		return err
	}
	if name := text(c["source_content_filename"]); name != "" {
		err = add(name, []byte(text(c["source_content"])))
	}
	for _, src := range elements(c["source"]) {
		f := fields(src)
		err = add(text(f["filename"]), []byte(text(f["content"])))
	}
	if path := text(c["source_file"]); path != "" {
		b, readErr := os.ReadFile(path)
		if readErr != nil {
			return nil, readErr
		}
		err = add(filepath.Base(path), b)
	}
	if dir := text(c["source_dir"]); dir != "" {
		err = filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			b, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			rel, _ := filepath.Rel(dir, path)
			return add(rel, b)
		})
	}
	if err != nil {
		return nil, err
	}
	if err := zw.Close(); err != nil {
		return nil, err
	}
	if err := file.Close(); err != nil {
		return nil, err
	}
	b, err := os.ReadFile(out)
	sum := sha256.Sum256(b)
	return values{"output_sha": digest(string(b))[:40], "id": digest(string(b))[:40], "output_size": len(b), "output_sha256": hex.EncodeToString(sum[:]),
		"output_base64sha256": base64.StdEncoding.EncodeToString(sum[:]), "output_md5": digest(string(b))[:32]}, err
}
