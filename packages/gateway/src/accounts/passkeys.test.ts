import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { addPasskey, passkeysOf } from "../database/passkeys.ts";
import { OPEN_TIME, testDatabases } from "../database/testing/test-databases.ts";
import type { Authenticator } from "./authenticator.ts";
import type { Site, Visitor } from "./identity-source.ts";
import { MoreNeeded } from "./login-refused.ts";
import { SoftwareAuthenticator } from "./testing/software-authenticator.ts";
import { outcomeOf, TestAccounts, VISITOR } from "./testing/test-accounts.ts";

const { site } = VISITOR;
const ELSEWHERE: Site = { origin: "https://evil.example.org", host: "evil.example.org" };

describe.each(testDatabases())("passkeys on $name", (testDatabase) => {
  let accounts: TestAccounts;
  let authenticator: Authenticator;
  let device: SoftwareAuthenticator;
  let user: { userId: number; username: string };

  beforeAll(async () => {
    accounts = await TestAccounts.open(testDatabase);
    authenticator = accounts.authenticator();
  }, OPEN_TIME);
  afterAll(() => accounts.database.close());
  beforeEach(async () => {
    user = await accounts.user();
    device = new SoftwareAuthenticator(site);
    await accounts.queries.deleteFrom("passerelle_login_failure").execute();
  });

  async function register(response: unknown, at = site) {
    return authenticator.passkeys.verifyRegistration(accounts.queries, user.userId, response, at, accounts.now);
  }

  const creation = async () => authenticator.passkeys.registrationOptions(user, site, accounts.now);
  const request = async () => authenticator.passkeys.requestOptions(undefined, site, accounts.now);

  async function add(): Promise<void> {
    const made = await register(device.create(await creation()));
    if (made === undefined) throw new Error("The passkey was not accepted.");
    const draft = { ...made, userId: user.userId, name: "phone", host: site.host, created: accounts.now };
    await addPasskey(accounts.queries, draft);
  }

  const loginAlone = (response: unknown, visitor: Partial<Visitor> = {}) =>
    outcomeOf(authenticator, { passkey: JSON.stringify(response) }, visitor);

  /** What a login by password asks for. */
  async function secondFactor(visitor: Visitor = VISITOR) {
    const asked = await authenticator
      .signIn({ username: user.username, password: "guacadmin" }, visitor)
      .catch((error: unknown) => error);
    if (!(asked instanceof MoreNeeded)) throw asked;
    const field = asked.fields.find(({ name }) => name === "passkey") as { options: string; type: string } | undefined;
    return { names: asked.fields.map(({ name }) => name), field };
  }

  const loginWith = (response: unknown, visitor: Partial<Visitor> = {}) => {
    const credentials = { username: user.username, password: "guacadmin", passkey: JSON.stringify(response) };
    return outcomeOf(authenticator, credentials, visitor);
  };

  test("are made for the site, once each", async () => {
    const options = await creation();
    expect(options.rp).toEqual({ name: "Passerelle", id: "desk.example.org" });
    expect(options.user.name).toBe(user.username);
    await add();
    const [passkey] = await passkeysOf(accounts.queries, user.userId);
    expect(passkey).toMatchObject({ credentialId: device.credentialId, name: "phone", counter: 0, lastUsed: null });
    expect((await creation()).excludeCredentials?.map(({ id }) => id)).toEqual([device.credentialId]);
  });

  test.each<[string, (response: unknown) => Promise<unknown>]>([
    ["nothing", async () => register({})],
    ["no object", async () => register("x")],
    ["another site's", async (response) => register(response, ELSEWHERE)],
    [
      "one that comes too late",
      async (response) => {
        accounts.pass(301);
        return register(response);
      },
    ],
    [
      "one that came before",
      async (response) => {
        await register(response);
        return register(response);
      },
    ],
    [
      "an answer to another challenge",
      async () => register(device.create({ ...(await creation()), challenge: "AAAA" })),
    ],
    [
      "a challenge that somebody made up",
      async () => {
        const made = Buffer.from(
          JSON.stringify({ user: user.userId, expires: accounts.now.getTime() + 60_000 }),
        ).toString("base64url");
        return register(device.create({ ...(await creation()), challenge: made }));
      },
    ],
    [
      "a challenge for logging in",
      async () => register(device.create({ ...(await creation()), ...(await request()) })),
    ],
    [
      "another user's",
      async (response) => {
        user = await accounts.user();
        return register(response);
      },
    ],
  ])("are not made from %s", async (_, attempt) => {
    expect(await attempt(device.create(await creation()))).toBeUndefined();
  });

  test("are a second factor, and the only one if there is no app", async () => {
    await add();
    const { names, field } = await secondFactor();
    expect(names).toEqual(["passkey"]);
    expect(field?.type).toBe("PASSERELLE_PASSKEY");
    const options = JSON.parse(field?.options ?? "");
    expect(options.allowCredentials).toMatchObject([{ id: device.credentialId }]);
    device.verifiesUser = false;
    const answer = device.get(options);
    expect(await loginWith(answer)).toBe("signed in");
    expect(await loginWith(answer)).toBe("second-factor");
    const [passkey] = await passkeysOf(accounts.queries, user.userId);
    expect([passkey.counter, passkey.lastUsed]).toEqual([1, accounts.now]);
  });

  test("are not offered where they cannot be used; a code is asked for instead", async () => {
    await add();
    expect((await secondFactor({ ...VISITOR, site: ELSEWHERE })).names).toEqual(["guac-totp"]);
  });

  test("log somebody in alone, without a name", async () => {
    device.isCounting = false;
    await add();
    const options = await request();
    expect(options.allowCredentials).toEqual([]);
    expect(options.userVerification).toBe("required");
    const answer = device.get(options);
    const { username } = await authenticator.signIn({ passkey: JSON.stringify(answer) }, VISITOR);
    expect(username).toBe(user.username);
    expect(await loginAlone(answer)).toBe("second-factor");
  });

  test("alone want the finger or PIN", async () => {
    await add();
    device.verifiesUser = false;
    expect(await loginAlone(device.get(await request()))).toBe("wrong");
  });

  test("alone open no account that may not be used", async () => {
    await add();
    await accounts.update(user.userId, { disabled: true });
    expect(await loginAlone(device.get(await request()))).toBe("disabled");
  });

  test("let their owner in while somebody guesses the password", async () => {
    await add();
    for (let guess = 0; guess < 5; guess++) {
      await outcomeOf(authenticator, { username: user.username, password: "wrong" });
    }
    expect(await outcomeOf(authenticator, { username: user.username, password: "guacadmin" })).toContain("blocked");
    expect(await loginAlone(device.get(await request()))).toBe("signed in");
  });

  test.each<[string, () => Promise<unknown>]>([
    ["of another site", async () => loginAlone(device.get(await request()), { site: ELSEWHERE })],
    [
      "at another host than it was made at",
      async () => {
        device.site = ELSEWHERE;
        const options = await authenticator.passkeys.requestOptions(undefined, ELSEWHERE, accounts.now);
        return loginAlone(device.get(options), { site: ELSEWHERE });
      },
    ],
    [
      "from a page of another site",
      async () => {
        device.site = ELSEWHERE;
        return loginAlone(device.get(await request()));
      },
    ],
    [
      "whose counter went back",
      async () => {
        device.counter = 7;
        expect(await loginAlone(device.get(await request()))).toBe("signed in");
        device.counter = 3;
        return loginAlone(device.get(await request()));
      },
    ],
    [
      "with another key",
      async () => {
        const answer = new SoftwareAuthenticator(site).get(await request());
        return loginAlone({ ...answer, id: device.credentialId, rawId: device.credentialId });
      },
    ],
    ["that nobody knows", async () => loginAlone(new SoftwareAuthenticator(site).get(await request()))],
    [
      "too late",
      async () => {
        const answer = device.get(await request());
        accounts.pass(301);
        return loginAlone(answer);
      },
    ],
    ["that is no JSON", async () => outcomeOf(authenticator, { passkey: "[" })],
    ["that is null", async () => loginAlone(null)],
    ["without a response", async () => loginAlone({ id: device.credentialId })],
  ])("do not open anything %s", async (_, attempt) => {
    await add();
    expect(await attempt()).toBe("wrong");
  });

  test("of somebody else are no second factor, nor is the answer to somebody else's question", async () => {
    await add();
    const { field } = await secondFactor();
    const [strangers, question] = [device, JSON.parse(field?.options ?? "")];
    user = await accounts.user();
    device = new SoftwareAuthenticator(site);
    await add();
    const own = await secondFactor();
    expect(await loginWith(strangers.get(JSON.parse(own.field?.options ?? "")))).toBe("second-factor");
    expect(await loginWith(device.get(question))).toBe("second-factor");
    expect(await loginWith(device.get(JSON.parse(own.field?.options ?? "")))).toBe("signed in");
  });
});
