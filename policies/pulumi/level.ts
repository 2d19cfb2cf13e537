/** Of a diagnostic that the SDK is about to send. */
interface Diagnostic {
  message: string;
  readonly enforcementLevel: string;
}

/** `@pulumi/policy/protoutil`, of which this is no promise. */
interface Protoutil {
  makeAnalyzeResponse?: (diagnostics: readonly Diagnostic[], ...rest: unknown[]) => unknown;
}

/**
 * The SDK tells a policy its configuration and not the level that the administrator gave it. Where that makes a block advisory,
 * the message has to say so: it is exchanged on its way out. Without this, and with an SDK that works otherwise, it says BLOCK
 * under the command line's own "[advisory]".
 * @param advisory by the message, how it reads as advisory
 */
export function exchangeAdvisory(load: () => unknown, advisory: ReadonlyMap<string, string>): void {
  try {
    const sdk = load() as Protoutil;
    const make = sdk.makeAnalyzeResponse;
    if (typeof make !== "function") return;
    sdk.makeAnalyzeResponse = (diagnostics, ...rest) => {
      for (const diagnostic of diagnostics) {
        if (diagnostic.enforcementLevel === "advisory") diagnostic.message = advisory.get(diagnostic.message) ?? diagnostic.message;
      }
      return make(diagnostics, ...rest);
    };
  } catch {
    // Another SDK: the level stands beside the message anyway.
  }
}
