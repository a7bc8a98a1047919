import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import type { Subject } from "../api/permissions.ts";
import { Section } from "../shell/section.tsx";
import { AccountRights } from "./account-rights.tsx";
import { SystemRights } from "./system-rights.tsx";

/** What a user or a group may administer: system rights, and other accounts. */
export function RightsTab({ subject }: { subject: Subject }): ReactElement {
  const { t } = useTranslation("users");
  return (
    <>
      <Section title={t("rights.system")} text={t("rights.systemText")}>
        <SystemRights subject={subject} />
      </Section>
      <Section title={t("rights.accounts")} text={t("rights.accountsText")}>
        <AccountRights subject={subject} />
      </Section>
    </>
  );
}
