/** Neither look-alikes (0O, 1lI) nor anything that differs between keyboards. */
const alphabets = ["abcdefghijkmnpqrstuvwxyz", "ABCDEFGHJKLMNPQRSTUVWXYZ", "23456789"] as const;
const all = alphabets.join("");

/** A number below `count`, each as likely as any other. @param random gives a number below 2^32 */
function below(count: number, random: () => number): number {
  const limit = Math.floor(2 ** 32 / count) * count;
  let number = random();
  while (number >= limit) number = random();
  return number % count;
}

const randomWord = () => crypto.getRandomValues(new Uint32Array(1))[0] ?? 0;

/**
 * A password of four groups of five characters, some 110 bits: upper and lower case, a digit and a symbol for every policy.
 * @param random for tests.
 */
export function generatePassword(random: () => number = randomWord): string {
  const groups = () =>
    [1, 2, 3, 4].map(() => [1, 2, 3, 4, 5].map(() => all[below(all.length, random)]).join("")).join("-");
  let password = groups();
  while (!alphabets.every((alphabet) => [...alphabet].some((one) => password.includes(one)))) password = groups();
  return password;
}
