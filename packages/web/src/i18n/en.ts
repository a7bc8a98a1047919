/** The texts of every page but the desktop. English defines the keys; fr.ts must have the same. */
export const app = {
  brand: "Passerelle",
} as const;
