import { useQuery } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import type { Choice, ChoiceSource } from "../administration/picker.tsx";
import type { Held } from "../api/access.ts";
import type { ListPage, ListQuery } from "../api/lists.ts";
import { mayGrant, type ObjectPermission } from "../api/permissions.ts";
import { permissionsQuery } from "../api/queries.ts";
import { ErrorAlert } from "../shell/error-alert.tsx";
import type { Column } from "../table/columns.ts";
import { useLocalList } from "../table/list-state.ts";
import { ServerTable } from "../table/server-table.tsx";
import { GrantForm } from "./grant-form.tsx";
import { useRightsColumns } from "./rights-columns.tsx";
import { type Pair, useGranting } from "./use-granting.ts";

/** How rows are added. */
interface Addition {
  readonly label: string;
  readonly placeholder: string;
  readonly action: string;
  readonly source: ChoiceSource;
  readonly pairOf: (choice: Choice) => Pair;
  readonly rights: readonly ObjectPermission[];
}

interface RightsTableProps<Item extends Held> {
  readonly label: string;
  readonly queryKey: readonly unknown[];
  readonly fetch: (query: ListQuery) => Promise<ListPage<Item>>;
  /** What the rights are on, or who holds them; sortable by its key. */
  readonly first: Column<Item>;
  readonly keyOf: (item: Item) => string;
  readonly nameOf: (item: Item) => string;
  readonly pairOf: (item: Item) => Pair;
  /** False if the list tells nothing of rights through groups. */
  readonly hasWays?: boolean;
  readonly searchLabel: string;
  readonly emptyTitle: string;
  readonly emptyText?: string;
  /** Undefined if the person may add nothing. */
  readonly addition: Addition | undefined;
}

/** A list of rights: what was granted directly is ticked and can be changed, what comes through groups says so. */
export function RightsTable<Item extends Held>(props: RightsTableProps<Item>): ReactElement {
  const { first, nameOf, pairOf, hasWays = true, addition, ...table } = props;
  const { t } = useTranslation("users");
  const state = useLocalList(first.key);
  const own = useQuery(permissionsQuery).data;
  const granting = useGranting();
  const change = (item: Item, after: readonly ObjectPermission[]) =>
    // What goes wrong is shown above the list.
    granting.grant([{ ...pairOf(item), before: item.direct, after }]).catch(() => undefined);
  const mayChange = (item: Item) => {
    const { subject, object } = pairOf(item);
    return own !== undefined && !granting.isPending && mayGrant(own, subject, object);
  };
  const rights = useRightsColumns<Item>({
    nameOf,
    grantedOf: (item) => granting.expected(pairOf(item)) ?? item.direct,
    isEditable: mayChange,
    onChange: change,
  });
  return (
    <>
      {addition && (
        <GrantForm
          {...addition}
          isPending={granting.isPending}
          onSubmit={(picked) =>
            granting.grant(picked.map((choice) => ({ ...addition.pairOf(choice), before: [], after: addition.rights })))
          }
        />
      )}
      {granting.error && <ErrorAlert title={t("access.failed")} error={granting.error} />}
      <ServerTable
        {...table}
        state={state}
        nameOf={nameOf}
        columns={[first, ...rights.filter((column) => hasWays || column.key !== "via")]}
      />
    </>
  );
}
