export type AccountState = "disabled" | "expired" | "notYetValid" | "mustChange";

/** What the states of an account follow from; days as yyyy-MM-dd. */
export interface AccountFacts {
  readonly disabled: boolean;
  readonly mustChange: boolean;
  readonly validFrom: string | null;
  readonly validUntil: string | null;
}

/** What keeps somebody from signing in as usual, the gravest first. The account's own zone decides at the gateway. */
export function accountStates(account: AccountFacts, now: Date): readonly AccountState[] {
  const { disabled, mustChange, validFrom, validUntil } = account;
  const pad = (number: number) => String(number).padStart(2, "0");
  const today = `${now.getFullYear()}-${pad(now.getMonth() + 1)}-${pad(now.getDate())}`;
  const states: readonly (readonly [AccountState, boolean])[] = [
    ["disabled", disabled],
    ["expired", validUntil !== null && validUntil < today],
    ["notYetValid", validFrom !== null && validFrom > today],
    ["mustChange", mustChange],
  ];
  return states.filter(([, applies]) => applies).map(([state]) => state);
}
