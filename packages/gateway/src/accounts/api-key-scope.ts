/** What a key may do, each as far as its owner may. */
export const API_KEY_SCOPES = ["read", "manage", "secrets", "connect"] as const;
export type ApiKeyScope = (typeof API_KEY_SCOPES)[number];
