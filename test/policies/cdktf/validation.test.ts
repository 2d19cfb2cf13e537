import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { check, spelledOut, type Config } from "../../../src";
import { quadzero, type Options } from "../../../policies/cdktf";

import {
  installed,
  library,
  NAMES,
  network,
  shop,
  stackOf,
  synthesised,
  type App,
  type Library,
  type Outcome,
  type Shop,
} from "./libraries";

const TODAY = "2027-02-11";
const OPEN: Shop = { bind: "0.0.0.0:5117", cidr: "0.0.0.0/0" };
const SHUT: Shop = { bind: "127.0.0.1:5117", cidr: "0.0.0.0/0" };

const allowance = (stack: string, ports: number[]): Config => ({
  stacks: {
    [stack]: {
      allow: [{ workload: "shop/api", ports, from: ["0.0.0.0/0"], reason: "the storefront", owner: "web", expires: "2027-08-31" }],
    },
  },
});

/** The text of the command line of what was synthesised. */
function saidOf(synth: string): string {
  const options = { today: TODAY, stack: null, advisory: false, all: false, version: "0.0.0" };
  const { findings } = spelledOut(check([{ path: "shop", bytes: Buffer.from(synth) }], options), 80);
  return findings.map(({ text }) => text).join("\n\n");
}

const start = process.cwd();
let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "quadzero-here-"));
  process.chdir(folder);
});
afterEach(() => {
  process.chdir(start);
  rmSync(folder, { recursive: true });
});

