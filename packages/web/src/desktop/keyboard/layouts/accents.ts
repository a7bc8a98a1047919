/** Dead keys by what they give with the space bar, and what they do to a letter. */
interface Accent {
  /** As Unicode decomposes it. */
  readonly mark: string;
  /** What most of Windows' layouts let it change. */
  readonly letters: string;
}

export const ACCENTS: Readonly<Record<string, Accent>> = {
  "^": { mark: "\u0302", letters: "aeiouAEIOU" },
  "¨": { mark: "\u0308", letters: "aeiouyAEIOU" },
  "`": { mark: "\u0300", letters: "aeiouAEIOU" },
  "´": { mark: "\u0301", letters: "aeiouyAEIOUY" },
  "~": { mark: "\u0303", letters: "anoANO" },
  "¸": { mark: "\u0327", letters: "cC" },
  ˇ: { mark: "\u030c", letters: "cdenrstzCDENRSTZ" },
  "˘": { mark: "\u0306", letters: "aA" },
  "°": { mark: "\u030a", letters: "uU" },
  "˛": { mark: "\u0328", letters: "aeAE" },
  "˝": { mark: "\u030b", letters: "ouOU" },
  "˙": { mark: "\u0307", letters: "zZ" },
  "·": { mark: "\u0307", letters: "zZ" },
};

/** The dead keys with their letters that Windows gives to the languages between Prague and Bucharest. */
export const CENTRAL_EUROPEAN = {
  "´": "aceilnorsuyzACEILNORSUYZ",
  "¸": "cstCST",
} as const;
