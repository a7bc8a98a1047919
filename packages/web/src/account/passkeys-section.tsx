import { ActionIcon, Button, Text, TextInput } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconPencil, IconTrash } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { addPasskey, beginPasskey, type Passkey, removePasskey, secondFactorsQuery } from "../api/account.ts";
import { makePasskey, supportsPasskeys } from "../login/passkey.ts";
import { formatMoment } from "../shell/moment.ts";
import { Section } from "../shell/section.tsx";
import classes from "./account.module.css";
import { PasswordPrompt } from "./password-prompt.tsx";
import { RenamePasskeyDialog } from "./rename-passkey-dialog.tsx";

/** The passkeys of the person: proof by fingerprint, face or security key instead of a code or of the password. */
export function PasskeysSection({ passkeys }: { passkeys: readonly Passkey[] }): ReactElement {
  const { t, i18n } = useTranslation("account");
  const queryClient = useQueryClient();
  const [adding, addition] = useDisclosure();
  const [name, setName] = useState("");
  const [wasNotMade, setNotMade] = useState(false);
  const [renamed, setRenamed] = useState<Passkey>();
  const [removed, setRemoved] = useState<Passkey>();
  const refresh = () => queryClient.invalidateQueries(secondFactorsQuery);

  const add = async (password: string) => {
    setNotMade(false);
    const response = await makePasskey(await beginPasskey(password));
    if (response === undefined) return setNotMade(true);
    await addPasskey(name.trim() || t("passkeys.defaultName"), response);
    await refresh();
    setName("");
    addition.close();
  };

  const remove = async (password: string) => {
    if (removed !== undefined) await removePasskey(removed.identifier, password);
    await refresh();
    setRemoved(undefined);
  };

  return (
    <Section title={t("passkeys.heading")} text={t("passkeys.text")}>
      {passkeys.length > 0 && (
        <ul className={classes.list}>
          {passkeys.map((passkey) => (
            <li key={passkey.identifier} className={classes.item}>
              <span className={classes.grow}>{passkey.name}</span>
              <Text span size="sm" c="dimmed">
                {passkey.lastUsed === null
                  ? t("passkeys.neverUsed")
                  : t("passkeys.lastUsed", { when: formatMoment(passkey.lastUsed, i18n.language) })}
              </Text>
              <ActionIcon
                variant="subtle"
                color="gray"
                size="lg"
                aria-label={t("passkeys.renameOne", { name: passkey.name })}
                onClick={() => setRenamed(passkey)}
              >
                <IconPencil size={18} />
              </ActionIcon>
              <ActionIcon
                variant="subtle"
                color="gray"
                size="lg"
                aria-label={t("passkeys.removeOne", { name: passkey.name })}
                onClick={() => setRemoved(passkey)}
              >
                <IconTrash size={18} />
              </ActionIcon>
            </li>
          ))}
        </ul>
      )}
      {supportsPasskeys() ? (
        <Button variant="default" onClick={addition.open}>
          {t("passkeys.add")}
        </Button>
      ) : (
        <Text size="sm" c="dimmed">
          {t("passkeys.unsupported")}
        </Text>
      )}
      <PasswordPrompt
        title={t("passkeys.addTitle")}
        text={t("passkeys.addText")}
        action={t("next")}
        opened={adding}
        onClose={addition.close}
        onPassword={add}
      >
        <TextInput
          label={t("passkeys.name")}
          placeholder={t("passkeys.defaultName")}
          maxLength={128}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        {wasNotMade && (
          <Text size="sm" c="var(--mantine-color-error)" role="alert">
            {t("passkeys.notMade")}
          </Text>
        )}
      </PasswordPrompt>
      <RenamePasskeyDialog
        passkey={renamed}
        onClose={() => setRenamed(undefined)}
        onRenamed={async () => {
          await refresh();
          setRenamed(undefined);
        }}
      />
      <PasswordPrompt
        title={t("passkeys.removeTitle")}
        text={t("passkeys.removeText", { name: removed?.name ?? "" })}
        action={t("passkeys.remove")}
        isRemoval
        opened={removed !== undefined}
        onClose={() => setRemoved(undefined)}
        onPassword={remove}
      />
    </Section>
  );
}
