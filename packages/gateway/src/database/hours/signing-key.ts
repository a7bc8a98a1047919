import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, randomUUID } from "node:crypto";
import { secretPlace } from "../../secrets/places.ts";
import { SEALED_PREFIX, type SecretBox, SecretError } from "../../secrets/secret-box.ts";
import type { Queries } from "../database.ts";

/** A key that closed months are signed with. */
export interface SigningKey {
  /** UUID. */
  readonly keyId: string;
  /** Ed25519. */
  readonly privateKey: KeyObject;
}

interface StoredKey {
  readonly key_id: string;
  readonly sealed_private_key: string;
}

/** The key in use; made at the first call, of which there is one at a time. */
export async function signingKey(db: Queries, secrets: SecretBox): Promise<SigningKey> {
  const stored = await db
    .selectFrom("passerelle_hours_signing_key")
    .select(["key_id", "sealed_private_key"])
    .orderBy("made", "desc")
    .execute();
  for (const row of stored) {
    const privateKey = openKey(secrets, row);
    if (privateKey !== undefined) {
      return { keyId: row.key_id, privateKey };
    }
  }
  return makeKey(db, secrets);
}

async function makeKey(db: Queries, secrets: SecretBox): Promise<SigningKey> {
  const { privateKey, publicKey } = generateKeyPairSync("ed25519");
  const keyId = randomUUID();
  const text = privateKey.export({ type: "pkcs8", format: "der" }).toString("base64");
  await db
    .insertInto("passerelle_hours_signing_key")
    .values({
      key_id: keyId,
      public_key: publicKey.export({ type: "spki", format: "der" }),
      sealed_private_key: secrets.seal(text, secretPlace.hoursSigningKey(keyId)),
      made: new Date(),
    })
    .execute();
  return { keyId, privateKey };
}

/**
 * What signatures of a key are checked with: made of the sealed private key, as whoever writes to the database could store a
 * public key of their own. Undefined when there is no such key, or it is not as the gateway sealed it.
 */
export async function verificationKey(
  queries: Queries,
  secrets: SecretBox,
  keyId: string,
): Promise<KeyObject | undefined> {
  const row = await queries
    .selectFrom("passerelle_hours_signing_key")
    .select(["key_id", "sealed_private_key"])
    .where("key_id", "=", keyId)
    .executeTakeFirst();
  const privateKey = row && openKey(secrets, row);
  return privateKey && createPublicKey(privateKey);
}

function openKey(secrets: SecretBox, { key_id, sealed_private_key: sealed }: StoredKey): KeyObject | undefined {
  if (!sealed.startsWith(SEALED_PREFIX)) {
    return undefined;
  }
  try {
    const text = secrets.open(sealed, secretPlace.hoursSigningKey(key_id));
    return createPrivateKey({ key: Buffer.from(text, "base64"), type: "pkcs8", format: "der" });
  } catch (error) {
    if (error instanceof SecretError) {
      return undefined;
    }
    throw error;
  }
}
