import {
  DecodeError,
  DeviceRedirection,
  decodeFileChange,
  driveData,
  encodeAnnouncement,
  encodeFileChange,
  encodeIoRequest,
  encodeRedirectionCapabilities,
  encodeUserLoggedOn,
  type IoOperation,
  RedirectionPacketId,
} from "@passerelle/rdp";
import type { Messages, Target } from "./target.ts";

const SERVER = { versionMajor: 1, versionMinor: 13, clientId: 1 };
const CAPABILITIES = { tellsLogon: true, removesDevices: true };
const RANGES = [{ offset: 1n, length: 2n }];
const CREATE = { desiredAccess: 1, allocationSize: 0n, attributes: 0, sharedAccess: 7, disposition: 1, options: 0 };
const RENAME = encodeFileChange({ type: "rename", replace: true, path: "\\b" });

const OPERATIONS: readonly IoOperation[] = [
  { type: "create", ...CREATE, path: "\\a" },
  { type: "write", offset: 0n, data: new Uint8Array(30) },
  { type: "read", offset: 1n, length: 20 },
  { type: "setInformation", ...RENAME },
  { type: "queryDirectory", informationClass: 3, isInitial: true, path: "\\*" },
  { type: "lockControl", operation: "shared", waits: false, ranges: RANGES },
  { type: "deviceControl", outputLength: 5, code: 1, input: new Uint8Array(9) },
  { type: "close" },
];

/** What a server may send on the channel of redirected devices. */
export function redirectionTargets(): Target[] {
  return [{ name: "device redirection", errors: [DecodeError], seeds: [[...beginning(), ...requests()]], run }];
}

function beginning(): Uint8Array[] {
  return [
    encodeAnnouncement(RedirectionPacketId.ServerAnnounce, SERVER),
    encodeRedirectionCapabilities(RedirectionPacketId.ServerCapability, CAPABILITIES, SERVER.versionMinor),
    encodeAnnouncement(RedirectionPacketId.ClientIdConfirm, SERVER),
    encodeUserLoggedOn(),
  ];
}

function requests(): Uint8Array[] {
  return OPERATIONS.map((operation, completionId) =>
    encodeIoRequest({ deviceId: 1, fileId: 1, completionId, ...operation }),
  );
}

/** A client that answers all that it is asked, and reads the changes that it is asked for. */
function run(messages: Messages): void {
  const redirection: DeviceRedirection = new DeviceRedirection("fuzz", {
    restarted: () => {},
    announced: () => {},
    request: (request) => {
      if (request.type === "setInformation") decodeFileChange(request.informationClass, request.data);
      redirection.complete(request, { status: 0 });
    },
    failed: () => {},
  });
  const channel = { name: "rdpdr", send: () => {}, close: () => {} };
  redirection.add({ type: "drive", dosName: "FUZZ", data: driveData("fuzz") });
  redirection.opened(channel);
  for (const message of messages) redirection.received(message);
}
