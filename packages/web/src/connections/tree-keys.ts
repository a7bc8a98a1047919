import type { TreeRow } from "./tree-rows.ts";

/** What a key does to the tree: another row gets the keyboard, or a group is opened or closed. */
export type TreeStep = { readonly focus: number } | { readonly toggle: string };

/** How many rows Page Up and Page Down go. */
const pageStep = 12;

function parentIndex(rows: readonly TreeRow[], index: number): number {
  const level = rows[index]?.level ?? 1;
  return rows.findLastIndex((row, at) => at < index && row.level < level);
}

/**
 * The keys of a tree, as the ARIA Authoring Practices describe them for a treegrid whose rows have the keyboard.
 * @param index of the row that has it
 * @returns undefined for a key that does nothing here
 */
export function treeStep(rows: readonly TreeRow[], index: number, key: string): TreeStep | undefined {
  const row = rows[index];
  const group = row?.kind === "object" && row.object.kind === "group" ? row.object.identifier : undefined;
  const isExpanded = row?.kind === "object" && row.isExpanded === true;
  const to = (wanted: number): TreeStep | undefined => {
    const focus = Math.min(rows.length - 1, Math.max(0, wanted));
    return focus === index ? undefined : { focus };
  };
  switch (key) {
    case "ArrowDown":
      return to(index + 1);
    case "ArrowUp":
      return to(index - 1);
    case "PageDown":
      return to(index + pageStep);
    case "PageUp":
      return to(index - pageStep);
    case "Home":
      return to(0);
    case "End":
      return to(rows.length - 1);
    case "ArrowRight":
      if (group === undefined) return undefined;
      return isExpanded ? to(index + 1) : { toggle: group };
    case "ArrowLeft":
      return group !== undefined && isExpanded ? { toggle: group } : to(parentIndex(rows, index));
    default:
      return undefined;
  }
}
