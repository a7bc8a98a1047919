import { describe, expect, it } from "vitest";
import { expectOnlyTypedErrors } from "../testing/garbage.ts";
import { fromHex, toHex } from "../testing/hex.ts";
import { clientSettings } from "../testing/settings.ts";
import { SecurityProtocol } from "../transport/x224.ts";
import { ClientCapabilityFlag, decodeClientData, EncryptionMethod, encodeClientData } from "./client-data.ts";
import { describeClient } from "./client-description.ts";
import { decodeConnectResponse } from "./mcs-connect.ts";
import { decodeServerData, encodeServerData, type ServerData } from "./server-data.ts";

const agreement = { protocol: SecurityProtocol.Ssl, extendedClientData: true };

/** The GCC Conference Create Response of [MS-RDPBCGR] 4.1.4, its random and certificate filled with 0xaa and 0xbb. */
const MICROSOFT = new Uint8Array([
  ...fromHex(`
    00 05 00 14 7c 00 01 2a 14 76 0a 01 01 00 01 c0 00 4d 63 44 6e 81 08 01 0c 0c 00 04 00 08 00 00 00 00 00
    03 0c 10 00 eb 03 03 00 ec 03 ed 03 ee 03 00 00 02 0c ec 00 02 00 00 00 02 00 00 00 20 00 00 00 b8 00 00 00`),
  ...new Uint8Array(32).fill(0xaa),
  ...new Uint8Array(184).fill(0xbb),
]);
// Connect Responses as recorded
const XRDP = fromHex(`
  7f665f0a0100020100301a020116020103020100020101020100020101020300fff8020102043b000500147c00012a14760a01010001c000
  4d63446e8024010c0c000400080001000000030c0c00eb030100ec030000020c0c000000000000000000`);
const FREERDP = fromHex(`
  7f66680a0100020100301a020122020103020100020101020100020101020300fff80201020444000500147c00012a14760a01010001c000
  4d63446e2e010c10000c0008000100000000000000030c0c00eb030100ec030000020c0c000000000000000000040c0600ed03`);

