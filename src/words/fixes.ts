const where = (resource: string, attribute: string | null): string => (attribute === null ? resource : `${resource} ${attribute}`);

const byWhom = (final: string): string => `by whoever keeps it final (${final}); nearer files cannot:`;

const saidWhere = (final: string | null): string => (final === null ? "say in quadzero.yaml" : `${byWhom(final)} say`);

const misread = (misspelt: readonly string[]): string => (misspelt.length === 0 ? "" : ` (was it meant by ${misspelt.join(", ")}?)`);

/** What to do about it. */
export const FIXES = {
  balancer: (balancer: string): string => `${balancer}: give it a security group that names the networks that need it, or make it internal`,
  internalBalancer: (balancer: string): string => `${balancer}: give it a security group that names the networks that need it`,
  tunnel: (command: string): string => `${command}: let it ask who comes (a password, a sign-in, a list of networks), or take it out`,
  shell: "start it through a shell (sh -c), which fills the variable in, or write the port itself",
  braces:
    "write it with braces (${NAME}), which systemd fills in within a word too, start it through a shell (sh -c), or write the port itself",
  /** @param final where it is written that nearer files allow nothing */
  allow: (stack: string | null, final: string | null): string =>
    `${final === null ? "quadzero.yaml," : byWhom(final)} stacks → ${JSON.stringify(stack ?? "*")} → allow:`,
  /** What quadzero.yaml may say, with an example. @param final as of allowances @param misspelt what it says of a name that is almost this one */
  sayable: {
    networks: (final: string | null, misspelt: readonly string[]): string =>
      `${saidWhere(final)} which networks these are${misread(misspelt)}; for example:`,
    subnet: (final: string | null, misspelt: readonly string[]): string =>
      `${saidWhere(final)} whether an internet gateway routes to it, public or private${misread(misspelt)}; for example:`,
    image: (final: string | null, misspelt: readonly string[]): string =>
      `${saidWhere(final)} all that the image itself listens on${misread(misspelt)}; for example:`,
  },
  partner: (resource: string, attribute: string | null): string =>
    `${where(resource, attribute)}: anyone can stand behind this list; ask for a secret header or a signature too`,
  source: (resource: string, attribute: string | null): string => `${where(resource, attribute)}: name the networks that need it`,
  /** @param option by which other stacks are shown, as of the two below */
  elsewhere: (resource: string, attribute: string | null, option: string): string =>
    `${where(resource, attribute)}: admit the balancer alone, and show the stack that holds it (${option}), which tells who may come by it`,
  noGroup: (resource: string, attribute: string | null): string =>
    `${where(resource, attribute)}: name a security group that names the networks that need it; whom the default one lets in is not told`,
  foreignGroup: (resource: string, attribute: string | null, option: string): string =>
    `${where(resource, attribute)}: let this group name the networks that need it, or show the stack that holds it (${option}), which tells whom it lets in`,
  foreignSubnet: (resource: string, attribute: string | null, option: string): string =>
    `${where(resource, attribute)}: take a private subnet, or show that this one is: by its stack (${option}), or under known: in quadzero.yaml`,
  preserve: (resource: string, attribute: string): string =>
    `${resource}: set ${attribute}, so that the security group behind it sees the clients, whom it does not let in`,
  foreignVpc: (resource: string, attribute: string | null, option: string): string =>
    `${where(resource, attribute)}: show the stack that holds the VPC (${option}), which tells what it keeps out`,
  private: (resource: string, attribute: string | null): string =>
    `${where(resource, attribute)}: make it false; what is inside the network reaches it all the same`,
  close: (resource: string, attribute: string | null): string =>
    `${where(resource, attribute)}: take the open ports out, nothing needs them`,
  ledOn: "take out the rule that leads to another host, or let it match the networks that need it alone",
  bindTask: (loopback: string): string => `bind ${loopback}, behind a proxy in the same task`,
  bindHost: (loopback: string): string => `bind ${loopback}, behind a proxy on the same host`,
  bindProxy: (loopback: string): string => `bind ${loopback}, if only what runs beside it is to reach it`,
  hostPort: "leave the host port out of the port mapping, behind a balancer; loopback within the container would shut that out too",
  instances: "let the security group of the instances that it runs on admit its balancer alone",
  publish: (published: string): string => `publish on loopback, -p ${published}, behind a proxy on the host`,
  swarm: "publish nothing of it, and let a proxy in one of its networks call it: a swarm publishes on every address, whatever is written",
  deaf: (port: string): string => `bind 0.0.0.0:${port} if others are to reach it, or take the port mapping out`,
  startable: "bind 0.0.0.0, or the private address of the host; who may send is for the security group to say",
  complaint: "mend what it complains of when it starts: its output says so",
  otherPort: "give one of them another port",
  notAFilter: "bind an address of the host, and name the clients in the security group",
  notABind: "name a network that clients have, or take the rule out",
} as const;
