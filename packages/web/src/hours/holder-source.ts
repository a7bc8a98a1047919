import { IconUser, IconUsersGroup } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import type { Choice, ChoiceSource } from "../administration/picker.tsx";
import { reportQuery } from "../api/hours.ts";
import { holderChoices } from "../permissions/choices.ts";
import { addDays, dayAt } from "./time/days.ts";
import { useZone } from "./use-zone.ts";

const DAYS = 60;
const kinds = [
  { by: "team", kind: "userGroup", icon: IconUsersGroup },
  { by: "person", kind: "user", icon: IconUser },
] as const;

/**
 * Users and groups to choose from: those that the person may see in the administration, and all that have had hours lately, for
 * clerks administer no accounts.
 */
export function useHolderSource(): ChoiceSource {
  const queryClient = useQueryClient();
  const zone = useZone();
  const to = dayAt(Date.now(), zone);
  const worked = async (text: string): Promise<Choice[]> => {
    const lists = await Promise.all(
      kinds.map(async ({ by, kind, icon }) => {
        const query = reportQuery({ from: addDays(to, -DAYS), to, zone, by, unit: "range" });
        const { lines } = await queryClient.fetchQuery({ ...query, staleTime: 60_000 });
        return lines
          .filter(({ name, deleted }) => !deleted && name.toLowerCase().includes(text.toLowerCase()))
          .map(({ key, name }) => ({ value: `${kind} ${key}`, label: name, icon }));
      }),
    );
    return lists.flat();
  };
  return {
    key: "hours-holders",
    search: async (text) => {
      const [known, others] = await Promise.all([holderChoices.search(text), worked(text)]);
      const values = new Set(known.map(({ value }) => value));
      return [...known, ...others.filter(({ value }) => !values.has(value))];
    },
  };
}
