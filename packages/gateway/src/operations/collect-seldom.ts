import { setFlagsFromString } from "node:v8";

/**
 * Loaded before all else. What a gateway moves lies in short-lived buffers beside V8's heap. V8 counts them as growth of the
 * heap, which it lets grow little where little is allocated, and so marks the whole heap after every 9 MB that pass: five
 * times the processor time of moving them. A heap that may grow to three times its size is marked hardly ever,
 * because the collections of young objects, which are cheap, free those buffers before.
 */
setFlagsFromString("--heap-growing-percent=200");
