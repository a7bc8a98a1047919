import { badRequest } from "../api-error.ts";

/** The most characters of a name, as in Guacamole's columns. */
export const MAX_NAME_LENGTH = 128;

/**
 * The name of a new or renamed object: not blank, no control characters, nothing that a path takes for something else.
 * @param noun what it is the name of.
 */
export function requireName(noun: string, name: string | undefined): string {
  if (name === undefined || name.trim() === "") {
    throw badRequest(`The ${noun} needs a name.`);
  }
  if (/\p{Cc}/u.test(name)) {
    throw badRequest(`The name of the ${noun} may not have control characters.`);
  }
  if (name === "." || name === "..") {
    throw badRequest(`The ${noun} cannot be called "${name}": addresses could not name it.`);
  }
  return name;
}
