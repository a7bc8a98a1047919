import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { encodeServerDynamicPdu, type ServerDynamicPdu } from "./channels/dynamic/dynamic-pdus.ts";
import { capabilityVersions } from "./channels/graphics/capability-sets.ts";
import { encodeCapsConfirm, graphicsChannelName } from "./channels/graphics/graphics-pdus.ts";
import { encodeChunks } from "./channels/static-channel.ts";
import { RdpClient } from "./client.ts";
import { capabilitySet } from "./connection/capability-sets.ts";
import { EncryptionMethod } from "./connection/client-data.ts";
import { encodeDomainPdu } from "./connection/mcs-domain.ts";
import { encodeMultitransportRequest } from "./connection/multitransport.ts";
import { encodeBasicSecurity, SecurityFlag } from "./connection/security-header.ts";
import type { Output } from "./output.ts";
import { CredSspServer } from "./security/credssp-server.ts";
import { decodeTsRequest, encodeTsRequest } from "./security/ts-request.ts";
import { encodeFastPathUpdate, UpdateCode } from "./session/fast-path-output.ts";
import { encodeKeyboardIndicators } from "./session/keyboard-indicators.ts";
import { encodeRedirectionPacket } from "./session/redirection.ts";
import { encodeSessionInfo } from "./session/save-session-info.ts";
import { encodeSetErrorInfo } from "./session/set-error-info.ts";
import { encodeShareControl, ShareControlType } from "./session/share-control.ts";
import { ShareDataType } from "./session/share-data.ts";
import { KeyFlag } from "./session/user-input.ts";
import type { ClientSettings } from "./settings.ts";
import { certificates } from "./testing/certificates.ts";
import { nodeEnvironment } from "./testing/environment.ts";
import { fromHex, toHex } from "./testing/hex.ts";
import {
  converse,
  FIRST_STATIC_CHANNEL,
  IO_CHANNEL,
  MESSAGE_CHANNEL,
  type Script,
  ScriptedServer,
  serverCapabilities,
} from "./testing/scripted-server.ts";
import { clientSettings } from "./testing/settings.ts";
import { decodeConnectionRequest, encodeConnectionConfirm, SecurityProtocol } from "./transport/x224.ts";

const credentials = { username: "rakoto", password: "secret", domain: "" };

function create(settings: Partial<ClientSettings> = {}): RdpClient {
  return new RdpClient(clientSettings({ credentials, ...settings }), nodeEnvironment());
}

function connect(settings: Partial<ClientSettings> = {}, script: Script = {}) {
  const client = create(settings);
  const server = new ScriptedServer(script);
  const outputs = converse(client, server, client.start());
  return { client, server, outputs };
}

function kinds(outputs: readonly Output[]): string[] {
  return outputs.map((output) => (output.type === "step" ? output.step : output.type));
}

