/** The styles of the Mantine components that a desktop needs only for its devices and its panel; see mantine-styles.ts. */
import "@mantine/core/styles/Progress.layer.css";
import "@mantine/core/styles/Radio.layer.css";
