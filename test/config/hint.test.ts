import { settingsFor, configurationOf } from "../../src/config";
import { ConfigError, type Config } from "../../src/model/config";
import { judged, open, planOf } from "../allow/judged";
import { found } from "../plans/findings";
import type { Block, Program } from "../plans/plan";
import { machine, open as opened, withRules } from "../plans/vpc";

const listens = (address: string) => ({ images: { "*": { listens: [`${address}:7443/tcp`] } } });

/** What a hint says of a socket: whom it answers in IPv4, and in IPv6. */
function reach(address: string): string {
  const [hint] = settingsFor(configurationOf(listens(address)), null).images.values();
  return (hint?.value.listens ?? []).map(({ ipv4, ipv6 }) => `${ipv4}/${ipv6}`).join();
}

test.each([
  ["*", "any/any"],
  ["[::]", "any/any"],
  ["[0::0]", "any/any"],
  ["[0:0:0:0:0:0:0:0]", "any/any"],
  ["[::0.0.0.0]", "any/any"],
  ["0.0.0.0", "any/none"],
  ["[0.0.0.0]", "any/none"],
  ["[::ffff:0.0.0.0]", "any/none"],
  ["[::FFFF:0:0]", "any/none"],
  ["localhost", "loopback/loopback"],
  ["127.0.0.1", "loopback/none"],
  ["127.8.9.10", "loopback/none"],
  ["[::ffff:127.0.0.1]", "loopback/none"],
  ["[0:0:0:0:0:FFFF:7f08:90a]", "loopback/none"],
  ["[::1]", "none/loopback"],
  ["[0:0::0001]", "none/loopback"],
  ["10.4.3.2", "address/none"],
  ["[::ffff:10.4.3.2]", "address/none"],
  ["[fd00::7]", "none/address"],
  ["[::127.0.0.1]", "none/address"],
  ["224.0.0.9", "none/none"],
  ["[ff02::1]", "none/none"],
])("%s answers %s", (address, answers) => {
  expect(reach(address)).toBe(answers);
});

test.each(["0.0.0.7", "[::ffff:0.0.0.7]"])("no socket can be bound to %s", (address) => {
  expect(() => reach(address)).toThrow(ConfigError);
});

describe("an image of which nobody has shown the start, and whose port the world reaches (unseen-image)", () => {
  const decisions = (address: string) =>
    open(judged(planOf("unseen-image"), listens(address))).flatMap(({ rule, decision }) =>
      rule === "world-open-listener" ? [decision] : [],
    );

  test.each(["0.0.0.0", "[::]", "[0::0]", "[0:0:0:0:0:0:0:0]", "[::ffff:0.0.0.0]"])("blocks where it listens on %s", (address) => {
    expect(decisions(address)).toEqual(["block"]);
  });

  test.each(["127.0.0.1", "[::1]", "[0::1]", "[::ffff:127.0.0.1]"])("is shut where it listens on %s", (address) => {
    expect(decisions(address)).toEqual([]);
  });
});

describe("a machine image that stands by its id alone, on a machine whose port 9099 the world reaches", () => {
  const GOLDEN = "ami-0fedcba9876543210";
  const program = (ami: Block): Program => ({ ...withRules(opened(9099)), "aws_instance.web": machine(ami) });
  const decided = (images: Config["images"], own: Block = { ami: GOLDEN }, more: Program = {}) =>
    (["world-open-listener", "world-open-idle"] as const).flatMap((rule) =>
      found({ ...program(own), ...more }, rule, { config: { images: images ?? {} }, all: false }).map(
        ({ decision, certainty }) => `${rule} ${certainty} ${decision}`,
      ),
    );
  const POSSIBLE = ["world-open-listener possible warn"];
  const BLOCKED = ["world-open-listener definite block"];
  const IDLE = ["world-open-idle definite warn"];

  test("without a word of it nobody knows", () => {
    expect(decided({})).toEqual(POSSIBLE);
  });
  test("it answers what is said of it, and nothing else", () => {
    expect(decided({ [GOLDEN]: { listens: ["*:9099/tcp"] } })).toEqual(BLOCKED);
    expect(decided({ [GOLDEN]: { listens: ["127.0.0.1:9099/tcp"] } })).toEqual([]);
    expect(decided({ "ami-0fed*": { listens: ["*:22/tcp"] } })).toEqual(IDLE);
  });
  test("what the user data starts comes on top", () => {
    const user_data = "#!/bin/sh\nredis-server --bind 0.0.0.0 --protected-mode no --port 9099\n";
    expect(decided({ [GOLDEN]: { listens: [] } }, { ami: GOLDEN, user_data })).toEqual(BLOCKED);
  });
  test("its remote shell is among what is said", () => {
    const shell = (images: Config["images"]) =>
      found({ ...withRules(opened(22)), "aws_instance.web": machine({ ami: GOLDEN }) }, "world-open-listener", {
        config: { images: images ?? {} },
        all: false,
      }).map(({ certainty }) => certainty);
    expect(shell({})).toEqual(["definite"]);
    expect(shell({ [GOLDEN]: { listens: [] } })).toEqual([]);
    expect(shell({ [GOLDEN]: { listens: ["0.0.0.0:22/tcp"] } })).toEqual(["definite"]);
  });
  test("it goes by its name too, where a data source tells that", () => {
    const data = { "data.aws_ami.golden": { id: GOLDEN, owners: ["self"], name: "golden-base-2027-02" } };
    expect(decided({ "golden-base-*": { listens: ["[::]:9099"] } }, { ami: GOLDEN }, data)).toEqual(BLOCKED);
    expect(decided({ "golden-edge-*": { listens: ["[::]:9099"] } }, { ami: GOLDEN }, data)).toEqual(POSSIBLE);
  });
  test("a pattern that begins with a star is for containers", () => {
    expect(decided({ "*": { listens: [] } })).toEqual(POSSIBLE);
  });
});
