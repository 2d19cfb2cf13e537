import type { ReadNote } from "../../model/plan";

import { note } from "../note";
import { unreadable } from "../unreadable";
import { member, optionalText, type Piece } from "./shape";

/** The newest format of plans and states that is known here. https://developer.hashicorp.com/terraform/internals/json-format#format-version-history */
export const KNOWN_FORMAT = [1, 2] as const;

export function versionOf(piece: Piece): readonly [major: number, minor: number] | null {
  const version = optionalText(piece);
  const parts = version === null ? null : /^(\d+)\.(\d+)/.exec(version);
  return parts === null ? null : [Number(parts[1]), Number(parts[2])];
}

/** @throws UnreadableInput for a major version that is not known */
export function formatNotes(plan: Piece): readonly ReadNote[] {
  const version = versionOf(member(plan, "format_version"));
  if (version === null) return [];
  const [major, minor] = version;
  const [knownMajor, knownMinor] = KNOWN_FORMAT;
  const said = `${String(major)}.${String(minor)}`;
  if (major > knownMajor) throw unreadable(plan.file, "newer-format", said, String(knownMajor));
  const newer = major === knownMajor && minor > knownMinor;
  const known = KNOWN_FORMAT.join(".");
  return newer ? [note("note", "newer-minor-format", said, known)] : [];
}
