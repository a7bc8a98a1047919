import type { StandardSecurity } from "../security/standard-security.ts";
import { encodeDomainPdu } from "./mcs-domain.ts";
import { decodeBasicSecurity, encodeBasicSecurity, SecurityFlag } from "./security-header.ts";

/** Puts data for MCS channels under security header and encryption, and takes them off ([MS-RDPBCGR] 5.3). */
export class SecureLink {
  readonly user: number;
  /** Standard RDP security; undefined where TLS, or nothing, protects the line. */
  readonly security: StandardSecurity | undefined;

  constructor(user: number, security: StandardSecurity | undefined) {
    this.user = user;
    this.security = security;
  }

  /** A Send Data Request of data that has a security header only under standard RDP security. */
  seal(channel: number, data: Uint8Array): Uint8Array {
    return this.security ? this.sealWithHeader(channel, data, 0) : this.#send(channel, data);
  }

  /** A Send Data Request of data that always has a security header. @param flags of `SecurityFlag` */
  sealWithHeader(channel: number, data: Uint8Array, flags: number): Uint8Array {
    const encrypted = this.security && (flags & SecurityFlag.License) === 0;
    if (!encrypted) return this.#send(channel, encodeBasicSecurity(flags, data));
    const sealed = (this.security as StandardSecurity).seal(data, false);
    return this.#send(channel, encodeBasicSecurity(flags | SecurityFlag.Encrypt, sealed));
  }

  /** The inverse of `seal`. */
  open(data: Uint8Array): { flags: number; data: Uint8Array } {
    return this.security ? this.openWithHeader(data) : { flags: 0, data };
  }

  /** The inverse of `sealWithHeader`. */
  openWithHeader(bytes: Uint8Array): { flags: number; data: Uint8Array } {
    const { flags, data } = decodeBasicSecurity(bytes);
    if (!this.security || (flags & SecurityFlag.Encrypt) === 0) return { flags, data };
    return { flags, data: this.security.open(data, (flags & SecurityFlag.SecureChecksum) !== 0) };
  }

  #send(channel: number, data: Uint8Array): Uint8Array {
    return encodeDomainPdu({ kind: "sendDataRequest", user: this.user, channel, data });
  }
}
