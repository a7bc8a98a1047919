import { DecodeError } from "@passerelle/rdp";
import { decodeDib, encodeDib } from "../../packages/gateway/src/clipboard/dib.ts";
import { decodeHtmlFormat, encodeHtmlFormat } from "../../packages/gateway/src/clipboard/html-format.ts";
import { ClipboardChannel } from "../../packages/rdp/src/channels/clipboard/clipboard-channel.ts";
import { type ClipboardPdu, encodeClipboardPdu } from "../../packages/rdp/src/channels/clipboard/clipboard-pdus.ts";
import { decodeFileList, encodeFileList } from "../../packages/rdp/src/channels/clipboard/file-list.ts";
import { decoderTarget, type Messages, type Target } from "./target.ts";

const FORMATS = [
  { id: 13, name: "" },
  { id: 0xc001, name: "HTML Format" },
];
const SESSION: readonly ClipboardPdu[] = [
  { type: "capabilities", flags: 0x3e },
  { type: "monitorReady" },
  { type: "formatListResponse", isOk: true },
  { type: "formatList", formats: FORMATS },
  { type: "dataResponse", data: new Uint8Array(20) },
  { type: "dataRequest", format: 13 },
  { type: "lock", id: 1 },
  { type: "contentsRequest", streamId: 1, index: 0, range: { position: 0n, length: 100 }, lock: 1 },
  { type: "contentsResponse", streamId: 1, data: new Uint8Array(8) },
  { type: "unlock", id: 1 },
];

/** What a desktop's clipboard says and holds. */
export function clipboardTargets(): Target[] {
  const file = { name: "folder\\file", isFolder: false, size: 5n, modified: 1 };
  const picture = { width: 9, height: 7, rgba: new Uint8Array(9 * 7 * 4).fill(77) };
  return [
    { name: "clipboard", errors: [DecodeError], seeds: [SESSION.map((pdu) => encodeClipboardPdu(pdu))], run },
    decoderTarget("clipboard files", [DecodeError], decodeFileList, encodeFileList([file, file])),
    decoderTarget("clipboard HTML", [], decodeHtmlFormat, encodeHtmlFormat("<b>x</b>")),
    decoderTarget(
      "clipboard picture",
      [RangeError],
      decodeDib,
      encodeDib(picture, "dib"),
      encodeDib(picture, "dib-v5"),
    ),
  ];
}

/** Somebody copies and pastes at both ends all the time, and gives up what is not answered at once. */
function run(messages: Messages): void {
  let waits = false;
  const channel: ClipboardChannel<object> = new ClipboardChannel<object>({
    ready: () => channel.announce({}, FORMATS),
    taken: () => {},
    copied: ([format]) => {
      channel.requestData(format?.id ?? 0, 1000, () => {});
      channel.requestContents({ index: 0 }, () => {});
      channel.lock();
    },
    dataWanted: (_, __, give) => give(new Uint8Array(100_000)),
    contentsWanted: (_, __, give) => give(new Uint8Array(10)),
    sendsMuch: () => {
      while (channel.sendMore());
    },
    waits: (isWaiting) => {
      waits = isWaiting;
    },
    failed: () => {},
  });
  channel.opened({ name: "cliprdr", send: () => {}, sendPart: () => {}, close: () => {} });
  for (const message of messages) {
    if (message.length > channel.longestMessage) channel.skipped(message.length, message.subarray(0, 1600));
    else channel.received(message);
    if (waits) channel.giveUpData();
  }
  channel.close();
}
