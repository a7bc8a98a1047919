export { allocate, initialize, release } from "./memory";
