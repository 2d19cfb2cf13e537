import type { Publish } from "../../model/listener";
import { parsePublish } from "../commands/publish";
import { isMapping, textOf, type Yaml } from "../../servers/yaml";

/** An entry of `ports`, short or long; null where no port can be told. https://docs.docker.com/reference/compose-file/services/#ports */
export function publishOf(entry: Yaml): Publish | null {
  if (!isMapping(entry)) return parsePublish(textOf(entry), `ports: ${textOf(entry)}`);
  const { target, published, host_ip: host, protocol } = entry;
  const address = typeof host === "string" && host !== "" ? (host.includes(":") ? `[${host}]:` : `${host}:`) : "";
  const outer = published === undefined || published === null ? "" : textOf(published);
  const text = `${address}${outer === "" && address === "" ? "" : `${outer}:`}${textOf(target ?? "")}/${textOf(protocol ?? "tcp")}`;
  return parsePublish(text, `ports: ${text}`);
}

/** What tells it from other entries: its address and its ports, however it is written. */
export function portKey(entry: Yaml): string {
  const publish = publishOf(entry);
  return JSON.stringify(publish === null ? entry : { ...publish, says: "" });
}