(installed ? describe : describe.skip).each(NAMES)("%s, installed by test/engines/cdktf/install.sh", (name) => {
  let from: Library;
  beforeAll(() => {
    from = library(name);
  });

  /** One stack `shop`. */
  const synth = (program: Shop, config?: Config, options: Options = {}, skipValidation = false): Outcome =>
    synthesised(
      from,
      (app) => {
        shop(from, stackOf(from, app, "shop"), program);
        quadzero(app, config, { today: TODAY, ...options });
      },
      skipValidation,
    );

  test("what blocks makes synth fail with the words of the command line, and nothing is written", () => {
    const { failure, written } = synth(OPEN);
    const plain = synthesised(from, (app) => {
      shop(from, stackOf(from, app, "shop"), OPEN);
    });
    expect(plain.failure).toBeNull();
    const said = saidOf(plain.written["shop"] ?? "");
    expect(said).toMatch(/^BLOCK {2}shop\/api answers the world on tcp 5117 {2,}world-open-listener/);
    expect(failure).toContain("[shop]");
    expect(failure).toContain(said);
    expect(written).toEqual({});
  });

  test("the twin that binds loopback passes without a word, and so does a stack of nothing", () => {
    const { failure, written, annotations } = synth(SHUT);
    expect(failure).toBeNull();
    expect(annotations).toEqual([]);
    expect(Object.keys(written)).toEqual(["shop"]);
    expect(
      synthesised(from, (app) => {
        new from.TerraformStack(app, "empty");
        quadzero(app);
      }),
    ).toMatchObject({ failure: null, annotations: [] });
  });

  test("advisory: the same under WOULD BLOCK, annotated at the construct", () => {
    const { failure, annotations } = synth(OPEN, undefined, { advisory: true });
    expect(failure).toBeNull();
    expect(annotations.map(({ constructPath, level }) => [constructPath, level])).toEqual([["shop/api", "@cdktf/warn"]]);
    expect(annotations[0]?.message).toMatch(/^WOULD BLOCK {2}shop\/api answers the world on tcp 5117/);
  });

  test("what a variable decides warns, and fails where warnings do", () => {
    const make = (options: Options): Outcome =>
      synthesised(from, (app) => {
        const stack = stackOf(from, app, "shop");
        const office = new from.TerraformVariable(stack, "office", { type: "string", default: "198.51.100.0/24" });
        shop(from, stack, { ...OPEN, cidr: office.stringValue });
        quadzero(app, undefined, { today: TODAY, ...options });
      });
    const { failure, annotations } = make({});
    expect(failure).toBeNull();
    expect(annotations.map(({ constructPath, message }) => [constructPath, message.includes("cidr_ipv4  ← var.office")])).toEqual([
      ["shop/api", true],
    ]);
    expect(make({ failOn: "warn" }).failure).toMatch(/WARN {3}shop\/api may answer the world on tcp 5117/);
    expect(make({ failOn: "warn", advisory: true }).failure).toBeNull();
  });

  test("an allowance lets exactly its port through, in the stack that it names", () => {
    expect(synth(OPEN, allowance("shop", [5117])).failure).toBeNull();
    expect(synth(OPEN, allowance("shop", [5118])).failure).toContain("shop/api answers the world on tcp 5117");
    expect(synth(OPEN, allowance("store", [5117])).failure).toContain("shop/api answers the world on tcp 5117");
    expect(synth(OPEN, allowance("acme/shop/*", [5117]), { stack: (id) => `acme/${id}/prod` }).failure).toBeNull();
  });

  test("quadzero.yaml of the folder counts; the call is nearer to the program", () => {
    writeFileSync(join(folder, "quadzero.yaml"), "rules: { world-open-listener: pass }\n");
    expect(synth(OPEN).failure).toBeNull();
    expect(synth(OPEN, { rules: { "world-open-listener": "block" } }).failure).toContain("shop/api answers the world");
    writeFileSync(join(folder, "quadzero.yaml"), "rules: { world-open-listener: pass }\nfinal: [rules.world-open-listener]\n");
    expect(synth(SHUT).failure).toBeNull();
  });

  test("bad configuration fails closed, and says where", () => {
    const bad = { stacks: { shop: { allows: [] } } } as unknown as Config;
    expect(synth(SHUT, bad).failure).toMatch(/nothing was judged:\nquadzero\(…\).*unknown key "allows".*did you mean "allow"\?/);
    expect(synth(SHUT, bad, { advisory: true }).failure).toMatch(/unknown key "allows"/);
    writeFileSync(join(folder, "quadzero.yaml"), "onUnknwon: warn\n");
    expect(synth(SHUT).failure).toMatch(/quadzero\.yaml:1:1: unknown key "onUnknwon"/);
    writeFileSync(join(folder, "quadzero.json"), "{}");
    expect(synth(SHUT).failure).toMatch(/quadzero\.yaml.*quadzero\.json/);
  });

  test("what another stack holds is known where its file is named", () => {
    const known = { id: "subnet-0ab12", vpc_id: "vpc-0ab12" };
    const resource = (type: string, values: object) => ({
      ...{ address: `${type}.net`, mode: "managed", type, name: "net", provider_name: "aws", values },
    });
    const resources = [
      resource("aws_vpc", { id: "vpc-0ab12", cidr_block: "10.17.0.0/16" }),
      resource("aws_subnet", { ...known, cidr_block: "10.17.4.0/24" }),
      resource("aws_internet_gateway", { id: "igw-0ab12", vpc_id: "vpc-0ab12" }),
      resource("aws_route_table", { id: "rtb-0ab12", vpc_id: "vpc-0ab12", route: [{ cidr_block: "0.0.0.0/0", gateway_id: "igw-0ab12" }] }),
      resource("aws_route_table_association", { id: "rtbassoc-0ab12", subnet_id: "subnet-0ab12", route_table_id: "rtb-0ab12" }),
    ];
    writeFileSync(join(folder, "net.json"), JSON.stringify({ format_version: "1.0", values: { root_module: { resources } } }));
    const lodger: Shop = {
      ...OPEN,
      network: { vpc: { id: "vpc-0ab12" }, subnet: { id: "subnet-0ab12" } } as unknown as NonNullable<Shop["network"]>,
    };
    expect(synth(lodger).failure).toBeNull();
    expect(synth(lodger, undefined, { with: ["net.json"] }).failure).toContain("shop/api answers the world on tcp 5117");
    writeFileSync(join(folder, "net.json"), "{");
    expect(synth(SHUT, undefined, { with: ["net.json"], advisory: true }).failure).toMatch(/could not judge this stack:\nnet\.json: /);
  });

  test("a day that is none fails closed, advisory or not", () => {
    const over: Config = {
      stacks: { shop: { allow: [{ workload: "*", ports: [5117], from: ["0.0.0.0/0"], reason: "over", expires: "2020-01-01" }] } },
    };
    expect(synth(OPEN, over, { today: "25.11.2026" }).failure).toMatch(/"today" takes a day as YYYY-MM-DD; "25\.11\.2026" is none/);
    expect(synth(SHUT, over, { today: "", advisory: true }).failure).toMatch(/"today" takes a day as YYYY-MM-DD; "" is none/);
    expect(synth(OPEN, over, { today: "2026-11-25" }).failure).toContain("shop/api answers the world on tcp 5117");
  });

  test.each<[object | null, string]>([
    [{ advisory: "false" }, '"advisory" takes true or false; "false" is none'],
    [{ advisory: 1 }, '"advisory" takes true or false; number is none'],
    [{ failOn: "warning" }, '"failOn" takes "block" or "warn"; "warning" is none'],
    [{ advisry: true }, 'unknown option "advisry": did you mean "advisory"?'],
    [{ stack: "prod", failOn: "never" }, '"failOn" takes "block" or "warn"; "never" is none'],
    [{ stack: () => 5 }, '"stack" takes a function that returns a text; number is none'],
    [{ stack: () => "" }, '"stack" takes a function that returns a text; "" is none'],
    [{ with: "net.json" }, '"with" takes a list of files; "net.json" is none'],
    [{ with: ["gone.json"] }, '"with": "gone.json" cannot be read (ENOENT)'],
    [null, "are an object"],
  ])("an option that is none fails closed: %j", (options, told) => {
    const { failure } = synthesised(from, (app) => {
      shop(from, stackOf(from, app, "shop"), SHUT);
      Reflect.apply(quadzero, undefined, [app, undefined, options]);
    });
    expect(failure).toContain("nothing was judged:");
    expect(failure).toContain(told);
  });

  test.each([undefined, "shop", 7])("what is no construct is refused at the call: %j", (scope) => {
    expect(() => Reflect.apply(quadzero, undefined, [scope]) as unknown).toThrow("takes an App or a TerraformStack");
  });

  test("one stack alone, each of an app, and one that came late", () => {
    const two = (call: (app: App, stacks: readonly [Shop, Shop]) => void): Outcome =>
      synthesised(from, (app) => {
        call(app, [SHUT, OPEN]);
      });
    const make = (app: App, id: string, program: Shop) => {
      const stack = stackOf(from, app, id);
      shop(from, stack, program);
      return stack;
    };
    const only = two((app, [shut, open]) => {
      quadzero(make(app, "one", shut));
      make(app, "two", open);
    });
    expect(only.failure).toBeNull();
    const both = two((app, [shut, open]) => {
      make(app, "one", shut);
      make(app, "two", open);
      quadzero(app);
    });
    expect(both.failure).toMatch(/\[two\] [^]*two\/api answers the world/);
    const late = two((app, [shut, open]) => {
      make(app, "one", shut);
      quadzero(app);
      make(app, "two", open);
    });
    expect(late.failure).toMatch(/\[two\] This stack was made after quadzero was called[^]*two\/api answers the world/);
  });

  test("called again in the same words, says it once", () => {
    const options: Options = { today: TODAY, advisory: true };
    const called = (...calls: readonly Options[]): number =>
      synthesised(from, (app) => {
        shop(from, stackOf(from, app, "shop"), OPEN);
        calls.forEach((each) => {
          quadzero(app, undefined, each);
        });
      }).annotations.length;
    expect([
      called(options),
      called(options, options),
      called(options, { ...options }),
      called(options, { ...options, today: "2027-02-12" }),
    ]).toEqual([1, 1, 1, 2]);
  });

  describe("two stacks of one app", () => {
    const two = (program: Shop, advisory = false): Outcome =>
      synthesised(from, (app) => {
        const net = network(from, stackOf(from, app, "net"));
        const own = stackOf(from, app, "shop");
        shop(from, own, { ...program, network: net });
        quadzero(own, undefined, { today: TODAY, advisory });
      });

    test("what one stack makes and the other refers to is known", () => {
      expect(two(OPEN).failure).toMatch(
        /shop\/api answers the world on tcp 5117[^]*definite[^]*is routed +aws_route_table\.table[^]*aws_internet_gateway\.gateway\s+\(net\)/,
      );
      const { written, annotations } = two(OPEN, true);
      expect(written["shop"]).toContain("terraform_remote_state");
      expect(annotations.map(({ constructPath }) => constructPath)).toEqual(["shop/api"]);
    });

    test("the twin that binds loopback passes without a word", () => {
      expect(two(SHUT)).toMatchObject({ failure: null, annotations: [] });
    });

    test("what is added to one between two syntheses counts in the second", () => {
      const { App, aws } = from;
      const app = new App({ outdir: join(folder, "out") });
      const net = stackOf(from, app, "net");
      const vpc = new (aws("vpc", "Vpc"))(net, "vpc", { cidrBlock: "10.17.0.0/16" });
      const subnet = new (aws("subnet", "Subnet"))(net, "subnet", { vpcId: vpc.id, cidrBlock: "10.17.4.0/24" });
      shop(from, stackOf(from, app, "shop"), { ...OPEN, network: { vpc, subnet } });
      quadzero(app, undefined, { today: TODAY });
      app.synth();
      const gateway = new (aws("internet-gateway", "InternetGateway"))(net, "gateway", { vpcId: vpc.id });
      const route = [{ cidrBlock: "0.0.0.0/0", gatewayId: gateway.id }];
      const table = new (aws("route-table", "RouteTable"))(net, "table", { vpcId: vpc.id, route });
      new (aws("route-table-association", "RouteTableAssociation"))(net, "association", { subnetId: subnet.id, routeTableId: table.id });
      expect(() => {
        app.synth();
      }).toThrow("shop/api answers the world on tcp 5117");
    });
  });

  test("what a module makes is not seen, which is said at the stack", () => {
    const make = (options: Options): Outcome =>
      synthesised(from, (app) => {
        const stack = new from.TerraformStack(app, "shop");
        new from.TerraformHclModule(stack, "web", { source: "terraform-aws-modules/ecs/aws", version: "5.7.0" });
        quadzero(app, undefined, options);
      });
    const unseen = /module\.web \(terraform-aws-modules\/ecs\/aws\) is not in this\s+file/;
    expect(make({ failOn: "warn" }).failure).toMatch(unseen);
    const { annotations, failure } = make({});
    expect(failure).toBeNull();
    expect(annotations).toMatchObject([
      {
        constructPath: "shop",
        message: expect.stringMatching(unseen) as string,
      },
    ]);
  });

  describe.each([
    [new Error("not today"), "Error: not today"],
    // It may quote what was read.
    [new SyntaxError("Unexpected token hunter2"), "SyntaxError"],
  ])("%s", (thrown, told) => {
    const fail = (): never => {
      throw thrown;
    };

    test("within quadzero fails closed, in one sentence", () => {
      const { failure } = synthesised(from, (app) => {
        const stack = stackOf(from, app, "shop");
        Object.assign(stack, { toTerraform: fail });
        quadzero(stack);
      });
      expect(failure).toContain(`[shop] This is a bug in quadzero, and nothing was judged: ${told}. Please`);
      expect(failure).not.toContain("hunter2");
    });

    test("in the program's own function is not called a bug, and fails closed", () => {
      const { failure } = synth(SHUT, undefined, { stack: fail, advisory: true });
      expect(failure).toContain(`nothing was judged:\nthe function "stack" fails for "shop": ${told}`);
      expect(failure).not.toMatch(/bug|hunter2/);
    });
  });

  test("skipValidation skips this one too", () => {
    expect(synth(OPEN, undefined, {}, true).failure).toBeNull();
  });

  test("what is neither an app nor a stack is refused at the call", () => {
    expect(() => {
      synthesised(from, (app) => {
        quadzero(new (from.aws("vpc", "Vpc"))(new from.TerraformStack(app, "shop"), "vpc", { cidrBlock: "10.0.0.0/16" }));
      });
    }).toThrow(/takes an App or a TerraformStack/);
  });
});
