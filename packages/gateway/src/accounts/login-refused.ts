export type LoginRefusal =
  | "wrong"
  | "disabled"
  | "not-valid"
  | "not-accessible"
  | "restricted-time"
  | "restricted-host"
  | "second-factor";

/** A login was refused. */
export class LoginRefused extends Error {
  override readonly name = "LoginRefused";
  readonly reason: LoginRefusal;

  constructor(reason: LoginRefusal) {
    super(`Login refused: ${reason}`);
    this.reason = reason;
  }
}

/** A field that a login form is asked to have, as Guacamole's API names it; kinds of fields have more properties. */
export interface LoginField {
  readonly name: string;
  readonly type: string;
}

/** Everything so far is right, and more is needed. */
export class MoreNeeded extends Error {
  override readonly name = "MoreNeeded";
  readonly fields: readonly LoginField[];
  /** Of Guacamole's translations. */
  readonly key: string;

  constructor(message: string, key: string, fields: readonly LoginField[]) {
    super(message);
    this.key = key;
    this.fields = fields;
  }
}