describe("connecting", () => {
  it("goes through its steps to the desktop, in the size that the server gives", () => {
    const { server, outputs } = connect();
    expect(kinds(outputs)).toEqual(["negotiating", "securing", "startTls", "licensing", "activating", "active"]);
    expect(outputs.at(-1)).toEqual({ type: "active", width: 1280, height: 720, unicodeInput: true });
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

  it("with a wrong password says so", () => {
    const outputs = authenticate(SecurityProtocol.Hybrid, undefined, "another");
    expect(outputs.at(-1)).toMatchObject({ type: "ended", failure: { code: "wrong-credentials" } });
  });
});

describe("the session", () => {
  it("hands on fast-path and slow-path updates alike", () => {
    const { client, server } = connect();
    const [fast] = encodeFastPathUpdate(UpdateCode.Bitmap, fromHex("01 00 00 00"));
    const slow = server.sendShareData(ShareDataType.Update, fromHex("01 00 00 00"));
    const expected = { type: "update", header: Uint8Array.of(UpdateCode.Bitmap), data: fromHex("01 00 00 00") };
    expect(client.receive(fast as Uint8Array)).toEqual([expected]);
    expect(client.receive(slow)).toEqual([expected]);
  });

  it("is deactivated, drops what the user does, and is active again in the new size", () => {
    const { client, server } = connect();
    expect(client.receive(server.deactivateAll())).toEqual([]);
    expect(client.key(0, 0x1e)).toEqual([]);
    const bitmap = capabilitySet("bitmap", { desktopWidth: 800, desktopHeight: 600 });
    const demand = server.demandActive([bitmap, ...serverCapabilities.filter(([type]) => type !== 2)]);
    const outputs = converse(client, server, client.receive(demand));
    expect(outputs).toEqual([{ type: "active", width: 800, height: 600, unicodeInput: true }]);
    expect(client.key(0, 0x1e)).toHaveLength(1);
  });

  it("sends input by fast-path, or by slow-path where the server knows no other", () => {
    const fast = connect();
    converse(fast.client, fast.server, fast.client.key(KeyFlag.Release, 0x1e));
    expect(fast.server.received).toMatchObject([{ kind: "fastPath" }]);
    const slow = connect({}, { capabilities: [capabilitySet("input", { flags: 1 })] });
    converse(slow.client, slow.server, slow.client.key(KeyFlag.Release, 0x1e));
    expect(slow.server.received).toMatchObject([{ kind: "shareData", type: ShareDataType.Input }]);
  });

  it("tells the server of suppressed output, repaints and shown frames, if it knows them", () => {
    const { client, server } = connect();
    for (const outputs of [client.suppressOutput(true), client.suppressOutput(false), client.repaint()]) {
      converse(client, server, outputs);
    }
    converse(client, server, client.frameShown(7));
    expect(server.received.map((pdu) => pdu.kind === "shareData" && [pdu.type, toHex(pdu.data)])).toEqual([
      [ShareDataType.SuppressOutput, "00000000"],
      [ShareDataType.SuppressOutput, "0100000000000000ff04cf02"],
      [ShareDataType.RefreshRect, "0100000000000000ff04cf02"],
      [ShareDataType.FrameAcknowledge, "07000000"],
    ]);
    const plain = connect({}, { capabilities: [] }).client;
    expect([plain.suppressOutput(true), plain.repaint(), plain.frameShown(1)]).toEqual([[], [], []]);
    expect(plain.canRepaint).toBe(false);
  });

  it("has a server paint again that knows no refresh", () => {
    const general = capabilitySet("general", { refreshRectSupport: 0, suppressOutputSupport: 1 });
    const { client, server } = connect({}, { capabilities: [general] });
    converse(client, server, client.repaint());
    expect(server.received.map((pdu) => pdu.kind === "shareData" && pdu.data[0])).toEqual([0, 1]);
  });

  it("trusts Windows only to paint again", () => {
    const repaints = (osMajorType: number) =>
      connect({}, { capabilities: [capabilitySet("general", { osMajorType })] }).client.canRepaint;
    expect([repaints(1), repaints(0)]).toEqual([true, false]);
  });

  it("has Windows begin the graphics pipeline anew, and knows that others do not", () => {
    const repaints = (osMajorType: number, version: number) => {
      const general = capabilitySet("general", { osMajorType, refreshRectSupport: 1, suppressOutputSupport: 1 });
      const { client, server } = connect({ graphicsPipeline: true }, { capabilities: [general] });
      const tell = (pdu: ServerDynamicPdu) => {
        const [chunk] = encodeChunks(encodeServerDynamicPdu(pdu));
        return client.receive(server.send(FIRST_STATIC_CHANNEL, chunk ?? new Uint8Array()));
      };
      tell({ type: "create", channelId: 7, name: graphicsChannelName });
      const data = Uint8Array.of(0xe0, 0x04, ...encodeCapsConfirm({ version, flags: 0 }));
      tell({ type: "data", channelId: 7, data });
      expect(client.hasPipeline).toBe(true);
      return client.canRepaint;
    };
    expect(repaints(1, capabilityVersions.v107)).toBe(true);
    expect(repaints(1, capabilityVersions.v102)).toBe(false);
    expect(repaints(0, capabilityVersions.v107)).toBe(false);
  });

  it("tells of logon, cookie and toggle keys", () => {
    const { client, server } = connect();
    const info = (value: Parameters<typeof encodeSessionInfo>[0]) =>
      client.receive(server.sendShareData(ShareDataType.SaveSessionInfo, encodeSessionInfo(value)));
    expect(info({ loggedOn: { username: "rakoto", domain: "B" } })).toEqual([
      { type: "loggedOn", username: "rakoto", domain: "B" },
    ]);
    const cookie = { logonId: 1, randomBits: new Uint8Array(16).fill(4) };
    expect(info({ autoReconnect: cookie })).toEqual([{ type: "autoReconnectCookie", cookie }]);
    const keys = server.sendShareData(ShareDataType.SetKeyboardIndicators, encodeKeyboardIndicators(4));
    expect(client.receive(keys)).toEqual([{ type: "lockKeys", keys: 4 }]);
  });

  it("declines a multitransport request", () => {
    const { client, server } = connect();
    const request = encodeMultitransportRequest({ requestId: 3, protocol: 1, cookie: new Uint8Array(16) });
    const pdu = server.send(MESSAGE_CHANNEL, encodeBasicSecurity(SecurityFlag.TransportRequest, request));
    converse(client, server, client.receive(pdu));
    expect(server.received).toEqual([
      { kind: "message", flags: SecurityFlag.TransportResponse, data: fromHex("03 00 00 00 04 40 00 80") },
    ]);
  });

  it("answers a round trip measurement", () => {
    const { client, server } = connect();
    const request = fromHex("06 00 05 00 01 00"); // RTT request, sequence number 5
    const pdu = server.send(MESSAGE_CHANNEL, encodeBasicSecurity(SecurityFlag.AutoDetectRequest, request));
    converse(client, server, client.receive(pdu));
    expect(server.received).toMatchObject([{ kind: "message", flags: SecurityFlag.AutoDetectResponse }]);
  });
});

describe("redirection", () => {
  const redirection = { targets: ["10.0.0.5"], sessionId: 7 };
  const packet = encodeRedirectionPacket(redirection);

  it("under TLS ends this connection", () => {
    const { client, server } = connect();
    const data = new Uint8Array([0, 0, ...packet, 0]);
    const pdu = encodeShareControl({ type: ShareControlType.ServerRedirection, source: 1002, data });
    expect(client.receive(server.send(IO_CHANNEL, pdu))).toEqual([{ type: "redirect", redirection }]);
    expect(client.start()).toEqual([]);
  });
});

describe("the end", () => {
  const hangUp = (reason: number) => encodeDomainPdu({ kind: "disconnectProviderUltimatum", reason }) as Uint8Array;

  it("has the reason that the server gave before it hung up, by MCS or by TCP", () => {
    for (const end of [
      (client: RdpClient) => client.receive(hangUp(1)),
      (client: RdpClient) => client.disconnected(),
    ]) {
      const { client, server } = connect();
      expect(client.receive(server.sendShareData(ShareDataType.SetErrorInfo, encodeSetErrorInfo(5)))).toEqual([]);
      expect(end(client)).toMatchObject([{ type: "ended", failure: { code: "logged-off-elsewhere" } }]);
    }
  });

  it("is no failure when the user logged off", () => {
    expect(connect().client.receive(hangUp(3))).toEqual([{ type: "ended" }]);
  });

  it("is unknown when the connection is lost", () => {
    expect(connect().client.disconnected()).toEqual([]);
  });

  it("asked for by the user is told to the server", () => {
    const { client, server } = connect();
    expect(converse(client, server, client.disconnect())).toEqual([{ type: "ended" }]);
    expect(server.received).toEqual([
      { kind: "shareData", type: ShareDataType.ShutdownRequest, data: new Uint8Array(0) },
      { kind: "disconnect", reason: 3 },
    ]);
    expect([client.key(0, 1), client.start(), client.disconnect()]).toEqual([[], [], []]);
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
