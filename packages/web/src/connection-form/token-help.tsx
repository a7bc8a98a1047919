import { Code, Modal, Stack, Table, Text } from "@mantine/core";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";

/** The parameter tokens that have a text, in the order in which they are of use. */
const tokens = [
  "GUAC_USERNAME",
  "GUAC_PASSWORD",
  "GUAC_CLIENT_ADDRESS",
  "GUAC_CLIENT_HOSTNAME",
  "GUAC_DATE",
  "GUAC_TIME",
  "JDBC_CONNECTION_NAME",
  "JDBC_CONNECTION_ID",
  "HISTORY_UUID",
] as const;

const modifiers = {
  upperExample: token("GUAC_USERNAME:UPPER"),
  lowerExample: token("GUAC_USERNAME:LOWER"),
  optionalExample: token("GUAC_PASSWORD:OPTIONAL"),
};

/** How a token is written. */
function token(name: string): string {
  return `\${${name}}`;
}

/** Explains the tokens that stand for something known only when a desktop is opened. */
export function TokenHelp({ opened, onClose }: { opened: boolean; onClose: () => void }): ReactElement {
  const { t } = useTranslation("parameters");
  const { t: app } = useTranslation();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      size="lg"
      title={t("tokens.title")}
      closeButtonProps={{ "aria-label": app("common.close") }}
    >
      <Stack>
        <Text size="sm">{t("tokens.text")}</Text>
        <Table>
          <Table.Tbody>
            {tokens.map((name) => (
              <Table.Tr key={name}>
                <Table.Td>
                  <Code>{token(name)}</Code>
                </Table.Td>
                <Table.Td>{t(`tokens.meaning.${name}`)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
        <Text size="sm">{t("tokens.modifiers", modifiers)}</Text>
      </Stack>
    </Modal>
  );
}
