import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import type { SecretKey } from "./secret-key.ts";

/** `passerelle:1:<key id>:<base64url of nonce, ciphertext and tag>`. */
export const SEALED_PREFIX = "passerelle:1:";
const CIPHER = "aes-256-gcm";
const NONCE_LENGTH = 12;
const TAG_LENGTH = 16;

/** The keys of a gateway, asked for at each use, as another process may rotate them: the first one seals, all of them open. */
export type KeySource = () => readonly SecretKey[];

/** A stored secret cannot be decrypted. */
export class SecretError extends Error {
  override readonly name = "SecretError";
}

/**
 * Encrypts texts with AES-256-GCM (NIST SP 800-38D). A value is bound to the place where it is stored, so that somebody who
 * can write to the database cannot move a password to a connection of his own.
 */
export class SecretBox {
  readonly #keys: KeySource;
  readonly #guacamoleReads: boolean;

  /** @param guacamoleReads Guacamole runs on the same rows, so that it must find in its columns what it can read. */
  constructor(keys: SecretKey | KeySource, guacamoleReads = false) {
    this.#keys = typeof keys === "function" ? keys : () => [keys];
    this.#guacamoleReads = guacamoleReads;
  }

  /** The id of the key that seals. */
  get keyId(): string {
    return this.#current().id;
  }

  /** What the values that this key sealed begin with. */
  get prefix(): string {
    return `${SEALED_PREFIX}${this.keyId}:`;
  }

  #current(): SecretKey {
    const [current] = this.#keys();
    return current;
  }

  /** Seals a value for a column of Guacamole's, unless Guacamole must read it. */
  sealForGuacamole(text: string, place: string): string {
    return this.#guacamoleReads ? text : this.seal(text, place);
  }

  /** @param place names where the value is stored, such as "connection 42 password". */
  seal(text: string, place: string): string {
    const key = this.#current();
    const nonce = randomBytes(NONCE_LENGTH);
    const cipher = createCipheriv(CIPHER, key.bytes, nonce, { authTagLength: TAG_LENGTH });
    cipher.setAAD(Buffer.from(place));
    const sealed = Buffer.concat([nonce, cipher.update(text, "utf8"), cipher.final(), cipher.getAuthTag()]);
    return `${SEALED_PREFIX}${key.id}:${sealed.toString("base64url")}`;
  }

  /**
   * The text that was sealed for `place`; a value that was never sealed (Guacamole's) is answered as it is.
   * @throws SecretError when it was sealed with another key, for another place, or was changed.
   */
  open(value: string, place: string): string {
    if (!value.startsWith(SEALED_PREFIX)) {
      return value;
    }
    const [keyId, body] = value.slice(SEALED_PREFIX.length).split(":");
    const key = this.#keys().find(({ id }) => id === keyId);
    if (key === undefined) {
      throw new SecretError(`The ${place} was encrypted with key ${keyId}, which the gateway does not have.`);
    }
    const sealed = Buffer.from(body ?? "", "base64url");
    try {
      const end = sealed.length - TAG_LENGTH;
      const decipher = createDecipheriv(CIPHER, key.bytes, sealed.subarray(0, NONCE_LENGTH), {
        authTagLength: TAG_LENGTH,
      });
      decipher.setAAD(Buffer.from(place));
      decipher.setAuthTag(sealed.subarray(end));
      return decipher.update(sealed.subarray(NONCE_LENGTH, end), undefined, "utf8") + decipher.final("utf8");
    } catch (error) {
      throw new SecretError(`The ${place} was changed or moved in the database; store it again.`, { cause: error });
    }
  }
}
