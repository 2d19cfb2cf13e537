/** What boots on a machine. Bottlerocket has a shell in its admin container alone. */
export type System = "linux" | "windows" | "bottlerocket";

/** A script as EC2Launch takes it, in tags or as tasks. https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/user-data.html */
const FOR_WINDOWS = /^\s*(<(powershell|script)>|version:\s*["']?1\.\d+["']?\s+tasks:)/i;

/** Settings in TOML, below comments. https://bottlerocket.dev/en/os/latest/install/quickstart/aws/aws-ec2/ */
const FOR_BOTTLEROCKET = /^(?:[^\S\n]*(?:#(?!!|cloud)[^\n]*)?\n)*[^\S\n]*(?:\[\s*)?"?settings"?\s*[.\]]/;

/** https://bottlerocket.dev/en/os/latest/api/settings/host-containers/ */
const ADMIN = /^[^\S\n]*\[settings\.host-containers\.admin\][^[]*?\n[^\S\n]*enabled\s*=\s*true\b/m;

/** For which system user data are written; null: they do not tell. */
export const systemOf = (script: string): System | null =>
  FOR_WINDOWS.test(script) ? "windows" : FOR_BOTTLEROCKET.test(script) ? "bottlerocket" : null;

/** Whether Bottlerocket's settings start the container that answers ssh. */
export const startsAdmin = (script: string): boolean => ADMIN.test(script);
