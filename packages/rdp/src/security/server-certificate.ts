import type { Environment } from "../environment.ts";
import { equalBytes } from "../wire/equal-bytes.ts";
import { Reader } from "../wire/reader.ts";
import { Writer } from "../wire/writer.ts";
import { decodeCertificate } from "./certificate.ts";
import {
  decodeRsaPublicKey,
  fromLittleEndian,
  modularPower,
  type RsaPublicKey,
  rsaPublicKey,
  toLittleEndian,
} from "./rsa.ts";

const proprietaryVersion = 1;
const x509ChainVersion = 2;
/** The top bit of dwVersion: the certificate was issued for a time only. */
const versionMask = 0x7fffffff;

const signatureAlgorithmRsa = 1;
const keyExchangeAlgorithmRsa = 1;
const rsaKeyBlob = 6;
const rsaSignatureBlob = 8;
const rsaMagic = 0x31415352;
const minimumChain = 2;
const maximumChain = 200;
/** Zero bytes that follow the modulus and the signature. */
const padding = 8;

/** The Terminal Services signing key that the whole world knows ([MS-RDPBCGR] 5.3.3.1.1). */
const signingKey = {
  modulus: BigInt(
    "0x87ea6d055f099320bb61f51a09065e6c7d5cf63dfebfe77ceffe3a586b6563ce954552f29a6bb7d7e2c1f5ef8720883ecb5fba4a1ec1bb4dc93e4372bd5e3a3d",
  ),
  exponent: 0xc0887b5bn,
  privateExponent: BigInt(
    "0x5ff33fe7130110c7b39b510b17790735dd0d7b0ab83ac79924b1dd249f129a176008e89933cc92cf944967e9fae63e24f868652516160058558711da3219a787",
  ),
  length: 64,
};

/**
 * The public key of a SERVER_CERTIFICATE ([MS-RDPBCGR] 2.2.1.4.3.1), proprietary with its signature checked, or the
 * leaf of an X.509 chain. Throws DecodeError.
 */
export function decodeServerCertificate(bytes: Uint8Array, environment: Pick<Environment, "hash">): RsaPublicKey {
  const reader = new Reader(bytes, "SERVER_CERTIFICATE");
  const version = reader.u32() & versionMask;
  if (version === proprietaryVersion) return decodeProprietary(bytes, reader, environment);
  if (version === x509ChainVersion) return decodeChain(reader);
  throw reader.error(`certificate version ${version}`);
}

/** PROPRIETARYSERVERCERTIFICATE of `key`, signed with the Terminal Services signing key. */
export function encodeProprietaryCertificate(key: RsaPublicKey, environment: Pick<Environment, "hash">): Uint8Array {
  const writer = new Writer();
  writer.u32(proprietaryVersion).u32(signatureAlgorithmRsa).u32(keyExchangeAlgorithmRsa);
  writer.u16(rsaKeyBlob).u16(20 + key.length + padding);
  writer
    .u32(rsaMagic)
    .u32(key.length + padding)
    .u32(key.length * 8)
    .u32(key.length - 1)
    .u32(Number(key.exponent));
  writer.bytes(toLittleEndian(key.modulus, key.length)).zeros(padding);
  const signature = modularPower(
    fromLittleEndian(signedBlock(writer.finish(), environment)),
    signingKey.privateExponent,
    signingKey.modulus,
  );
  writer.u16(rsaSignatureBlob).u16(signingKey.length + padding);
  return writer.bytes(toLittleEndian(signature, signingKey.length)).zeros(padding).finish();
}

function decodeProprietary(bytes: Uint8Array, reader: Reader, environment: Pick<Environment, "hash">): RsaPublicKey {
  if (reader.u32() !== signatureAlgorithmRsa || reader.u32() !== keyExchangeAlgorithmRsa) {
    throw reader.error("algorithms other than RSA");
  }
  const blobType = reader.u16();
  if (blobType !== rsaKeyBlob) throw reader.error(`key blob of type ${blobType}`);
  const blob = reader.part(reader.u16(), "RSA_PUBLIC_KEY");
  if (blob.u32() !== rsaMagic) throw blob.error("not an RSA key");
  const keyLength = blob.u32();
  blob.skip(8); // bitlen, datalen
  const exponent = BigInt(blob.u32());
  const key = rsaPublicKey(fromLittleEndian(blob.bytes(Math.max(0, keyLength - padding))), exponent);
  const signedLength = reader.offset;

  const signatureType = reader.u16();
  if (signatureType !== rsaSignatureBlob) throw reader.error(`signature blob of type ${signatureType}`);
  const signature = reader.bytes(reader.u16()).subarray(0, signingKey.length);
  const block = toLittleEndian(
    modularPower(fromLittleEndian(signature), signingKey.exponent, signingKey.modulus),
    signingKey.length,
  );
  if (!equalBytes(block, signedBlock(bytes.subarray(0, signedLength), environment))) {
    throw reader.error("the signature is not the Terminal Services key's");
  }
  return key;
}

/** What the signature of a proprietary certificate holds: the MD5 of all before it, padded ([MS-RDPBCGR] 5.3.3.1.2). */
function signedBlock(signed: Uint8Array, environment: Pick<Environment, "hash">): Uint8Array {
  const block = new Uint8Array(signingKey.length).fill(0xff);
  block.set(environment.hash("md5", signed));
  block[16] = 0;
  block[62] = 1;
  block[63] = 0;
  return block;
}

function decodeChain(reader: Reader): RsaPublicKey {
  const count = reader.u32();
  if (count < minimumChain || count > maximumChain) throw reader.error(`a chain of ${count} certificates`);
  let leaf: Uint8Array = new Uint8Array();
  for (let index = 0; index < count; index++) leaf = reader.bytes(reader.u32());
  return decodeRsaPublicKey(decodeCertificate(leaf).subjectPublicKey);
}
