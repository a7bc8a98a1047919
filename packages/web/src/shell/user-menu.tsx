import { Avatar, Menu, Text, UnstyledButton, VisuallyHidden } from "@mantine/core";
import { IconCalendarTime, IconChevronDown, IconLogout, IconSettings, IconUserShield } from "@tabler/icons-react";
import { useQuery, useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { sectionsFor } from "../administration/sections.ts";
import { signOut } from "../api/gateway.ts";
import { permissionsQuery, selfQuery } from "../api/queries.ts";
import { PreferenceItems } from "./preference-items.tsx";
import classes from "./shell.module.css";

/** Everything that belongs to the person signed in: preferences, administration, account, signing out. */
export function UserMenu(): ReactElement {
  const { t } = useTranslation();
  const { username } = useSuspenseQuery(selfQuery).data;
  const permissions = useQuery(permissionsQuery).data;
  const administers = permissions !== undefined && sectionsFor(permissions, username).length > 0;
  const navigate = useNavigate();
  const queryClient = useQueryClient();

  const leave = async () => {
    // Even if the gateway cannot be told, this browser forgets what it has loaded.
    await signOut().catch(() => undefined);
    await navigate({ to: "/login" });
    queryClient.clear();
  };

  return (
    <Menu position="bottom-end" width={270}>
      <Menu.Target>
        <UnstyledButton className={classes.user}>
          <Avatar name={username} color="petrol" size={30} aria-hidden />
          <VisuallyHidden>{t("shell.userMenu", { username })}</VisuallyHidden>
          <Text span size="sm" visibleFrom="xs" truncate maw={180} aria-hidden>
            {username}
          </Text>
          <IconChevronDown size={16} aria-hidden />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <PreferenceItems />
        <Menu.Divider />
        <Menu.Item leftSection={<IconCalendarTime size={16} />} onClick={() => navigate({ to: "/hours" })}>
          {t("shell.hours")}
        </Menu.Item>
        {administers && (
          <Menu.Item leftSection={<IconSettings size={16} />} onClick={() => navigate({ to: "/settings" })}>
            {t("shell.administration")}
          </Menu.Item>
        )}
        <Menu.Item leftSection={<IconUserShield size={16} />} onClick={() => navigate({ to: "/account" })}>
          {t("shell.account")}
        </Menu.Item>
        <Menu.Item leftSection={<IconLogout size={16} />} onClick={leave}>
          {t("shell.signOut")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
