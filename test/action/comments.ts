import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";

export interface Comment {
  readonly id: number;
  body: string;
  readonly user: { readonly type: string };
  readonly author_association: string;
}

export interface Comments {
  readonly url: string;
  readonly comments: Comment[];
  /** Every request that was made: `GET /repos/acme/shop/issues/7/comments?per_page=100&page=1`. */
  readonly requests: string[];
  readonly tokens: Set<string>;
  /** The status that writing is refused with; null where it is not. */
  refuses: number | null;
  readonly close: () => Promise<void>;
}

/** Stands in for GitHub's comments on one pull request: https://docs.github.com/en/rest/issues/comments */
export function startComments(number: number): Promise<Comments> {
  const comments: Comment[] = [];
  const requests: string[] = [];
  const tokens = new Set<string>();
  const of = `/repos/acme/shop/issues/${String(number)}/comments`;
  const state = { refuses: null as number | null };

  function answer(method: string, url: URL, text: string): [status: number, body: unknown] {
    if (method !== "GET" && state.refuses !== null) return [state.refuses, { message: "Resource not accessible by integration" }];
    if (method === "GET" && url.pathname === of) {
      const [size, page] = [Number(url.searchParams.get("per_page") ?? 30), Number(url.searchParams.get("page") ?? 1)];
      return [200, comments.slice((page - 1) * size, page * size)];
    }
    const { body } = JSON.parse(text) as { body: string };
    if (body.length > 65_536) return [422, { message: "body is too long (maximum is 65536 characters)" }];
    if (method === "POST" && url.pathname === of) {
      const comment = { id: 1000 + comments.length, body, user: { type: "Bot" }, author_association: "NONE" };
      comments.push(comment);
      return [201, comment];
    }
    const found = comments.find(({ id }) => url.pathname === `/repos/acme/shop/issues/comments/${String(id)}`);
    if (method !== "PATCH" || found === undefined) return [404, { message: "Not Found" }];
    found.body = body;
    return [200, found];
  }

  const server: Server = createServer((request, response) => {
    let text = "";
    request.on("data", (chunk: Buffer) => (text += chunk.toString()));
    request.on("end", () => {
      const [method, path] = [request.method ?? "", request.url ?? ""];
      requests.push(`${method} ${path}`);
      tokens.add(request.headers.authorization ?? "");
      const [status, body] = answer(method, new URL(path, "http://localhost"), text);
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
    });
  });
  return new Promise((done) => {
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as AddressInfo;
      done({
        url: `http://127.0.0.1:${String(port)}`,
        comments,
        requests,
        tokens,
        get refuses() {
          return state.refuses;
        },
        set refuses(status) {
          state.refuses = status;
        },
        close: () =>
          new Promise((closed) => {
            server.close(() => {
              closed();
            });
          }),
      });
    });
  });
}
