import { NO_DOUBTS } from "../model/fact";
import type { Joined } from "../model/join";
import type { Registration } from "../model/place";
import type { Resource } from "../model/resource";
import type { Value } from "../model/value";

/** Machines are registered at the target group's own port. @param named where the group is named: by their maker, or by an attachment */
export const registered = (maker: Resource, named: Value, group: Joined): Registration => ({
  group,
  at: named,
  port: null,
  resource: named.resource,
  attribute: named.path,
  says: "registered",
  via: named.resource === maker ? [] : [named.resource],
  ...NO_DOUBTS,
});
