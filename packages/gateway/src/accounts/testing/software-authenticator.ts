import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from "node:crypto";
import { isoCBOR } from "@simplewebauthn/server/helpers";
import type { Site } from "../identity-source.ts";

/** Flags of authenticator data (WebAuthn 6.1): user present, user verified, attested credential data. */
const PRESENT = 0x01;
const VERIFIED = 0x04;
const ATTESTED = 0x40;

/** COSE (RFC 9053 7.1): an EC2 key for ES256 on P-256. */
const COSE = { keyType: 1, algorithm: 3, curve: -1, x: -2, y: -3, ec2: 2, es256: -7, p256: 1 } as const;

interface CreationOptions {
  readonly challenge: string;
  readonly user: { readonly id: string };
  readonly rp: { readonly id?: string };
}

interface RequestOptions {
  readonly challenge: string;
  readonly rpId?: string;
}

function base64url(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("base64url");
}

function sha256(data: Uint8Array | string): Buffer {
  return createHash("sha256").update(data).digest();
}

/** An authenticator with one passkey, and the browser at `site` before it. */
export class SoftwareAuthenticator {
  readonly credentialId = base64url(randomBytes(32));
  /** Where the browser is. */
  site: Site;
  /** How often the passkey was used. */
  counter = 0;
  /** Passkeys that are kept on several devices do not count. */
  isCounting = true;
  /** Whether it asks for finger or PIN. */
  verifiesUser = true;
  readonly #publicKey: KeyObject;
  readonly #privateKey: KeyObject;

  constructor(site: Site) {
    this.site = site;
    const pair = generateKeyPairSync("ec", { namedCurve: "P-256" });
    this.#publicKey = pair.publicKey;
    this.#privateKey = pair.privateKey;
  }

  /** What `navigator.credentials.create` answers. */
  create({ challenge, rp }: CreationOptions): Record<string, unknown> {
    const credential = Buffer.from(this.credentialId, "base64url");
    const length = Buffer.alloc(2);
    length.writeUInt16BE(credential.length);
    const attested = Buffer.concat([Buffer.alloc(16), length, credential, this.#coseKey()]);
    const authData = Buffer.concat([this.#authenticatorData(rp.id, ATTESTED), attested]);
    const attestation = new Map<string, unknown>([
      ["fmt", "none"],
      ["attStmt", new Map()],
      ["authData", new Uint8Array(authData)],
    ]);
    return this.#answer({
      clientDataJSON: base64url(this.#clientData("webauthn.create", challenge)),
      attestationObject: base64url(isoCBOR.encode(attestation as never)),
      transports: ["internal"],
    });
  }

  /** What `navigator.credentials.get` answers. */
  get({ challenge, rpId }: RequestOptions): Record<string, unknown> {
    this.counter += this.isCounting ? 1 : 0;
    const authData = this.#authenticatorData(rpId, 0);
    const clientData = this.#clientData("webauthn.get", challenge);
    const signature = sign("sha256", Buffer.concat([authData, sha256(clientData)]), this.#privateKey);
    return this.#answer({
      clientDataJSON: base64url(clientData),
      authenticatorData: base64url(authData),
      signature: base64url(signature),
    });
  }

  #answer(response: Record<string, unknown>): Record<string, unknown> {
    const { credentialId: id } = this;
    return { id, rawId: id, type: "public-key", clientExtensionResults: {}, response };
  }

  #clientData(type: string, challenge: string): Buffer {
    return Buffer.from(JSON.stringify({ type, challenge, origin: this.site.origin, crossOrigin: false }));
  }

  #authenticatorData(rpId: string | undefined, flags: number): Buffer {
    const rest = Buffer.alloc(5);
    rest[0] = flags | PRESENT | (this.verifiesUser ? VERIFIED : 0);
    rest.writeUInt32BE(this.counter, 1);
    return Buffer.concat([sha256(rpId ?? this.site.host), rest]);
  }

  #coseKey(): Uint8Array {
    const { x = "", y = "" } = this.#publicKey.export({ format: "jwk" });
    const key = new Map<number, number | Uint8Array>([
      [COSE.keyType, COSE.ec2],
      [COSE.algorithm, COSE.es256],
      [COSE.curve, COSE.p256],
      [COSE.x, new Uint8Array(Buffer.from(x, "base64url"))],
      [COSE.y, new Uint8Array(Buffer.from(y, "base64url"))],
    ]);
    return isoCBOR.encode(key as never);
  }
}
