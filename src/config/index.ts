export { configurationAt, configurationIn, type ReadFile } from "./file";
export { configurationOf, loadConfiguration, type ConfigSource, type Configuration } from "./load";
export { printed } from "./print";
export { assumptionsOf, hintsOf, knownOf, settingsFor } from "./resolve";
