/**
 * The part of a SARIF log that is written here.
 * https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
export interface Log {
  readonly $schema: string;
  readonly version: "2.1.0";
  readonly runs: readonly Run[];
}

export interface Run {
  readonly tool: { readonly driver: Driver };
  readonly invocations: readonly Invocation[];
  readonly artifacts: readonly { readonly location: ArtifactLocation; readonly roles: readonly ["analysisTarget"] }[];
  readonly columnKind: "utf16CodeUnits";
  readonly results: readonly Result[];
}

export interface Driver {
  readonly name: string;
  readonly version: string;
  readonly rules: readonly Descriptor[];
}

export interface Descriptor {
  readonly id: string;
  readonly name: string;
  readonly shortDescription: Message;
  readonly fullDescription: Message;
  readonly help: Message;
  readonly defaultConfiguration: { readonly level: Level };
  readonly properties: Readonly<Record<string, unknown>>;
}

export type Level = "error" | "warning" | "note" | "none";

export interface Message {
  readonly text: string;
  readonly markdown?: string;
}

export interface ArtifactLocation {
  readonly uri: string;
}

export interface Location {
  readonly physicalLocation: {
    readonly artifactLocation: ArtifactLocation;
    readonly region: { readonly startLine: number; readonly startColumn?: number };
  };
  readonly logicalLocations?: readonly { readonly fullyQualifiedName: string; readonly name: string; readonly kind: "resource" }[];
  readonly message?: Message;
}

export interface Notification {
  readonly level: Level;
  readonly message: Message;
  readonly descriptor: { readonly id: string };
  readonly locations: readonly Location[];
}

export interface Invocation {
  readonly executionSuccessful: boolean;
  readonly toolExecutionNotifications: readonly Notification[];
}

export interface Result {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly kind: "fail" | "pass" | "informational";
  readonly level: Level;
  readonly message: Message;
  readonly locations: readonly [Location];
  readonly codeFlows?: readonly CodeFlow[];
  readonly partialFingerprints: Readonly<Record<string, string>>;
  readonly suppressions?: readonly Suppression[];
  readonly baselineState?: "new" | "updated" | "unchanged";
  readonly properties: Readonly<Record<string, unknown>>;
}

export interface CodeFlow {
  readonly message: Message;
  readonly threadFlows: readonly [{ readonly locations: readonly FlowLocation[] }];
}

export interface FlowLocation {
  readonly location: Location;
  readonly executionOrder: number;
  readonly nestingLevel: number;
}

export interface Suppression {
  readonly kind: "external";
  readonly status: "accepted";
  readonly justification: string;
  readonly location?: Location;
}
