import { Button, Stack, Text, Title } from "@mantine/core";
import type { FormEventHandler, ReactElement, ReactNode, RefObject } from "react";
import { useTranslation } from "react-i18next";
import { ApiError } from "../../api/api-error.ts";
import { errorTitle } from "../../api/error-text.ts";
import { ErrorAlert } from "../../shell/error-alert.tsx";

/** What every step of the login is given. */
export interface StepProps {
  /** Sends these fields together with those of the steps before. */
  readonly onSubmit: (fields: Readonly<Record<string, string>>) => void;
  readonly onStartOver: () => void;
  readonly isPending: boolean;
  /** Why the last attempt was refused. */
  readonly error: unknown;
}

interface StepFormProps extends Pick<StepProps, "isPending" | "error"> {
  readonly title: string;
  readonly text: string;
  readonly submitLabel: string;
  readonly form: RefObject<HTMLFormElement | null>;
  readonly onSubmit: FormEventHandler<HTMLFormElement>;
  /** Absent in the first step. */
  readonly onStartOver?: () => void;
  readonly children: ReactNode;
}

/** The frame of one step of the login. */
export function StepForm(props: StepFormProps): ReactElement {
  const { title, text, submitLabel, form, onSubmit, onStartOver, isPending, error, children } = props;
  const { t } = useTranslation();
  const isUnreachable = error instanceof ApiError && error.type === "UNREACHABLE";
  return (
    <form ref={form} onSubmit={onSubmit} noValidate>
      <Stack>
        <div>
          <Title order={1} fz="h3">
            {title}
          </Title>
          <Text c="dimmed" size="sm" mt={4}>
            {text}
          </Text>
        </div>
        {error !== null && <ErrorAlert title={isUnreachable ? errorTitle(t, error) : undefined} error={error} />}
        {children}
        <Button type="submit" size="md" mt="xs" loading={isPending}>
          {submitLabel}
        </Button>
        {onStartOver && (
          <Button variant="subtle" color="gray" onClick={onStartOver}>
            {t("login.back")}
          </Button>
        )}
      </Stack>
    </form>
  );
}
