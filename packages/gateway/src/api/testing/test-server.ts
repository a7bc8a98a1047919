import pino from "pino";
import type { WebSocket } from "ws";
import { type AccountSettings, DEFAULT_ACCOUNT_SETTINGS } from "../../accounts/account-settings.ts";
import { hashPassword } from "../../accounts/argon2.ts";
import { Authenticator } from "../../accounts/authenticator.ts";
import { createFirstAdministrator } from "../../accounts/first-administrator.ts";
import { Passwords } from "../../accounts/passwords.ts";
import { addHash } from "../../database/accounts.ts";
import { type Database, openInMemory } from "../../database/database.ts";
import { migrate } from "../../database/migrations/migrate.ts";
import { insertUser } from "../../database/testing/test-databases.ts";
import type { SessionDevices } from "../../devices/session-devices.ts";
import { createServer } from "../../http/server.ts";
import { DEFAULT_WEB_SETTINGS, type WebSettings } from "../../http/web-settings.ts";
import { SecretBox } from "../../secrets/secret-box.ts";
import { secretKey } from "../../secrets/secret-key.ts";
import type { LiveSession, Principal } from "../../sessions/session-store.ts";
import { MemoryStore } from "../../sessions/testing/memory-store.ts";
import { silentLogger } from "../../sessions/testing/silent-logger.ts";
import type { SharedSession } from "../../sharing/share-links.ts";
import { Sharing } from "../../sharing/sharing.ts";
import type { Routes } from "../routes.ts";
import type { LiveSessions } from "../services.ts";

/** Live sessions that only remember what was asked of them. */
class RecordedSessions implements LiveSessions {
  readonly attached: { readonly socket: WebSocket; readonly principal: Principal }[] = [];
  readonly ended: string[] = [];
  readonly endedSignIns: string[] = [];
  readonly messages: { readonly id: string; readonly text: string }[] = [];
  readonly live: LiveSession[] = [];
  /** Of sessions that are anybody's own. */
  readonly devices = new Map<string, SessionDevices>();
  /** Sessions that are anybody's own, and can be shared. */
  readonly shareable = new Map<string, SharedSession>();
  readonly sharing = new Sharing({
    store: new MemoryStore(),
    logger: silentLogger(),
    ownSession: (_userId, id) => this.shareable.get(id),
  });
  rechecks = 0;

  attach(socket: WebSocket, principal: Principal): void {
    this.attached.push({ socket, principal });
    socket.send("attached");
  }

  attachDevices(): void {}

  devicesOf(_userId: number, id: string): SessionDevices | undefined {
    return this.devices.get(id);
  }

  async list(): Promise<LiveSession[]> {
    return this.live;
  }

  recheck(): void {
    this.rechecks++;
  }

  async end(id: string): Promise<boolean> {
    this.ended.push(id);
    return this.live.some((session) => session.id === id);
  }

  async message(id: string, text: string): Promise<boolean> {
    this.messages.push({ id, text });
    return this.live.some((session) => session.id === id);
  }

  endSignIn(signIn: string): void {
    this.endedSignIns.push(signIn);
  }
}

type Method = "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE";

interface Reply {
  readonly status: number;
  /** Of JSON; undefined if there is none. */
  readonly body: ReturnType<typeof JSON.parse>;
}

/** A whole web server on an embedded database, with the administrator "admin" (password "admin"). */
export interface TestServer {
  readonly server: Routes;
  readonly database: Database;
  readonly sessions: RecordedSessions;
  /** Makes a user without rights; answers the user_id. @param password the name, unless given */
  addUser(name: string, password?: string): Promise<number>;
  /** Logs in; answers the token. */
  signIn(username: string, password: string): Promise<string>;
  /** Asks the API with a token, or without. */
  call(token: string | undefined, method: Method, url: string, payload?: object): Promise<Reply>;
  close(): Promise<void>;
}

/**
 * @param pageFolder a built page; none by default.
 * @param web what is not as by default.
 * @param accounts the same of how people get in.
 * @param open opens an empty database.
 */
export async function startTestServer(
  pageFolder = "/nonexistent",
  web: Partial<WebSettings> = {},
  accounts: Partial<AccountSettings> = {},
  open: () => Promise<Database> = openInMemory,
): Promise<TestServer> {
  const database = await open();
  const { queries } = database;
  await migrate(queries);
  const secrets = new SecretBox(secretKey(new Uint8Array(32)));
  const accountSettings = { ...DEFAULT_ACCOUNT_SETTINGS, ...accounts };
  const passwords = new Passwords(secrets, accountSettings);
  await createFirstAdministrator(queries, passwords, "admin", "admin");
  const sessions = new RecordedSessions();
  const services = {
    queries,
    secrets,
    passwords,
    authenticator: new Authenticator({ queries, secrets, passwords, settings: accountSettings }),
    sessions,
    accountSettings,
    hoursSettings: { idleLimit: 300_000, reconnectGap: 300_000, zone: "UTC" },
    mailSettings: undefined,
    webSettings: { ...DEFAULT_WEB_SETTINGS, ...web },
  };
  const server = await createServer(services, pageFolder, pino({ level: "silent" }));

  const addUser = async (name: string, password = name) => {
    const userId = await insertUser(database, name);
    await addHash(queries, userId, await hashPassword(password));
    return userId;
  };
  const signIn = async (username: string, password: string) => {
    const payload = new URLSearchParams({ username, password }).toString();
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    const response = await server.inject({ method: "POST", url: "/api/tokens", headers, payload });
    return response.json().authToken as string;
  };
  const call = async (token: string | undefined, method: Method, url: string, payload?: object): Promise<Reply> => {
    const headers = token === undefined ? {} : { "guacamole-token": token };
    const response = await server.inject({ method, url, headers, ...(payload && { payload }) });
    return { status: response.statusCode, body: response.body === "" ? undefined : response.json() };
  };
  const close = async () => {
    await server.close();
    await database.close();
  };
  return { server, database, sessions, addUser, signIn, call, close };
}
