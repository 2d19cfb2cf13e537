import fc from "fast-check";
import { ASSUMPTIONS } from "../../src/model/assumption";
import type { Config, StackSection } from "../../src/model/config";
import { literals, matchesGlob } from "../../src/model/glob";
import type { Decision, Rule } from "../../src/model/report";
import { configurationOf, loadConfiguration, printed, settingsFor } from "../../src/config";

const settings = (config: Config | readonly Config[], stack: string | null = "shop/prod") => settingsFor(configurationOf(config), stack);
const listener = (config: Config | readonly Config[], stack?: string | null): Decision =>
  settings(config, stack).rules["world-open-listener"].value;
const sets = (decision: Decision): StackSection => ({ rules: { "world-open-listener": decision } });
const allowance = (workload: string) => ({ workload, ports: [443], from: ["::/0"], reason: "public", expires: "2027-12-31" });

test("without any, the defaults hold", () => {
  const { onUnknown, rules, assumptions, allowances } = settings({});
  expect([onUnknown.value, onUnknown.from, allowances.length]).toEqual(["warn", "default", 0]);
  expect(Object.entries(rules).map(([rule, { value }]) => [rule, value])).toEqual([
    ["world-open-listener", "block"],
    ["world-open-idle", "warn"],
    ["deaf-listener", "warn"],
    ["bind-is-not-a-filter", "warn"],
    ["will-not-start", "warn"],
  ]);
  expect(ASSUMPTIONS.filter((name) => !assumptions[name].value)).toEqual([]);
});

test("a pattern that names the stack without its project holds for none, and is told", () => {
  const missed = (pattern: string, stack: string | null): readonly string[] =>
    settings({ stacks: { [pattern]: sets("pass") } }, stack).missed.map(({ value }) => value);
  expect(missed("prod", "shop/prod")).toEqual(["prod"]);
  expect(missed("pr*", "shop/prod")).toEqual(["pr*"]);
  expect(missed("shop/prod", "acme/shop/prod")).toEqual(["shop/prod"]);
  for (const [pattern, stack] of [
    ["shop/prod", "shop/prod"],
    ["*/prod", "shop/prod"],
    ["dev", "shop/prod"],
    ["rod", "shop/prod"],
    ["prod", "prod"],
    ["prod", null],
  ] as const)
    expect(missed(pattern, stack)).toEqual([]);
  expect(listener({ stacks: { prod: sets("pass") } })).toBe("block");
});

describe("of stacks that match", () => {
  test.each<[string, Readonly<Record<string, StackSection>>, string | null, Decision]>([
    [
      "the one with more literal characters wins",
      { "shop/prod": sets("pass"), "shop/*": sets("warn"), "*": sets("warn") },
      "shop/prod",
      "pass",
    ],
    ["wherever it is written", { "*": sets("warn"), "shop/*": sets("warn"), "shop/prod": sets("pass") }, "shop/prod", "pass"],
    ["a tie goes to the later", { "shop/*": sets("warn"), "*/prod": sets("pass"), "*prod*": sets("warn") }, "shop/prod", "pass"],
    ["the others do not count", { "shop/dev": sets("pass"), shop: sets("pass"), "*/prod/*": sets("pass") }, "shop/prod", "block"],
    ["letters count as they are", { "Shop/prod": sets("pass") }, "shop/prod", "block"],
    ["dots and brackets are literal", { "shop.prod": sets("pass"), "[s]hop/prod": sets("pass") }, "shop/prod", "block"],
    ["no stack is matched by * alone", { "*": sets("warn"), "*/*": sets("pass"), "": sets("pass") }, null, "warn"],
    ["** is * too", { "**": sets("warn") }, null, "warn"],
  ])("%s", (_, stacks, stack, decision) => {
    const given = Object.fromEntries(Object.entries(stacks).filter(([pattern]) => pattern !== ""));
    expect(listener({ stacks: given }, stack)).toBe(decision);
  });

  test("the nearest says, over the top of the file, and the rest joins", () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.tuple(fc.stringMatching(/^[*ab/]{1,5}$/), fc.constantFrom<Decision>("block", "warn", "pass")), {
          selector: ([pattern]) => pattern,
        }),
        fc.stringMatching(/^[ab/]{1,5}$/),
        (entries, stack) => {
          const stacks = Object.fromEntries(
            entries.map(([pattern, decision]) => [pattern, { ...sets(decision), allow: [allowance(pattern)] }]),
          );
          const matching = entries.filter(([pattern]) => matchesGlob(pattern, stack));
          const most = Math.max(...matching.map(([pattern]) => literals(pattern)));
          const nearest = matching.filter(([pattern]) => literals(pattern) === most).at(-1);
          const { rules, allowances } = settings({ ...sets("warn"), stacks }, stack);
          expect(rules["world-open-listener"].value).toBe(nearest?.[1] ?? "warn");
          expect(allowances.map(({ workload }) => workload).sort()).toEqual(matching.map(([pattern]) => pattern).sort());
        },
      ),
    );
  });
});

