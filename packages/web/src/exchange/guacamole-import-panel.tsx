import { Button, Group, Stack, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { type GuacamoleImport, importFromGuacamole } from "../api/exchange.ts";
import { PasswordInput } from "../shell/password-input.tsx";
import classes from "./exchange.module.css";
import { ImportOutcome, isWorthwhile } from "./import-outcome.tsx";
import { useImport } from "./use-import.ts";

/** Imports everything that an account of another installation may see: first what that is is shown. */
export function GuacamoleImportPanel(): ReactElement {
  const { t } = useTranslation("exchange");
  const { t: app } = useTranslation();
  const importing = useImport(importFromGuacamole);
  const form = useForm({
    initialValues: { url: "", username: "", password: "", totp: "" },
    validate: {
      url: (url) => (URL.canParse(url.trim()) ? null : app("form.required")),
      username: (username) => (username.trim() === "" ? app("form.required") : null),
      password: (password) => (password === "" ? app("form.required") : null),
    },
    // Each code works once, so the import needs another than the check.
    onValuesChange: (values, previous) => {
      if (values.totp === previous.totp) importing.forget();
    },
  });
  const isReady = isWorthwhile(importing);

  const sourceOf = ({ url, username, password, totp }: typeof form.values): GuacamoleImport => ({
    url: url.trim(),
    username: username.trim(),
    password,
    ...(totp.trim() !== "" && { totp: totp.trim() }),
  });
  return (
    <form className={classes.panel} onSubmit={form.onSubmit((values) => importing.check(sourceOf(values)))} noValidate>
      <Stack>
        <Text size="sm">{t("guacamole.text")}</Text>
        <TextInput
          label={t("guacamole.url")}
          description={t("guacamole.urlHelp")}
          type="url"
          required
          {...form.getInputProps("url")}
        />
        <TextInput label={t("guacamole.username")} autoComplete="off" required {...form.getInputProps("username")} />
        <PasswordInput
          label={t("guacamole.password")}
          autoComplete="off"
          required
          {...form.getInputProps("password")}
        />
        <TextInput
          label={t("guacamole.totp")}
          description={t("guacamole.totpHelp")}
          inputMode="numeric"
          autoComplete="one-time-code"
          maw={360}
          {...form.getInputProps("totp")}
        />
        <ImportOutcome running={importing} />
        <Group>
          {!importing.isDone && (
            <Button type="submit" variant={isReady ? "default" : "filled"} loading={importing.isChecking}>
              {t("guacamole.check")}
            </Button>
          )}
          {(isReady || importing.isRunning) && (
            <Button loading={importing.isRunning} onClick={() => importing.run(sourceOf(form.values))}>
              {t("guacamole.import")}
            </Button>
          )}
        </Group>
      </Stack>
    </form>
  );
}
