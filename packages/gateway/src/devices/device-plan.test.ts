import { expect, test } from "vitest";
import { ConnectionParameters } from "../sessions/connection-parameters.ts";
import { planDevices, policyOf } from "./device-plan.ts";

function plan(parameters: Record<string, string>) {
  return planDevices(new ConnectionParameters(parameters, { GUAC_USERNAME: "alexandra" }));
}

test("a connection of the sheet has a drive, a printer and no sound", () => {
  const devices = plan({
    "enable-printing": "true",
    "enable-drive": "true",
    "drive-path": "/drive/$" + "{GUAC_USERNAME}",
    "disable-audio": "true",
  });
  expect(devices.drive).toEqual({
    name: "Passerelle",
    path: "/drive/alexandra",
    create: false,
    download: true,
    upload: true,
  });
  expect(devices.printer).toEqual({ name: "Passerelle" });
  expect(devices.sound).toBe("off");
});

test("who only looks on gives the desktop nothing", () => {
  const devices = plan({
    ...{ "read-only": "true", "enable-drive": "true", "enable-audio-input": "true", "enable-touch": "true" },
  });
  expect(policyOf(devices, 5)).toMatchObject({
    readOnly: true,
    clipboard: { copy: true, paste: false, fileLimit: 5 },
    microphone: false,
    touch: false,
  });
  expect(devices.drive?.upload).toBe(false);
});

test.each([
  ["1", 262_144],
  ["1048576", 1_048_576],
  ["2000000000", 52_428_800],
])("a clipboard of %s bytes holds %d", (given, limit) => {
  expect(plan({ "clipboard-buffer-size": given }).clipboard.limit).toBe(limit);
});

test("sound plays where it was asked to", () => {
  expect(plan({}).sound).toBe("browser");
  expect(plan({ "console-audio": "true", "disable-audio": "true" }).sound).toBe("server");
});
