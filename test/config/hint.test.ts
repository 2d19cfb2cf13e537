import { settingsFor, configurationOf } from "../../src/config";
import { ConfigError } from "../../src/model/config";
import { judged, open, planOf } from "../allow/judged";

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
  const found = (address: string) =>
    open(judged(planOf("unseen-image"), listens(address))).flatMap(({ rule, decision }) =>
      rule === "world-open-listener" ? [decision] : [],
    );

  test.each(["0.0.0.0", "[::]", "[0::0]", "[0:0:0:0:0:0:0:0]", "[::ffff:0.0.0.0]"])("blocks where it listens on %s", (address) => {
    expect(found(address)).toEqual(["block"]);
  });

  test.each(["127.0.0.1", "[::1]", "[0::1]", "[::ffff:127.0.0.1]"])("is shut where it listens on %s", (address) => {
    expect(found(address)).toEqual([]);
  });
});
