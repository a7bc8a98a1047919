import { type Static, type TSchema, Type } from "typebox";
import { Value } from "typebox/value";

/** Another installation cannot be read; the message says why and what to do. */
export class SourceError extends Error {
  override readonly name = "SourceError";
}

/** Where another installation is, and an account there. */
export interface GuacamoleAccount {
  /** As in the address bar: `https://host/guacamole`. */
  readonly url: string;
  readonly username: string;
  readonly password: string;
  /** The code of a second factor. */
  readonly totp?: string;
}

/** For everything that is read, in time and in bytes. */
const PATIENCE_MS = 120_000;
const MAX_READ = 128 * 1024 * 1024;
/** Requests under way at once. */
const WIDTH = 8;

const SignedIn = Type.Object({
  authToken: Type.String({ maxLength: 256 }),
  dataSource: Type.String({ maxLength: 128 }),
  availableDataSources: Type.Array(Type.String({ maxLength: 128 })),
});
const Refusal = Type.Object({
  message: Type.Optional(Type.Union([Type.String(), Type.Null()])),
  type: Type.Optional(Type.String()),
  expected: Type.Optional(Type.Union([Type.Array(Type.Object({ name: Type.String() })), Type.Null()])),
});

/** Data sources that hold what we are after, not people from a directory. */
const DATABASES = ["postgresql", "mysql", "sqlserver"];

/** The address of the API of an installation whose page is at `url`. */
function apiAddress(url: string): URL {
  const address = URL.canParse(url) ? new URL(url) : undefined;
  if (address === undefined || !["http:", "https:"].includes(address.protocol)) {
    throw new SourceError(`"${url}" is no address; it begins with https:// or http://.`);
  }
  address.username = "";
  address.password = "";
  address.search = "";
  address.hash = "";
  address.pathname = `${address.pathname.replace(/\/+$/, "")}/api/`;
  return address;
}

/** A sign-in at another installation's REST API, which is Guacamole's. */
export class GuacamoleClient {
  readonly #address: URL;
  readonly #end: AbortSignal;
  #token = "";
  #data = "";
  /** Bytes of all answers. */
  #read = 0;

  private constructor(address: URL) {
    this.#address = address;
    this.#end = AbortSignal.timeout(PATIENCE_MS);
  }

  /** @throws SourceError */
  static async signIn({ url, username, password, totp }: GuacamoleAccount): Promise<GuacamoleClient> {
    const client = new GuacamoleClient(apiAddress(url));
    const body = new URLSearchParams({ username, password, ...(totp !== undefined && { "guac-totp": totp }) });
    const answer = await client.#ask("tokens", SignedIn, { method: "POST", body });
    client.#token = answer.authToken;
    const source = answer.availableDataSources.find((name) => DATABASES.includes(name)) ?? answer.dataSource;
    client.#data = `session/data/${encodeURIComponent(source)}`;
    return client;
  }

  /**
   * Reads something below the data source.
   * @throws SourceError
   */
  async read<Shape extends TSchema>(path: string, shape: Shape): Promise<Static<Shape>> {
    return this.#ask(`${this.#data}/${path}`, shape);
  }

  /** Reads something for each of `items`, a few at once. */
  async readEach<Item, Result>(items: readonly Item[], read: (item: Item) => Promise<Result>): Promise<Result[]> {
    const results: Result[] = [];
    for (let start = 0; start < items.length; start += WIDTH) {
      results.push(...(await Promise.all(items.slice(start, start + WIDTH).map(read))));
    }
    return results;
  }

  /** Ends the sign-in; what goes wrong with that is of no consequence. */
  async signOut(): Promise<void> {
    await this.#fetch(`tokens/${this.#token}`, { method: "DELETE" }).catch(() => undefined);
  }

  async #fetch(path: string, options: RequestInit): Promise<Response> {
    const headers = this.#token === "" ? {} : { "guacamole-token": this.#token };
    try {
      return await fetch(new URL(path, this.#address), { ...options, headers, redirect: "error", signal: this.#end });
    } catch (error) {
      const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : undefined;
      const reason = this.#end.aborted ? `not done within ${PATIENCE_MS / 1000} s` : (cause ?? String(error));
      throw new SourceError(`${this.#address.origin} cannot be read: ${reason}.`, { cause: error });
    }
  }

  async #ask<Shape extends TSchema>(path: string, shape: Shape, options: RequestInit = {}): Promise<Static<Shape>> {
    const response = await this.#fetch(path, options);
    const answer = await this.#answerOf(response);
    if (!response.ok) {
      throw this.#refusal(path, response.status, answer);
    }
    if (!Value.Check(shape, answer)) {
      throw new SourceError(`${response.url} does not answer as Guacamole does. Is that its address?`);
    }
    return answer;
  }

  async #textOf({ body }: Response): Promise<string> {
    const chunks: Uint8Array[] = [];
    for await (const chunk of body ?? []) {
      this.#read += chunk.length;
      if (this.#read > MAX_READ) {
        throw new SourceError(
          "The other installation answers with more than 128 MB. Import from its database instead.",
        );
      }
      chunks.push(chunk);
    }
    return Buffer.concat(chunks).toString("utf8");
  }

  async #answerOf(response: Response): Promise<unknown> {
    const text = await this.#textOf(response);
    try {
      return JSON.parse(text);
    } catch {
      return undefined;
    }
  }

  #refusal(path: string, status: number, answer: unknown): SourceError {
    const refusal = Value.Check(Refusal, answer) ? answer : {};
    if (refusal.expected?.some((field) => field.name === "guac-totp") === true) {
      return new SourceError("The other installation asks for the code of a second factor (totp).");
    }
    if (path === "tokens" && refusal.type === "INVALID_CREDENTIALS") {
      return new SourceError("The other installation does not know this user name with this password.");
    }
    const reason = refusal.message ?? `HTTP ${status}`;
    return new SourceError(`${this.#address.origin} refuses ${path}: ${reason.slice(0, 300)}`);
  }
}
