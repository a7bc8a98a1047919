import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from "@simplewebauthn/server";
import type { Queries } from "../database/database.ts";
import { findPasskey, markPasskeyUsed, type Passkey, passkeysOf } from "../database/passkeys.ts";
import type { SecretBox } from "../secrets/secret-box.ts";
import { type AnsweredChallenge, type ChallengePurpose, Challenges } from "./challenges.ts";
import type { Site, Spend } from "./identity-source.ts";
import { LoginRefused } from "./login-refused.ts";
import type { UserReference } from "./passwords.ts";

const RELYING_PARTY = "Passerelle";
const BASE64URL = /^[\w-]+$/;
/** EdDSA, ES256, RS256 (RFC 9053, 8812): what authenticators have. */
const ALGORITHMS = [-8, -7, -257];

/** A passkey that its authenticator has just made. */
export interface RegisteredPasskey {
  /** Base64url. */
  readonly credentialId: string;
  readonly publicKey: Uint8Array;
  readonly counter: number;
  readonly transports: readonly string[];
}

/** A passkey whose holder has just proven to have it. */
export interface ProvenPasskey {
  readonly passkey: Passkey;
  readonly spend: Spend;
}

/** The text of a challenge in an answer, which WebAuthn hands on as base64url of its bytes. */
function challengeText(challenge: string): string {
  return Buffer.from(challenge, "base64url").toString();
}

/** Credentials as WebAuthn's options name them. */
function descriptors(passkeys: readonly Passkey[]): { id: string; transports: string[] }[] {
  return passkeys.map(({ credentialId, transports }) => ({ id: credentialId, transports: [...transports] }));
}

/** The identifier of the credential of an assertion; undefined of anything else. */
function credentialIdOf(response: unknown): string | undefined {
  const id = typeof response === "object" && response !== null && "id" in response ? response.id : undefined;
  return typeof id === "string" && BASE64URL.test(id) ? id : undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The ceremonies of WebAuthn, for the site that the browser is at. */
export class Passkeys {
  readonly #queries: Queries;
  readonly #challenges: Challenges;

  constructor(queries: Queries, secrets: SecretBox) {
    this.#queries = queries;
    this.#challenges = new Challenges(secrets);
  }

  /** What `navigator.credentials.create` needs to make a passkey for a user. */
  async registrationOptions(
    { userId, username }: UserReference,
    site: Site,
    now: Date,
  ): Promise<PublicKeyCredentialCreationOptionsJSON> {
    return generateRegistrationOptions({
      rpName: RELYING_PARTY,
      rpID: site.host,
      userName: username,
      userID: Buffer.from(`user ${userId}`),
      challenge: this.#challenges.create("registration", userId, now),
      supportedAlgorithmIDs: ALGORITHMS,
      excludeCredentials: descriptors(await passkeysOf(this.#queries, userId)),
    });
  }

  /** The passkey of an answer to `registrationOptions`; undefined when anything about it is wrong. */
  async verifyRegistration(
    db: Queries,
    userId: number,
    response: unknown,
    site: Site,
    now: Date,
  ): Promise<RegisteredPasskey | undefined> {
    const answered = this.#awaitChallenge("registration", userId, now);
    try {
      const { verified, registrationInfo } = await verifyRegistrationResponse({
        response: response as RegistrationResponseJSON,
        expectedChallenge: answered.accept,
        expectedOrigin: site.origin,
        expectedRPID: site.host,
        requireUserVerification: false,
        supportedAlgorithmIDs: ALGORITHMS,
      });
      const challenge = answered.challenge();
      if (!verified || challenge === undefined || !(await this.#challenges.spend(db, challenge))) {
        return undefined;
      }
      const { id, publicKey, counter, transports = [] } = registrationInfo.credential;
      return { credentialId: id, publicKey, counter, transports };
    } catch {
      return undefined;
    }
  }

  /** What `navigator.credentials.get` needs for a second factor, or from anybody for a login by a passkey alone. */
  async requestOptions(
    passkeys: readonly Passkey[] | undefined,
    site: Site,
    now: Date,
  ): Promise<PublicKeyCredentialRequestOptionsJSON> {
    const purpose = passkeys === undefined ? "login" : "second factor";
    return generateAuthenticationOptions({
      rpID: site.host,
      challenge: this.#challenges.create(purpose, passkeys?.[0]?.userId, now),
      userVerification: passkeys === undefined ? "required" : "preferred",
      allowCredentials: descriptors(passkeys ?? []),
    });
  }

  /**
   * Checks an assertion.
   * @param text as JSON.
   * @param userId whose passkey it must be; undefined: anybody's, who then must have been verified by the authenticator.
   * @returns undefined when anything about it is wrong.
   */
  async verify(text: string, userId: number | undefined, site: Site, now: Date): Promise<ProvenPasskey | undefined> {
    const response = parseJson(text);
    const passkey = await findPasskey(this.#queries, credentialIdOf(response) ?? "");
    if (passkey?.host !== site.host || (userId !== undefined && passkey.userId !== userId)) {
      return undefined;
    }
    const { credentialId, publicKey, counter } = passkey;
    const answered = this.#awaitChallenge(userId === undefined ? "login" : "second factor", userId, now);
    try {
      const { verified, authenticationInfo } = await verifyAuthenticationResponse({
        response: response as AuthenticationResponseJSON,
        expectedChallenge: answered.accept,
        expectedOrigin: site.origin,
        expectedRPID: site.host,
        credential: { id: credentialId, publicKey: new Uint8Array(publicKey), counter },
        requireUserVerification: userId === undefined,
      });
      const challenge = answered.challenge();
      return verified && challenge !== undefined
        ? { passkey, spend: this.#spend(passkey, challenge, authenticationInfo.newCounter, now) }
        : undefined;
    } catch {
      // The library throws an Error for whatever is wrong with an answer.
      return undefined;
    }
  }

  #spend(passkey: Passkey, challenge: AnsweredChallenge, counter: number, now: Date): Spend {
    return async (db) => {
      if (!(await this.#challenges.spend(db, challenge))) {
        throw new LoginRefused("second-factor");
      }
      await markPasskeyUsed(db, passkey.passkeyId, counter, now);
    };
  }

  /** Accepts the challenge of an answer if it is ours, and remembers it. */
  #awaitChallenge(purpose: ChallengePurpose, userId: number | undefined, now: Date) {
    let answered: AnsweredChallenge | undefined;
    const accept = (challenge: string) => {
      answered = this.#challenges.open(challengeText(challenge), purpose, userId, now);
      return answered !== undefined;
    };
    return { accept, challenge: () => answered };
  }
}
