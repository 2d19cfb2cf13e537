export { check, type CheckInput, type CheckOptions } from "./check";
export { ASSUMPTIONS, type Assumption } from "./model/assumption";
export type * from "./model/report";
