export { configurationOf, loadConfiguration, NO_CONFIGURATION, type ConfigSource, type Configuration } from "./load";
export { assumptionsOf, hintsOf, knownOf, settingsFor } from "./resolve";