describe("of files", () => {
  test("the nearer wins, whatever its patterns", () => {
    expect(listener([{ stacks: { "shop/prod": sets("pass") } }, sets("warn")])).toBe("warn");
    expect(listener([sets("warn"), { stacks: { "shop/prod": sets("pass") } }])).toBe("pass");
  });

  test("one in two halves says the same as both in one, and lists join", () => {
    const both = settings({ onUnknown: "pass", ...sets("warn"), stacks: { "*": { allow: [allowance("a"), allowance("b")] } } });
    const halves = settings([
      { onUnknown: "pass", stacks: { "*": { allow: [allowance("a")] } } },
      { ...sets("warn"), stacks: { "*": { allow: [allowance("b")] } } },
    ]);
    expect([halves.onUnknown.value, halves.rules["world-open-listener"].value]).toEqual([
      both.onUnknown.value,
      both.rules["world-open-listener"].value,
    ]);
    expect(halves.allowances.map(({ workload }) => workload)).toEqual(both.allowances.map(({ workload }) => workload));
  });

  test("facts, hints and assumptions are replaced one by one", () => {
    const { known, images, assumptions } = settings([
      {
        known: { "var.office": ["192.0.2.0/24"], "subnet-0ab12": "public" },
        images: { api: { listens: ["*:80"] } },
        assumptions: { "own-id": "off", "default-vpc": false },
      },
      {
        known: { "var.office": ["198.51.100.0/24"] },
        stacks: { "*": { images: { api: { listens: ["*:81/udp"] } }, assumptions: { "own-id": "on" } } },
      },
    ]);
    expect(known.get("subnet-0ab12")?.value).toBe("public");
    expect(known.get("var.office")?.value).toMatchObject({ cidrs: ["198.51.100.0/24"] });
    expect(images.get("api")?.value.listens.map(({ says, protocol }) => [says, protocol])).toEqual([["*:81/udp", "udp"]]);
    expect([assumptions["own-id"].value, assumptions["default-vpc"].value]).toEqual([true, false]);
  });
});

