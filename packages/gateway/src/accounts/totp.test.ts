import { Secret } from "otpauth";
import { describe, expect, test } from "vitest";
import { DEFAULT_ACCOUNT_SETTINGS, type TotpSettings } from "./account-settings.ts";
import { newTotpSecret, totpEnrolment, totpStep } from "./totp.ts";

const SETTINGS = DEFAULT_ACCOUNT_SETTINGS.totp;
const MODES = ["sha1", "sha256", "sha512"] as const;

function settings(mode: TotpSettings["mode"], digits: TotpSettings["digits"]): TotpSettings {
  return { ...SETTINGS, mode, digits };
}

/** RFC 6238, appendix B: the secret is this text as often as the hash is long. */
function secretOfRfc(mode: TotpSettings["mode"]): string {
  const length = { sha1: 20, sha256: 32, sha512: 64 }[mode];
  return Secret.fromUTF8("1234567890".repeat(7).slice(0, length)).base32;
}

describe("codes of authenticator apps", () => {
  test.each([
    [59, "94287082", "46119246", "90693936"],
    [1_111_111_109, "07081804", "68084774", "25091201"],
    [1_111_111_111, "14050471", "67062674", "99943326"],
    [1_234_567_890, "89005924", "91819424", "93441116"],
    [2_000_000_000, "69279037", "90698825", "38618901"],
    [20_000_000_000, "65353130", "77737706", "47863826"],
  ])("are those of RFC 6238 at %i s", (seconds, ...codes) => {
    const now = new Date(seconds * 1000);
    for (const [index, mode] of MODES.entries()) {
      const code = codes[index];
      expect(totpStep(settings(mode, 8), secretOfRfc(mode), code, now)).toBe(Math.floor(seconds / 30));
    }
  });

  test("are good for their step, the one before and the one after", () => {
    const step = (seconds: number, code = "94287082") =>
      totpStep(settings("sha1", 8), secretOfRfc("sha1"), code, new Date(seconds * 1000));
    expect([0, 29, 30, 59, 60, 89].map((seconds) => step(seconds))).toEqual([1, 1, 1, 1, 1, 1]);
    expect([90, 120, 3600].map((seconds) => step(seconds))).toEqual([undefined, undefined, undefined]);
    expect(step(59, " 9428 7082 ")).toBe(1);
  });

  test.each(["", "9428708", "942870822", "9428708x", "９４２８７０８２", "-4287082"])("are no %j", (code) => {
    expect(totpStep(settings("sha1", 8), secretOfRfc("sha1"), code, new Date(59_000))).toBeUndefined();
  });

  test("match nothing when the stored secret is none", () => {
    expect(totpStep(SETTINGS, "not base 32!", "123456", new Date())).toBeUndefined();
  });

  test("come from random secrets as long as their hash", () => {
    expect(MODES.map((mode) => Secret.fromBase32(newTotpSecret(settings(mode, 6))).bytes.length)).toEqual([20, 32, 64]);
    expect(newTotpSecret(SETTINGS)).not.toBe(newTotpSecret(SETTINGS));
  });

  test("are set up with Guacamole's properties", async () => {
    const enrolment = await totpEnrolment({ ...SETTINGS, issuer: "Desk & Co" }, "JBSWY3DPEHPK3PXP", "Zoé: x");
    expect(enrolment).toMatchObject({ username: "Zoé: x", digits: 6, period: 30, mode: "SHA1", issuer: "Desk & Co" });
    const uri = new URL(enrolment.keyUri);
    expect([uri.protocol, uri.host]).toEqual(["otpauth:", "totp"]);
    expect(uri.searchParams.get("secret")).toBe("JBSWY3DPEHPK3PXP");
    expect(uri.searchParams.get("issuer")).toBe("Desk & Co");
    expect(enrolment.qrCode).toMatch(/^data:image\/png;base64,iVBORw0KGgo/);
  });
});
