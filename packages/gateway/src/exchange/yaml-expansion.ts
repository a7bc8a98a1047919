import { type Document, isAlias, isCollection, isPair, visit } from "yaml";

/** How often aliases may be used, and how many anchors they may choose from: each alias is looked for among all of them. */
const MAX_ALIASES = 10_000;
const MAX_ANCHORS = 1000;
/** Values of a file in which every alias is replaced by what it stands for: a file of this size has no more by itself. */
const MAX_VALUES = 1_000_000;

/** How many values a node is, with what its aliases stand for. @param anchored how many those of the anchors before it are. */
function valuesIn(node: unknown, anchored: Map<string, number>): number {
  if (isAlias(node)) {
    return anchored.get(node.source) ?? 1;
  }
  if (isPair(node)) {
    return valuesIn(node.key, anchored) + valuesIn(node.value, anchored);
  }
  if (!isCollection(node)) {
    return 1;
  }
  const values = node.items.reduce((sum: number, item) => sum + valuesIn(item, anchored), 1);
  if (node.anchor !== undefined) {
    anchored.set(node.anchor, values);
  }
  return values;
}

/** Whether the aliases of a file multiply it beyond what is worth the memory, or are too many. */
export function isTooMuch(file: Document): boolean {
  let aliases = 0;
  let anchors = 0;
  visit(file, {
    Alias: () => {
      aliases++;
    },
    Collection: (_, { anchor }) => {
      anchors += anchor === undefined ? 0 : 1;
    },
    Scalar: (_, { anchor }) => {
      anchors += anchor === undefined ? 0 : 1;
    },
  });
  return (
    aliases > 0 && (aliases > MAX_ALIASES || anchors > MAX_ANCHORS || valuesIn(file.contents, new Map()) > MAX_VALUES)
  );
}
