/** The texts of the desktop page. English defines the keys; desktop.fr.ts must have the same. */
export const desktop = {} as const;
