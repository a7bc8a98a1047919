/** A change that what is stored does not allow; the message says why. */
export class ChangeRefused extends Error {
  override readonly name: string = "ChangeRefused";
}

/** The name is taken: in that group, or among all users or user groups. */
export class NameTaken extends ChangeRefused {
  override readonly name = "NameTaken";
}
