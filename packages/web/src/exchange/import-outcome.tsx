import { Alert, Group, Stack, Table, Text, Title } from "@mantine/core";
import { type ReactElement, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { ImportProblem, ImportResult } from "../api/exchange.ts";
import { ErrorAlert } from "../shell/error-alert.tsx";
import { LinkButton } from "../shell/links.tsx";
import type { Import } from "./use-import.ts";

/** How many problems are listed before the rest is only counted. */
const listed = 100;

const counts = ["created", "replaced", "skipped", "users", "groups"] as const;

/** Whether an import has been checked, can be done, and would do anything. */
export function isWorthwhile({ result, isDone }: Pick<Import<never>, "result" | "isDone">): boolean {
  if (result === undefined || isDone || result.problems.length > 0) return false;
  return result.created + result.replaced + result.users + result.groups > 0;
}

/** What an import would do, what it did, or why it cannot be done. */
export function ImportOutcome({
  running,
}: {
  running: Pick<Import<never>, "result" | "isDone" | "error">;
}): ReactElement {
  const { t } = useTranslation("exchange");
  const { result, isDone, error } = running;
  const outcome = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (result !== undefined || error !== null) outcome.current?.scrollIntoView({ block: "nearest" });
  }, [result, error]);
  return (
    <div ref={outcome} role="status">
      {error !== null && <ErrorAlert title={t("result.failed")} error={error} />}
      {result !== undefined && result.problems.length > 0 && <Problems problems={result.problems} />}
      {result !== undefined && result.problems.length === 0 && <Counts result={result} isDone={isDone} />}
    </div>
  );
}

function Counts({ result, isDone }: { result: ImportResult; isDone: boolean }): ReactElement {
  const { t, i18n } = useTranslation("exchange");
  const shown = counts.filter((key) => result[key] > 0);
  return (
    <Stack gap="sm">
      <Title order={2} fz="md">
        {t(isDone ? "result.doneHeading" : "result.wouldHeading")}
      </Title>
      {shown.length === 0 ? (
        <Text size="sm">{t("result.nothing")}</Text>
      ) : (
        <Table maw={420}>
          <Table.Tbody>
            {shown.map((key) => (
              <Table.Tr key={key}>
                <Table.Th fw={400}>{t(`result.${key}`)}</Table.Th>
                <Table.Td ta="end">{result[key].toLocaleString(i18n.language)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
      {isDone && (
        <Group>
          <LinkButton to="/settings/connections">{t("result.toConnections")}</LinkButton>
        </Group>
      )}
    </Stack>
  );
}

function Problems({ problems }: { problems: readonly ImportProblem[] }): ReactElement {
  const { t } = useTranslation("exchange");
  const rest = problems.length - listed;
  return (
    <Alert color="red" title={t("result.problems", { count: problems.length })}>
      <Table.ScrollContainer minWidth={320}>
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t("result.line")}</Table.Th>
              <Table.Th>{t("result.field")}</Table.Th>
              <Table.Th>{t("result.message")}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {problems.slice(0, listed).map(({ line, field, message }, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the same may be wrong twice, and the list does not change.
              <Table.Tr key={index}>
                <Table.Td>{line}</Table.Td>
                <Table.Td>{field}</Table.Td>
                <Table.Td>{message}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      {rest > 0 && <Text size="sm">{t("result.more", { count: rest })}</Text>}
    </Alert>
  );
}
