import type { Credentials } from "../settings.ts";
import { Reader } from "../wire/reader.ts";
import { contextTag, DerReader, derContext, derInteger, derOctetString, derSequence, derTags } from "./der.ts";
import { utf16 } from "./ntlm-messages.ts";

const passwordCredentials = 1;

/** TSCredentials ([MS-CSSP] 2.2.1.2) with TSPasswordCreds. */
export function encodeTsCredentials({ domain, username, password }: Credentials): Uint8Array {
  const fields = [domain, username, password].map((text, index) => derContext(index, derOctetString(utf16(text))));
  return derSequence(
    derContext(0, derInteger(passwordCredentials)),
    derContext(1, derOctetString(derSequence(...fields))),
  );
}

/** Throws DecodeError, also for other kinds of credentials than passwords. */
export function decodeTsCredentials(bytes: Uint8Array): Credentials {
  const outer = new DerReader(bytes, "TSCredentials").inside(derTags.sequence);
  const type = outer.inside(contextTag(0)).integer();
  if (type !== passwordCredentials) throw outer.error(`credentials of type ${type}`);
  const content = outer.inside(contextTag(1)).content(derTags.octetString);
  const fields = new DerReader(content, "TSPasswordCreds").inside(derTags.sequence);
  const [domain, username, password] = [0, 1, 2].map((index) => {
    const text = fields.inside(contextTag(index)).content(derTags.octetString);
    return new Reader(text, "TSPasswordCreds").utf16(text.length);
  });
  return { domain, username, password };
}
