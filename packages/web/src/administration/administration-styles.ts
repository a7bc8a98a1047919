/** The styles of the Mantine components that only the administration uses; see mantine-styles.ts. */
import "@mantine/core/styles/Checkbox.layer.css";
import "@mantine/core/styles/List.layer.css";
import "@mantine/core/styles/Radio.layer.css";
import "@mantine/core/styles/Table.layer.css";
import "@mantine/core/styles/Tabs.layer.css";
import "@mantine/core/styles/ThemeIcon.layer.css";
import "@mantine/core/styles/Chip.layer.css";
import "@mantine/core/styles/Pill.layer.css";
import "@mantine/core/styles/PillsInput.layer.css";
import "@mantine/core/styles/Tooltip.layer.css";
