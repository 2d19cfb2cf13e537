import { isObject, type JsonObject } from "../json";

/** What CDKTF writes of where a block comes from, and of the stack. */
export const metadataOf = (body: JsonObject): JsonObject => {
  const comment = body["//"];
  const metadata = isObject(comment) ? comment["metadata"] : undefined;
  return isObject(metadata) ? metadata : {};
};
