import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { RdpClient } from "./client.ts";
import { EncryptionMethod } from "./connection/client-data.ts";
import type { Output } from "./output.ts";
import { CredSspServer } from "./security/credssp-server.ts";
import { decodeTsRequest, encodeTsRequest } from "./security/ts-request.ts";
import { ShareDataType } from "./session/share-data.ts";
import { certificates } from "./testing/certificates.ts";
import { connect, create, credentials, kinds } from "./testing/connected-client.ts";
import { nodeEnvironment } from "./testing/environment.ts";
import { toHex } from "./testing/hex.ts";
import { converse, ScriptedServer } from "./testing/scripted-server.ts";
import { clientSettings } from "./testing/settings.ts";
import { decodeConnectionRequest, encodeConnectionConfirm, SecurityProtocol } from "./transport/x224.ts";

describe("connecting", () => {
  it("goes through its steps to the desktop, in the size that the server gives", () => {
    const { server, outputs } = connect();
    expect(kinds(outputs)).toEqual(["negotiating", "securing", "startTls", "licensing", "activating", "active"]);
    expect(outputs.at(-1)).toEqual({
      type: "active",
      width: 1280,
      height: 720,
      unicodeInput: true,
      relativeInput: false,
    });
    expect(server.clientData?.core).toMatchObject({ desktopWidth: 1024, serverSelectedProtocol: SecurityProtocol.Ssl });
    expect(server.clientInfo).toMatchObject({ username: "rakoto", password: "secret" });
  });

  it("works with chunks of any size, and without joining channels where the server does without", () => {
    const client = create();
    const server = new ScriptedServer({ skipChannelJoin: true });
    const pending = [...client.start()];
    const seen: Output[] = [];
    for (let output = pending.shift(); output; output = pending.shift()) {
      if (output.type === "send") {
        for (const answer of server.receive(output.bytes.slice())) {
          for (const byte of answer) pending.push(...client.receive(Uint8Array.of(byte)));
        }
      } else if (output.type === "startTls") {
        pending.push(...client.tlsEstablished({ certificate: new Uint8Array(0) }));
      } else seen.push(output);
    }
    expect(kinds(seen).at(-1)).toBe("active");
  });

  it("sends the preconnection blob first, and the routing token as it is configured", () => {
    const client = create({ preconnection: { id: 0, blob: "vm" }, loadBalanceInfo: "tsv://farm\r\n" });
    const [, blob, request] = client.start() as { bytes: Uint8Array }[];
    expect(toHex(blob?.bytes as Uint8Array)).toBe("180000000000000002000000000000000300760" + "06d000000");
    const { routing, negotiation } = decodeConnectionRequest(request?.bytes as Uint8Array);
    expect(new TextDecoder().decode(routing)).toBe("tsv://farm");
    expect(negotiation?.protocols).toBe(SecurityProtocol.Ssl);
  });

  it("proves with the cookie that the session was its own", () => {
    const { server } = connect({ autoReconnect: { logonId: 9, randomBits: new Uint8Array(16).fill(1) } });
    expect(server.clientInfo?.autoReconnect?.logonId).toBe(9);
  });
});

describe("falling back", () => {
  it("reopens with the next protocol when the server hangs up at the negotiation, and gives up in the end", () => {
    const client = create({ security: "any" });
    for (let attempt = 0; attempt < 2; attempt++) {
      client.start();
      expect(kinds(client.disconnected())).toEqual(["reopen"]);
    }
    client.start();
    expect(client.disconnected()).toMatchObject([{ type: "ended", failure: { code: "not-rdp" } }]);
    expect(client.start()).toEqual([]);
  });

  it("reopens without TLS when the server has none", () => {
    const client = create({ security: "any" });
    client.start();
    const refusal = encodeConnectionConfirm({ kind: "failure", code: 2 });
    expect(kinds(client.receive(refusal))).toEqual(["reopen"]);
    const [, request] = client.start() as { bytes: Uint8Array }[];
    expect(decodeConnectionRequest(request?.bytes as Uint8Array).negotiation).toBeUndefined();
  });

  it("of a forced mode does not happen", () => {
    const { outputs } = connect({ security: "tls" }, { confirm: { kind: "failure", code: 5 } });
    expect(outputs.at(-1)).toMatchObject({ type: "ended", failure: { code: "security-refused" } });
  });
});

