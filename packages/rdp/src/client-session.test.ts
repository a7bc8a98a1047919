import { describe, expect, it } from "vitest";
import {
  displayControlChannelName,
  encodeDisplayControlCaps,
} from "./channels/display-control/display-control-pdus.ts";
import { encodeServerDynamicPdu, type ServerDynamicPdu } from "./channels/dynamic/dynamic-pdus.ts";
import { capabilityVersions } from "./channels/graphics/capability-sets.ts";
import { encodeCapsConfirm, graphicsChannelName } from "./channels/graphics/graphics-pdus.ts";
import { encodeChunks } from "./channels/static-channel.ts";
import type { RdpClient } from "./client.ts";
import { capabilitySet } from "./connection/capability-sets.ts";
import { encodeDomainPdu } from "./connection/mcs-domain.ts";
import { encodeMultitransportRequest } from "./connection/multitransport.ts";
import { encodeBasicSecurity, SecurityFlag } from "./connection/security-header.ts";
import { encodeFastPathUpdate, UpdateCode } from "./session/fast-path-output.ts";
import { encodeKeyboardIndicators } from "./session/keyboard-indicators.ts";
import { encodeRedirectionPacket } from "./session/redirection.ts";
import { encodeSessionInfo } from "./session/save-session-info.ts";
import { encodeSetErrorInfo } from "./session/set-error-info.ts";
import { encodeShareControl, ShareControlType } from "./session/share-control.ts";
import { ShareDataType } from "./session/share-data.ts";
import { KeyFlag } from "./session/user-input.ts";
import { connect } from "./testing/connected-client.ts";
import { fromHex, toHex } from "./testing/hex.ts";
import {
  converse,
  FIRST_STATIC_CHANNEL,
  IO_CHANNEL,
  MESSAGE_CHANNEL,
  serverCapabilities,
} from "./testing/scripted-server.ts";

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
    expect(outputs).toEqual([{ type: "active", width: 800, height: 600, unicodeInput: true, relativeInput: false }]);
    expect(client.key(0, 0x1e)).toHaveLength(1);
  });

  it("says when it can be resized: not before the server offers it, nor while it is deactivated", () => {
    const { client, server } = connect();
    const tell = (pdu: ServerDynamicPdu) => {
      const [chunk] = encodeChunks(encodeServerDynamicPdu(pdu));
      return client.receive(server.send(FIRST_STATIC_CHANNEL, chunk ?? new Uint8Array()));
    };
    tell({ type: "create", channelId: 3, name: displayControlChannelName });
    expect(client.canResize).toBe(false);
    const caps = encodeDisplayControlCaps(1, [1920, 1080]);
    expect(tell({ type: "data", channelId: 3, data: caps })).toEqual([{ type: "resizable", monitors: 1 }]);
    expect(client.canResize).toBe(true);
    client.receive(server.deactivateAll());
    expect(client.canResize).toBe(false);
    converse(client, server, client.receive(server.demandActive(serverCapabilities)));
    expect(client.canResize).toBe(true);
    tell({ type: "close", channelId: 3 });
    expect(client.canResize).toBe(false);
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
