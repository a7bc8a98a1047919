import { Badge, Group } from "@mantine/core";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { type AccountFacts, accountStates } from "./account-states.ts";

const colors = { disabled: "red", expired: "yellow", notYetValid: "yellow", mustChange: "gray" } as const;

/** What is special about an account: nothing if it is in order. */
export function UserState({ account }: { account: AccountFacts }): ReactElement | null {
  const { t } = useTranslation("users");
  const states = accountStates(account, new Date());
  if (states.length === 0) return null;
  return (
    <Group gap={6}>
      {states.map((state) => (
        <Badge key={state} variant="light" color={colors[state]} tt="none">
          {t(`state.${state}`)}
        </Badge>
      ))}
    </Group>
  );
}