describe("what is final", () => {
  const final = ["rules.world-open-listener"];

  test.each<[string, readonly Config[], Decision, number]>([
    ["is not loosened by a nearer file", [{ ...sets("warn"), final }, sets("pass")], "warn", 1],
    ["nor by its stacks", [{ ...sets("warn"), final }, { stacks: { "shop/prod": sets("pass") } }], "warn", 1],
    ["may be tightened", [{ ...sets("warn"), final }, sets("block")], "block", 0],
    ["may be said again", [{ ...sets("warn"), final }, sets("warn")], "warn", 0],
    ["protects the default as well", [{ final }, sets("warn")], "block", 1],
    ["does not bind its own file", [{ ...sets("block"), final, stacks: { "*": sets("warn") } }], "warn", 0],
    [
      "binds at what its own file says for the stack",
      [{ ...sets("block"), final, stacks: { "*": sets("warn") } }, sets("pass")],
      "warn",
      1,
    ],
    ["does not bind a farther file", [sets("pass"), { final }], "pass", 0],
    ["leaves the other rules", [{ final: ["onUnknown"] }, sets("pass")], "pass", 0],
    ["holds over files between", [{ ...sets("warn"), final }, sets("block"), sets("pass")], "warn", 1],
    ["holds at the tighter of two", [{ ...sets("warn"), final }, { ...sets("block"), final }, sets("warn")], "block", 1],
  ])("%s", (_, files, decision, overruled) => {
    expect([listener(files), settings(files).overruled.length]).toEqual([decision, overruled]);
  });

  test("both places are told", () => {
    const load = (name: string, text: string) => ({ name, bytes: Buffer.from(text) });
    const loaded = loadConfiguration([
      load("org.yaml", "onUnknown: block\nfinal: [onUnknown]\n"),
      load("app.yaml", "stacks:\n  '*': { onUnknown: pass }\n"),
    ]);
    expect(settingsFor(loaded, null).overruled).toEqual([
      {
        name: "onUnknown",
        from: "app.yaml:2:21",
        by: "org.yaml:2:9",
        values: { given: "pass", stands: { value: "block", from: "org.yaml:1:12" } },
      },
    ]);
  });

  test.each<[string, readonly Config[], Decision]>([
    ["every rule by one word", [{ ...sets("warn"), final: ["rules"] }, sets("pass")], "warn"],
    ["but not what possible findings do", [{ final: ["onUnknown"] }, sets("pass")], "pass"],
  ])("%s", (_, files, decision) => {
    expect(listener(files)).toBe(decision);
  });

  describe("of assumptions, facts, hints and allowances", () => {
    const org = (name: string): Config => ({
      assumptions: { "default-vpc": "off" },
      known: { "subnet-0ab12": "public" },
      images: { api: { listens: ["*:80"] } },
      stacks: { "shop/*": { allow: [allowance("org")] } },
      final: [name],
    });
    const app: Config = {
      assumptions: { "own-id": "off", "default-vpc": "on" },
      stacks: {
        "shop/prod": {
          known: { "subnet-0ab12": "private", "var.office": ["192.0.2.0/24"] },
          images: { api: { listens: [] }, "*": { listens: ["127.0.0.1:80"] } },
          allow: [allowance("app")],
        },
      },
    };
    /** What counts, by its name. */
    const counted = (files: readonly Config[]) => {
      const { assumptions, known, images, allowances, overruled } = settings(files);
      return {
        assumptions: [assumptions["own-id"].value, assumptions["default-vpc"].value],
        known: [...known].map(([name, { value }]) => [name, value === "public" || value === "private" ? value : "cidrs"].join()),
        images: [...images].map(([name, { value }]) => `${name} ${value.listens.map(({ says }) => says).join()}`),
        allow: allowances.map(({ workload }) => workload),
        overruled: overruled.map(({ name }) => name),
      };
    };
    const joined = {
      assumptions: [false, true],
      known: ["subnet-0ab12,private", "var.office,cidrs"],
      images: ["api ", "* 127.0.0.1:80"],
      allow: ["org", "app"],
      overruled: [] as string[],
    };

    test.each<[string, Partial<typeof joined>]>([
      ["onUnknown", {}],
      ["assumptions", { assumptions: [true, false], overruled: ["assumptions.default-vpc", "assumptions.own-id"] }],
      ["assumptions.own-id", { assumptions: [true, true], overruled: ["assumptions.own-id"] }],
      ["assumptions.default-vpc", { assumptions: [false, false], overruled: ["assumptions.default-vpc"] }],
      ["known", { known: ["subnet-0ab12,public"], overruled: ["known.subnet-0ab12", "known.var.office"] }],
      ["images", { images: ["api *:80"], overruled: ["images.api", "images.*"] }],
      ["allow", { allow: ["org"], overruled: ["allow"] }],
    ])("a nearer file says nothing of %s that counts", (name, kept) => {
      expect(counted([org(name), app])).toEqual({ ...joined, ...kept });
      expect(counted([{}, org(name), {}, app])).toEqual({ ...joined, ...kept });
    });

    test("its own file and farther ones may say it, and a nearer one the same again", () => {
      const alone = counted([app, org("known")]);
      expect([alone.known, alone.overruled]).toEqual([["subnet-0ab12,public", "var.office,cidrs"], []]);
      const again = counted([{ assumptions: { "own-id": "off" }, final: ["assumptions"] }, { assumptions: { "own-id": false } }]);
      expect([again.assumptions, again.overruled]).toEqual([[false, true], []]);
    });

    test("who wrote final first has it", () => {
      const { overruled } = settings([{ final: ["allow"] }, { ...app, final: ["allow"] }, app]);
      expect(overruled.map(({ name, from, by }) => [name, from, by])).toEqual([
        ["allow", 'config[1].stacks["shop/prod"].allow[0]', "config[0].final[0]"],
        ["allow", 'config[2].stacks["shop/prod"].allow[0]', "config[0].final[0]"],
      ]);
    });
  });

  test("never comes out looser than what it protects", () => {
    const order: readonly Decision[] = ["pass", "warn", "block"];
    const decision = fc.constantFrom(...order);
    fc.assert(
      fc.property(decision, fc.array(fc.tuple(decision, fc.boolean())), (first, later) => {
        const files = [{ ...sets(first), final }, ...later.map(([each, again]) => ({ ...sets(each), ...(again ? { final } : {}) }))];
        return order.indexOf(listener(files)) >= order.indexOf(first);
      }),
    );
  });
});

