import { Alert, List, Loader, Text, ThemeIcon } from "@mantine/core";
import { IconCheck, IconMinus, IconX } from "@tabler/icons-react";
import { type ReactElement, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { TestStep } from "../api/connection-test.ts";
import { ErrorAlert } from "../shell/error-alert.tsx";
import classes from "./form.module.css";
import type { RunningTest } from "./use-connection-test.ts";

/** How a test went: each step with its outcome, and what to do about the one that failed. */
export function ConnectionTest({ test }: { test: RunningTest }): ReactElement | null {
  const { t } = useTranslation("connectionTest");
  const section = useRef<HTMLElement>(null);
  const { isPending, error, steps } = test;
  const isShown = isPending || error !== null || steps !== undefined;
  useEffect(() => {
    if (isShown) section.current?.scrollIntoView({ block: "nearest" });
  });
  if (!isShown) return null;
  return (
    <section ref={section} className={classes.section} aria-label={t("heading")} aria-busy={isPending}>
      <h2 className={classes.heading}>{t("heading")}</h2>
      <div role="status">
        {isPending && (
          <Text size="sm" className={classes.testing}>
            <Loader size="xs" />
            {t("running")}
          </Text>
        )}
        {!isPending && error !== null && <ErrorAlert title={t("failed")} error={error} />}
        {!isPending && steps !== undefined && (
          <>
            <List listStyleType="none" spacing={8} mb="md">
              {steps.map((step) => (
                <Step key={step.name} step={step} />
              ))}
            </List>
            <Verdict steps={steps} />
          </>
        )}
      </div>
    </section>
  );
}

const marks = {
  done: { color: "teal", Icon: IconCheck },
  failed: { color: "red", Icon: IconX },
  skipped: { color: "gray", Icon: IconMinus },
} as const;

function Step({ step }: { step: TestStep }): ReactElement {
  const { t } = useTranslation("connectionTest");
  const { name, outcome, milliseconds } = step;
  const { color, Icon } = marks[outcome];
  return (
    <List.Item
      icon={
        <ThemeIcon size={20} radius="xl" color={color} variant="light">
          <Icon size={14} aria-hidden />
        </ThemeIcon>
      }
    >
      <Text span size="sm">
        {t(`steps.${name}`)}{" "}
      </Text>
      <Text span size="sm" c="dimmed">
        {outcome === "done" ? t("done", { milliseconds }) : t(`${outcome}Step`)}
      </Text>
    </List.Item>
  );
}

/** What came out of it all, and what to do. */
function Verdict({ steps }: { steps: readonly TestStep[] }): ReactElement {
  const { t } = useTranslation("connectionTest");
  const failed = steps.find((step) => step.outcome === "failed");
  const untried = steps.find((step) => step.outcome === "skipped");
  if (failed === undefined && untried === undefined) return <Alert color="teal">{t("good")}</Alert>;
  const { code = "other", detail } = failed ?? untried ?? {};
  return (
    <Alert
      color={failed ? "red" : "blue"}
      title={
        code === "other" && !failed
          ? t("goodWithoutLogin")
          : t(`codes.${code as "other"}.title`, t("codes.other.title"))
      }
    >
      {(failed || code !== "other") && t(`codes.${code as "other"}.advice`, t("codes.other.advice"))}
      {detail !== undefined && (
        <Text size="xs" mt="xs" className={classes.detail}>
          {t("detail", { detail })}
        </Text>
      )}
    </Alert>
  );
}
