export { check, type CheckInput, type CheckOptions } from "./check";
export { loadConfiguration, type ConfigSource, type Configuration } from "./config";
export { ASSUMPTIONS, type Assumption } from "./model/assumption";
export { ConfigError, type AllowanceConfig, type Config, type Section, type StackSection } from "./model/config";
export type * from "./model/report";
export type { Source } from "./model/source";