test("what is printed is a configuration that says the same", () => {
  const decision = fc.constantFrom<Decision>("block", "warn", "pass");
  const rule = fc.constantFrom<Rule>("world-open-listener", "world-open-idle", "deaf-listener");
  const texts = fc.string({ minLength: 1 }).filter((text) => /\S/.test(text));
  const section = fc.record(
    {
      onUnknown: decision,
      rules: fc.dictionary(rule, decision),
      known: fc.constantFrom({ "subnet-0ab12": "private" as const }, { "var.office": ["192.0.2.0/24", "2001:db8::/32"] }),
      images: fc.constantFrom({ "acme/*": { listens: ["0.0.0.0:8080/tcp", "[::]:53/udp"] } }, { scratch: { listens: [] } }),
      assumptions: fc.constantFrom({ "own-id": "off" as const }, { "stock-image": true, "default-vpc": false }),
    },
    { requiredKeys: [] },
  );
  const allow = fc.array(
    fc.record(
      {
        workload: texts,
        ports: fc.constantFrom([443], ["8000-8100", 22]),
        from: fc.constantFrom(["0.0.0.0/0"], ["10.0.0.0/8", "::/0"]),
        reason: texts,
        owner: texts,
        expires: fc.constantFrom("2027-01-31", "2024-02-29"),
      },
      { requiredKeys: ["workload", "ports", "from", "reason", "expires"] },
    ),
  );
  const config = fc
    .tuple(section, section, allow)
    .map(([top, stack, list]): Config => ({ ...top, stacks: { "*/prod": { ...stack, allow: list } } }));
  const plain = (of: ReturnType<typeof settings>): unknown =>
    JSON.parse(
      JSON.stringify({ ...of, known: [...of.known], images: [...of.images] }, (key, value: unknown) =>
        ["from", "at", "location", "stack"].includes(key) ? undefined : typeof value === "bigint" ? String(value) : value,
      ),
    );
  fc.assert(
    fc.property(config, (given) => {
      const all = settings(given);
      const text = printed(all, { stack: "shop/prod", files: ["quadzero.yaml"], today: "2027-02-11" });
      const again = settingsFor(loadConfiguration([{ name: "printed.yaml", bytes: Buffer.from(text) }]), "shop/prod");
      expect(plain(again)).toEqual(plain(all));
    }),
  );
});
