import { ActionIcon, Group, Input, Tooltip } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { notifications } from "@mantine/notifications";
import { IconCopy, IconRefresh } from "@tabler/icons-react";
import { type ReactElement, type ReactNode, useId } from "react";
import { useTranslation } from "react-i18next";
import { copyText } from "../desktop/stats/copy-text.ts";
import { PasswordInput } from "../shell/password-input.tsx";
import { generatePassword } from "./generate-password.ts";
import classes from "./users.module.css";

interface PasswordFieldProps {
  readonly label: string;
  readonly description?: string;
  readonly value: string;
  readonly error?: ReactNode;
  readonly onChange: (value: string) => void;
}

/** A password that an administrator chooses for somebody: typed or generated, and copied to be handed over. */
export function PasswordField({ label, description, value, error, onChange }: PasswordFieldProps): ReactElement {
  const { t } = useTranslation("users");
  const id = useId();
  const [isVisible, visibility] = useDisclosure();
  const generate = () => {
    onChange(generatePassword());
    visibility.open();
  };
  const copy = async () => {
    const isCopied = await copyText(value);
    notifications.show({ message: t(isCopied ? "password.copied" : "password.notCopied") });
  };
  return (
    <Input.Wrapper
      id={id}
      className={classes.password}
      label={label}
      description={description}
      error={error}
      inputWrapperOrder={["label", "input", "error", "description"]}
    >
      <Group gap="xs" wrap="nowrap">
        <PasswordInput
          id={id}
          className={classes.grow}
          autoComplete="new-password"
          maxLength={1024}
          visible={isVisible}
          onVisibilityChange={visibility.toggle}
          value={value}
          error={error !== undefined && error !== null}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
        <Tooltip label={t("password.generate")}>
          <ActionIcon variant="default" size={36} aria-label={t("password.generate")} onClick={generate}>
            <IconRefresh size={18} />
          </ActionIcon>
        </Tooltip>
        <Tooltip label={t("password.copy")}>
          <ActionIcon
            variant="default"
            size={36}
            aria-label={t("password.copy")}
            disabled={value === ""}
            onClick={copy}
          >
            <IconCopy size={18} />
          </ActionIcon>
        </Tooltip>
      </Group>
    </Input.Wrapper>
  );
}
