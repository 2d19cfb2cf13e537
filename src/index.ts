export { check, checkRegistered, type CheckInput, type CheckOptions } from "./check";
export {
  configurationAt,
  configurationIn,
  loadConfiguration,
  type ConfigBytes,
  type ConfigSource,
  type Configuration,
  type ReadFile,
} from "./config";
export { ASSUMPTIONS, type Assumption } from "./model/assumption";
export { CONFIG_FILES, ConfigError, type AllowanceConfig, type Config, type Section, type StackSection } from "./model/config";
export type * from "./model/report";
export type { Source } from "./model/source";
export { VERSION } from "./model/version";
export { asSecret, UNKNOWN_TEXT } from "./read/pulumi/marks";
export type { Registered } from "./read/pulumi/registered";
export { stackOf } from "./read/pulumi/urn";
export { hang, spelledOut, type SpelledOut } from "./report";
export { PACK_WORDS } from "./words/pack";
export { RULES } from "./words/report";
export { SYNTH_WORDS } from "./words/synth";
