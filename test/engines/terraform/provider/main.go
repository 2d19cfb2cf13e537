// A stand-in for Terraform providers: it serves the real schemas, plans as the real provider
// would, and invents plausible values where the real one would ask the cloud. It calls no API.
// The file name it is run under (terraform-provider-NAME) chooses the provider.
package main

import (
	"context"
	"log"
	"os"
	"path/filepath"
	"strings"

	"github.com/hashicorp/terraform-plugin-go/tfprotov5"
	"github.com/hashicorp/terraform-plugin-go/tfprotov5/tf5server"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

func main() {
	name := strings.TrimPrefix(filepath.Base(os.Args[0]), "terraform-provider-")
	name, _, _ = strings.Cut(name, "_")
	schema, err := loadSchema(name)
	if err != nil {
		log.Fatal(err)
	}
	applyFacts(name, schema)
	region := firstNonEmpty(os.Getenv("AWS_REGION"), os.Getenv("AWS_DEFAULT_REGION"), "us-east-1")
	s := &server{name: name, schema: schema, region: region, defaultTags: map[string]tftypes.Value{}}
	if err := tf5server.Serve("tfstub/"+name, func() tfprotov5.ProviderServer { return s }); err != nil {
		log.Fatal(err)
	}
}

type server struct {
	tfprotov5.ProviderServer // methods that Terraform does not call here
	name                     string
	schema                   *schemaFile
	region                   string
	defaultTags              map[string]tftypes.Value
}

func (s *server) GetProviderSchema(context.Context, *tfprotov5.GetProviderSchemaRequest) (*tfprotov5.GetProviderSchemaResponse, error) {
	resp := &tfprotov5.GetProviderSchemaResponse{
		Provider:           &tfprotov5.Schema{Block: s.schema.Provider.proto()},
		ResourceSchemas:    map[string]*tfprotov5.Schema{},
		DataSourceSchemas:  map[string]*tfprotov5.Schema{},
		ServerCapabilities: &tfprotov5.ServerCapabilities{GetProviderSchemaOptional: true},
	}
	if s.name == "aws" {
		resp.ProviderMeta = &tfprotov5.Schema{Block: &tfprotov5.SchemaBlock{Attributes: []*tfprotov5.SchemaAttribute{
			{Name: "user_agent", Type: tftypes.List{ElementType: tftypes.String}, Optional: true},
		}}}
	}
	for name, b := range s.schema.Resources {
		resp.ResourceSchemas[name] = &tfprotov5.Schema{Version: schemaVersion[name], Block: b.proto()}
	}
	for name, b := range s.schema.Data {
		resp.DataSourceSchemas[name] = &tfprotov5.Schema{Block: b.proto()}
	}
	return resp, nil
}

func (s *server) GetMetadata(context.Context, *tfprotov5.GetMetadataRequest) (*tfprotov5.GetMetadataResponse, error) {
	resp := &tfprotov5.GetMetadataResponse{ServerCapabilities: &tfprotov5.ServerCapabilities{GetProviderSchemaOptional: true}}
	for name := range s.schema.Resources {
		resp.Resources = append(resp.Resources, tfprotov5.ResourceMetadata{TypeName: name})
	}
	for name := range s.schema.Data {
		resp.DataSources = append(resp.DataSources, tfprotov5.DataSourceMetadata{TypeName: name})
	}
	return resp, nil
}

func (s *server) GetResourceIdentitySchemas(context.Context, *tfprotov5.GetResourceIdentitySchemasRequest) (*tfprotov5.GetResourceIdentitySchemasResponse, error) {
	return &tfprotov5.GetResourceIdentitySchemasResponse{}, nil
}

func (s *server) PrepareProviderConfig(_ context.Context, req *tfprotov5.PrepareProviderConfigRequest) (*tfprotov5.PrepareProviderConfigResponse, error) {
	return &tfprotov5.PrepareProviderConfigResponse{PreparedConfig: req.Config}, nil
}

func (s *server) ConfigureProvider(_ context.Context, req *tfprotov5.ConfigureProviderRequest) (*tfprotov5.ConfigureProviderResponse, error) {
	config, err := req.Config.Unmarshal(s.schema.Provider.Object)
	if err != nil {
		return nil, err
	}
	obj := fields(config)
	if region := text(obj["region"]); region != "" {
		s.region = region
	}
	for _, tags := range elements(obj["default_tags"]) {
		for k, v := range fields(fields(tags)["tags"]) {
			s.defaultTags[k] = v
		}
	}
	return &tfprotov5.ConfigureProviderResponse{}, nil
}

func (s *server) StopProvider(context.Context, *tfprotov5.StopProviderRequest) (*tfprotov5.StopProviderResponse, error) {
	return &tfprotov5.StopProviderResponse{}, nil
}

func (s *server) ValidateResourceTypeConfig(context.Context, *tfprotov5.ValidateResourceTypeConfigRequest) (*tfprotov5.ValidateResourceTypeConfigResponse, error) {
	return &tfprotov5.ValidateResourceTypeConfigResponse{}, nil
}

func (s *server) ValidateDataSourceConfig(context.Context, *tfprotov5.ValidateDataSourceConfigRequest) (*tfprotov5.ValidateDataSourceConfigResponse, error) {
	return &tfprotov5.ValidateDataSourceConfigResponse{}, nil
}

func (s *server) UpgradeResourceState(_ context.Context, req *tfprotov5.UpgradeResourceStateRequest) (*tfprotov5.UpgradeResourceStateResponse, error) {
	object := s.schema.Resources[req.TypeName].Object
	state, err := req.RawState.UnmarshalWithOpts(object, tfprotov5.UnmarshalOpts{ValueFromJSONOpts: tftypes.ValueFromJSONOpts{IgnoreUndefinedAttributes: true}})
	if err != nil {
		return nil, err
	}
	out, err := tfprotov5.NewDynamicValue(object, state)
	return &tfprotov5.UpgradeResourceStateResponse{UpgradedState: &out}, err
}

func (s *server) ReadResource(_ context.Context, req *tfprotov5.ReadResourceRequest) (*tfprotov5.ReadResourceResponse, error) {
	return &tfprotov5.ReadResourceResponse{NewState: req.CurrentState, Private: req.Private}, nil
}

func (s *server) PlanResourceChange(_ context.Context, req *tfprotov5.PlanResourceChangeRequest) (*tfprotov5.PlanResourceChangeResponse, error) {
	b := s.schema.Resources[req.TypeName]
	prior, err := req.PriorState.Unmarshal(b.Object)
	if err != nil {
		return nil, err
	}
	proposed, err := req.ProposedNewState.Unmarshal(b.Object)
	if err != nil {
		return nil, err
	}
	planned, replace := s.plan(req.TypeName, b, prior, proposed)
	out, err := tfprotov5.NewDynamicValue(b.Object, planned)
	return &tfprotov5.PlanResourceChangeResponse{
		PlannedState: &out, RequiresReplace: replace, PlannedPrivate: req.PriorPrivate, UnsafeToUseLegacyTypeSystem: true,
	}, err
}

func (s *server) ApplyResourceChange(_ context.Context, req *tfprotov5.ApplyResourceChangeRequest) (*tfprotov5.ApplyResourceChangeResponse, error) {
	b := s.schema.Resources[req.TypeName]
	planned, err := req.PlannedState.Unmarshal(b.Object)
	if err != nil {
		return nil, err
	}
	out, err := tfprotov5.NewDynamicValue(b.Object, s.apply(req.TypeName, b, planned))
	return &tfprotov5.ApplyResourceChangeResponse{NewState: &out, Private: req.PlannedPrivate, UnsafeToUseLegacyTypeSystem: true}, err
}

func (s *server) ImportResourceState(_ context.Context, req *tfprotov5.ImportResourceStateRequest) (*tfprotov5.ImportResourceStateResponse, error) {
	b := s.schema.Resources[req.TypeName]
	obj := nulls(b.Object)
	if _, ok := obj["id"]; ok {
		obj["id"] = tftypes.NewValue(tftypes.String, req.ID)
	}
	out, err := tfprotov5.NewDynamicValue(b.Object, tftypes.NewValue(b.Object, obj))
	return &tfprotov5.ImportResourceStateResponse{ImportedResources: []*tfprotov5.ImportedResource{{TypeName: req.TypeName, State: &out}}}, err
}

func (s *server) ReadDataSource(_ context.Context, req *tfprotov5.ReadDataSourceRequest) (*tfprotov5.ReadDataSourceResponse, error) {
	b := s.schema.Data[req.TypeName]
	config, err := req.Config.Unmarshal(b.Object)
	if err != nil {
		return nil, err
	}
	state, err := s.read(req.TypeName, b, config)
	if err != nil {
		return &tfprotov5.ReadDataSourceResponse{Diagnostics: []*tfprotov5.Diagnostic{{
			Severity: tfprotov5.DiagnosticSeverityError, Summary: "reading " + req.TypeName, Detail: err.Error(),
		}}}, nil
	}
	out, err := tfprotov5.NewDynamicValue(b.Object, state)
	return &tfprotov5.ReadDataSourceResponse{State: &out}, err
}