describe("credentials", () => {
  it("are asked for where the protocol needs them first, and the connection is opened anew", () => {
    const client = new RdpClient(clientSettings({ security: "nla" }), nodeEnvironment());
    const server = new ScriptedServer({ confirm: { kind: "selected", flags: 1, protocol: SecurityProtocol.Hybrid } });
    const outputs = converse(client, server, client.start());
    expect(outputs.at(-1)).toEqual({ type: "credentialsNeeded", fields: ["username", "password", "domain"] });
    expect(client.disconnected()).toEqual([]); // the server lost patience
    expect(kinds(client.provideCredentials(credentials))).toEqual(["reopen"]);
    client.start();
    client.receive(encodeConnectionConfirm({ kind: "selected", flags: 1, protocol: SecurityProtocol.Hybrid }));
    expect(kinds(client.tlsEstablished({ certificate: new Uint8Array(0) })).at(-1)).not.toBe("credentialsNeeded");
  });

  it("are not asked for where the server has a logon screen", () => {
    const client = new RdpClient(clientSettings(), nodeEnvironment());
    expect(kinds(converse(client, new ScriptedServer(), client.start())).at(-1)).toBe("active");
  });
});

describe("standard RDP security", () => {
  const legacy = { kind: "legacy" } as const;

  it.each([
    ["low", EncryptionMethod.Bit40, 1],
    ["client compatible", EncryptionMethod.Bit56, 2],
    ["high", EncryptionMethod.Bit128, 3],
  ])("%s encrypts logon, desktop and input", (_name, method, level) => {
    const { client, server, outputs } = connect(
      { security: "rdp" },
      { confirm: legacy, encryption: { method, level } },
    );
    expect(kinds(outputs)).toEqual(["negotiating", "securing", "licensing", "activating", "active"]);
    expect(server.clientInfo?.password).toBe("secret");
    converse(client, server, client.repaint());
    expect(server.received).toMatchObject([{ kind: "shareData", type: ShareDataType.RefreshRect }]);
    const [key] = client.key(0, 0x1e) as { bytes: Uint8Array }[];
    expect((key?.bytes[0] as number) & 0x80).toBe(0x80); // FASTPATH_INPUT_ENCRYPTED
  });

  it("of FIPS is refused with a clear word", () => {
    const encryption = { method: EncryptionMethod.Fips, level: 4 };
    const { outputs } = connect({ security: "rdp" }, { confirm: legacy, encryption });
    expect(outputs.at(-1)).toMatchObject({ type: "ended", failure: { code: "security-refused" } });
  });
});

