/** The styles of the Mantine components that only the administration uses; see mantine-styles.ts. */
import "@mantine/core/styles/Checkbox.layer.css";
import "@mantine/core/styles/SegmentedControl.layer.css";