describe("client data blocks", () => {
  it("name the keyboard that the layout is for", () => {
    const coreOf = (keyboardLayout: number) =>
      toHex(encodeClientData(describeClient(clientSettings({ keyboardLayout }), agreement)));
    expect(coreOf(0x0411)).toMatch(/11040000.{72}07000000020000000c000000/);
    expect(coreOf(0x040c)).toMatch(/0c040000.{72}04000000000000000c000000/);
  });

  it("come back as they were sent", () => {
    const data = describeClient(clientSettings({ staticChannels: ["cliprdr", "rdpdr"] }), agreement);
    expect(decodeClientData(encodeClientData(data))).toEqual(data);
  });

  it("describe the screen in pixels, millimetres and percent", () => {
    const desktop = { width: 2560, height: 1440, scale: 150 };
    const { core } = describeClient(clientSettings({ desktop }), agreement);
    expect(core).toMatchObject({ desktopWidth: 2560, desktopHeight: 1440, desktopScale: 150, deviceScale: 140 });
    expect(core).toMatchObject({ physicalWidth: 452, physicalHeight: 254 });
  });

  it("describe several monitors, to a server that knows them", () => {
    const desktop = {
      width: 1080,
      height: 1920,
      scale: 100,
      orientation: 90,
      furtherMonitors: [{ left: -2560, top: 240, width: 2560, height: 1440, scale: 150, orientation: 0 }],
    } as const;
    const data = describeClient(clientSettings({ desktop }), agreement);
    const bytes = encodeClientData(data);
    expect(decodeClientData(bytes)).toEqual(data);
    expect(data.core).toMatchObject({ desktopWidth: 3640, desktopHeight: 1920, orientation: 90, physicalWidth: 286 });
    expect(data.extended?.monitors).toEqual([
      { left: 0, top: 0, width: 1080, height: 1920, scale: 100, orientation: 90 },
      ...desktop.furtherMonitors,
    ]);
    // TS_UD_CS_MONITOR, with inclusive corners.
    expect(toHex(bytes)).toContain(
      "05c0340000000000020000000000000000000000370400007f07000001000000" + "00f6fffff0000000ffffffff8f06000000000000",
    );
    const plain = describeClient(clientSettings({ desktop }), { ...agreement, extendedClientData: false });
    expect(plain.core).toMatchObject({ desktopWidth: 1080, desktopHeight: 1920 });
  });

  it("ask for 32 bits per pixel as 24 with a flag, and for 16 as such", () => {
    const depth = (colorDepth: number) => describeClient(clientSettings({ colorDepth }), agreement).core;
    expect(depth(32).highColorDepth).toBe(24);
    expect(depth(32).earlyCapabilityFlags & ClientCapabilityFlag.Want32Bpp).not.toBe(0);
    expect(depth(16).highColorDepth).toBe(16);
    expect(depth(16).earlyCapabilityFlags & ClientCapabilityFlag.Want32Bpp).toBe(0);
  });

  it("offer the graphics pipeline only when it is wanted", () => {
    const flags = (graphicsPipeline: boolean) =>
      describeClient(clientSettings({ graphicsPipeline }), agreement).core.earlyCapabilityFlags;
    expect(flags(true) & ClientCapabilityFlag.SupportGraphicsPipeline).not.toBe(0);
    expect(flags(false) & ClientCapabilityFlag.SupportGraphicsPipeline).toBe(0);
  });

  it("name a LAN: for anything else xrdp sends no RemoteFX, and Windows overrules the performance flags", () => {
    expect(describeClient(clientSettings(), agreement).core.connectionType).toBe(6);
  });

  it("repeat the negotiated protocol, and offer encryption only without TLS", () => {
    const withProtocol = (protocol: number) => describeClient(clientSettings(), { ...agreement, protocol });
    expect(withProtocol(SecurityProtocol.HybridEx).core.serverSelectedProtocol).toBe(SecurityProtocol.HybridEx);
    expect(withProtocol(SecurityProtocol.Ssl).encryptionMethods).toBe(0);
    const methods = withProtocol(SecurityProtocol.Rdp).encryptionMethods;
    expect(methods).toBe(EncryptionMethod.Bit40 | EncryptionMethod.Bit56 | EncryptionMethod.Bit128);
  });

  it("name the session of a redirection, or the console", () => {
    const cluster = (settings: object) => describeClient(clientSettings(settings), agreement).cluster;
    expect(cluster({})).toEqual({ flags: 0x0d, sessionId: 0 });
    expect(cluster({ console: true })).toEqual({ flags: 0x0f, sessionId: 0 });
    expect(cluster({ redirectedSessionId: 5, console: true })).toEqual({ flags: 0x0f, sessionId: 5 });
  });

  it("leave out what a server without extended client data would not know", () => {
    const data = describeClient(clientSettings(), { ...agreement, extendedClientData: false });
    expect(decodeClientData(encodeClientData(data)).extended).toBeUndefined();
  });

  it("withstand garbage", () => {
    const monitor = { left: 1024, top: 0, width: 800, height: 600, scale: 100 };
    const desktop = { ...clientSettings().desktop, furtherMonitors: [monitor] };
    const messages = [clientSettings(), clientSettings({ desktop })].map((settings) =>
      encodeClientData(describeClient(settings, agreement)),
    );
    expectOnlyTypedErrors(decodeClientData, messages);
  });
});

describe("server data blocks", () => {
  it("are read from the specification's example, whose outer length is wrong", () => {
    const data = decodeServerData(MICROSOFT);
    expect(data).toMatchObject({ version: 0x00080004, ioChannel: 1003, channels: [1004, 1005, 1006] });
    expect(data.security).toMatchObject({ encryptionMethod: EncryptionMethod.Bit128, encryptionLevel: 2 });
    expect(data.security.serverCertificate).toEqual(new Uint8Array(184).fill(0xbb));
  });

  it("are read from xrdp and from FreeRDP", () => {
    expect(decodeServerData(decodeConnectResponse(XRDP).userData)).toMatchObject({
      requestedProtocols: 1,
      ioChannel: 1003,
      channels: [1004],
      messageChannel: undefined,
    });
    expect(decodeServerData(decodeConnectResponse(FREERDP).userData)).toMatchObject({
      version: 0x0008000c,
      channels: [1004],
      messageChannel: 1005,
    });
  });

  it("come back as they were sent", () => {
    const data: ServerData = {
      version: 0x0008000c,
      requestedProtocols: 3,
      earlyCapabilityFlags: 8,
      security: {
        encryptionMethod: EncryptionMethod.Bit128,
        encryptionLevel: 3,
        serverRandom: new Uint8Array(32).fill(1),
        serverCertificate: new Uint8Array(90).fill(2),
      },
      ioChannel: 1003,
      channels: [1004, 0, 1006],
      messageChannel: 1007,
    };
    expect(decodeServerData(encodeServerData(data))).toEqual(data);
  });

  it("withstand garbage", () => {
    expectOnlyTypedErrors(decodeServerData, [MICROSOFT, decodeConnectResponse(FREERDP).userData]);
  });
});
