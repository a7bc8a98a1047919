/** Where a secret is stored, as it is bound to its place when it is sealed. Changing a text makes stored values unreadable. */
export const secretPlace = {
  connectionParameter: (connectionId: number | string, name: string) => `connection ${connectionId} ${name}`,
  sharingProfileParameter: (profileId: number | string, name: string) => `sharing profile ${profileId} ${name}`,
  userAttribute: (userId: number | string, name: string) => `user ${userId} ${name}`,
  /** Guacamole's own hash and salt of a password. */
  legacyPassword: (userId: number | string) => `user ${userId} legacy password`,
  /** The password that was typed at a sign-in. */
  signInPassword: (signInId: string) => `sign-in ${signInId} password`,
  /** The private key that signs closed months. */
  hoursSigningKey: (keyId: string) => `hours signing key ${keyId}`,
} as const;
