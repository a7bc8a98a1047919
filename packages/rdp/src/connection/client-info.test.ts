import { describe, expect, it } from "vitest";
import { nodeEnvironment } from "../testing/environment.ts";
import { expectOnlyTypedErrors } from "../testing/garbage.ts";
import { toHex } from "../testing/hex.ts";
import { clientSettings } from "../testing/settings.ts";
import { describeLogon } from "./client-description.ts";
import { decodeClientInfo, encodeClientInfo, InfoFlag, performanceFlags, proveAutoReconnect } from "./client-info.ts";

const credentials = { username: "rakoto", password: "s3cret é", domain: "BUREAU" };
const cookie = { logonId: 2, randomBits: Uint8Array.from({ length: 16 }, (_, index) => index) };

describe("client info", () => {
  it("comes back as it was sent", () => {
    const proof = proveAutoReconnect(cookie, new Uint8Array(32), nodeEnvironment());
    for (const autoReconnect of [undefined, proof]) {
      const info = describeLogon(clientSettings({ initialProgram: "notepad.exe" }), credentials, autoReconnect);
      expect(decodeClientInfo(encodeClientInfo(info))).toEqual(info);
    }
  });

  it("keeps a zone without daylight saving, and says so", () => {
    const timeZone = {
      bias: -180,
      standardName: "E. Africa Standard Time",
      standardBias: 0,
      daylightName: "E. Africa Daylight Time",
      daylightBias: -60,
    };
    const encoded = encodeClientInfo(describeLogon(clientSettings({ timeZone }), undefined, undefined));
    expect(decodeClientInfo(encoded).timeZone).toEqual(timeZone);
    expect(toHex(encoded.subarray(-2))).toBe("0100"); // dynamicDaylightTimeDisabled
  });

  it("logs on by itself only with a name and a password", () => {
    const flags = (given?: typeof credentials) => describeLogon(clientSettings(), given, undefined).flags;
    expect(flags(credentials) & InfoFlag.AutoLogon).not.toBe(0);
    expect(flags({ ...credentials, password: "" }) & InfoFlag.AutoLogon).toBe(0);
    expect(flags() & InfoFlag.AutoLogon).toBe(0);
  });

  it("wants no sound unless there is a channel for it", () => {
    const flags = (staticChannels: string[]) =>
      describeLogon(clientSettings({ staticChannels }), credentials, undefined).flags;
    expect(flags([]) & InfoFlag.NoAudioPlayback).not.toBe(0);
    expect(flags(["rdpsnd"]) & InfoFlag.NoAudioPlayback).toBe(0);
  });

  it("leaves sound at the server, and offers a microphone, when asked to", () => {
    const flags = (settings: object) => describeLogon(clientSettings(settings), credentials, undefined).flags;
    const audio = InfoFlag.NoAudioPlayback | InfoFlag.RemoteConsoleAudio | InfoFlag.AudioCapture;
    expect(flags({ soundAtServer: true }) & audio).toBe(InfoFlag.RemoteConsoleAudio);
    expect(flags({ staticChannels: ["rdpsnd"], microphone: true }) & audio).toBe(InfoFlag.AudioCapture);
  });

  it("says what the user does not want to pay for", () => {
    const { experience } = clientSettings();
    expect(performanceFlags(experience)).toBe(0x180);
    expect(performanceFlags({ ...experience, wallpaper: false, theming: false, fontSmoothing: false })).toBe(0x109);
  });

  it("proves a session with HMAC-MD5 of the client random, keyed with the server's bits ([MS-RDPBCGR] 5.5)", () => {
    const { logonId, verifier } = proveAutoReconnect(cookie, new Uint8Array(32), nodeEnvironment());
    expect(logonId).toBe(2);
    expect(toHex(verifier)).toBe(toHex(nodeEnvironment().hmac("md5", cookie.randomBits, new Uint8Array(32))));
  });

  it("cuts what no server takes, so that every packet has its legal size", () => {
    const endless = { username: "u".repeat(100_000), password: "p".repeat(100_000), domain: "d".repeat(100_000) };
    const decoded = decodeClientInfo(encodeClientInfo(describeLogon(clientSettings(), endless, undefined)));
    expect([decoded.username.length, decoded.password.length, decoded.domain.length]).toEqual([255, 255, 255]);
  });

  it("withstands garbage", () => {
    expectOnlyTypedErrors(decodeClientInfo, [
      encodeClientInfo(describeLogon(clientSettings(), credentials, undefined)),
    ]);
  });
});