describe("network level authentication", () => {
  const certificate = certificates.rsaSha256.der;
  const credSspServer = (password: string) =>
    new CredSspServer({ name: "SERVER", certificate, passwordOf: () => password, environment: nodeEnvironment() });
  const authenticate = (protocol: number, authorization?: number, password = "secret") => {
    const credSsp = credSspServer(password);
    const confirm = { kind: "selected", flags: 1, protocol } as const;
    const client = create({ security: "any" });
    const server = new ScriptedServer({ confirm, credSsp, ...(authorization === undefined ? {} : { authorization }) });
    return converse(client, server, client.start(), undefined, certificate);
  };

  it("of HYBRID leads to the desktop", () => {
    expect(kinds(authenticate(SecurityProtocol.Hybrid)).slice(3)).toEqual([
      "authenticating",
      "licensing",
      "activating",
      "active",
    ]);
  });

  it("of HYBRID_EX waits for the early authorization, and takes a refusal for what it is", () => {
    expect(kinds(authenticate(SecurityProtocol.HybridEx, 0)).at(-1)).toBe("active");
    const refused = authenticate(SecurityProtocol.HybridEx, 5);
    expect(refused.at(-1)).toMatchObject({ type: "ended", failure: { code: "logon-not-granted" } });
  });

  it("of vmconnect comes before the negotiation, after the name of the machine", () => {
    const confirm = { kind: "selected", flags: 1, protocol: SecurityProtocol.Hybrid } as const;
    const server = new ScriptedServer({ confirm, direct: true, credSsp: credSspServer("secret") });
    const client = create({ security: "vmconnect", preconnection: { id: 0, blob: "e5d7c6a4" } });
    const outputs = converse(client, server, client.start(), undefined, certificate);
    expect(kinds(outputs).slice(0, 4)).toEqual(["negotiating", "securing", "startTls", "authenticating"]);
    expect(kinds(outputs).at(-1)).toBe("active");
    expect(server.preconnection).toEqual({ id: 0, blob: "e5d7c6a4" });
    expect(server.clientData?.core.serverSelectedProtocol).toBe(SecurityProtocol.Hybrid);
  });

  it("goes without SPNEGO where the server hangs up on it or refuses it, once", () => {
    const confirm = encodeConnectionConfirm({ kind: "selected", flags: 1, protocol: SecurityProtocol.Hybrid });
    const client = create({ security: "nla" });
    const firstToken = () => {
      client.start();
      client.receive(confirm);
      const request = client.tlsEstablished({ certificate }).find((output) => output.type === "send");
      return decodeTsRequest(request?.bytes ?? new Uint8Array()).negoToken?.[0];
    };
    expect(firstToken()).toBe(0x60); // the frame of a NegTokenInit
    expect(kinds(client.disconnected())).toEqual(["reopen"]);
    expect(firstToken()).toBe("N".charCodeAt(0));
    const refusal = encodeTsRequest({ version: 6, errorCode: 0xc000_00bb });
    expect(client.receive(refusal)).toMatchObject([{ type: "ended", failure: { code: "authentication-failed" } }]);
  });

  it("of a probe ends before the password itself is sent", () => {
    const confirm = { kind: "selected", flags: 1, protocol: SecurityProtocol.Hybrid } as const;
    const probe = (password: string) => {
      const server = new ScriptedServer({ confirm, credSsp: credSspServer(password) });
      const client = create({ security: "any", probe: true });
      return { outputs: converse(client, server, client.start(), undefined, certificate), server };
    };
    const { outputs, server } = probe("secret");
    expect(outputs.at(-1)).toEqual({ type: "ended" });
    expect(kinds(outputs)).not.toContain("licensing");
    expect(server.clientData).toBeUndefined();
    expect(probe("another").outputs.at(-1)).toMatchObject({ type: "ended", failure: { code: "wrong-credentials" } });
  });

  it("of a probe ends once the line is secure, where there is none", () => {
    const { server, outputs } = connect({ probe: true });
    expect(kinds(outputs)).toEqual(["negotiating", "securing", "startTls", "ended"]);
    expect(outputs.at(-1)).toEqual({ type: "ended" });
    expect(server.clientData).toBeUndefined();
  });

  it("with a wrong password says so", () => {
    const outputs = authenticate(SecurityProtocol.Hybrid, undefined, "another");
    expect(outputs.at(-1)).toMatchObject({ type: "ended", failure: { code: "wrong-credentials" } });
  });
});

describe("garbage", () => {
  const PDUS_TO_ACTIVE = 14;
  const HIGH = { method: EncryptionMethod.Bit128, level: 3 };

  it("at any stage ends the connection, or is passed over; nothing is thrown", () => {
    fc.assert(
      fc.property(fc.nat(PDUS_TO_ACTIVE), fc.uint8Array({ minLength: 1, maxLength: 400 }), (stage, garbage) => {
        const client = create();
        const server = new ScriptedServer();
        converse(client, server, client.start(), (pdu, index) => (index === stage ? garbage : pdu));
        converse(client, server, client.receive(garbage));
      }),
      { numRuns: 400 },
    );
  });

  it.each([
    ["TLS", {}, {}],
    ["standard security", { security: "rdp" as const }, { confirm: { kind: "legacy" as const }, encryption: HIGH }],
  ])("as a changed byte of any PDU does the same, under %s", (_name, settings, script) => {
    fc.assert(
      fc.property(fc.nat(PDUS_TO_ACTIVE), fc.nat(700), fc.nat(255), (stage, at, value) => {
        const client = create(settings);
        const server = new ScriptedServer(script);
        converse(client, server, client.start(), (pdu, index) => {
          if (index === stage) pdu[at % pdu.length] = value;
          return pdu;
        });
      }),
      { numRuns: 500 },
    );
  });

  it("is named: no RDP server at all, or one that leaves the protocol", () => {
    const client = create();
    client.start();
    const web = new TextEncoder().encode("HTTP/1.1 400 Bad Request\r\n\r\n");
    expect(client.receive(web)).toMatchObject([{ type: "ended", failure: { code: "not-rdp" } }]);
    const later = connect().client.receive(Uint8Array.of(1, 2, 3));
    expect(later).toMatchObject([{ type: "ended", failure: { code: "protocol-error" } }]);
  });
});
