const MAX_ADAPTATION = 80;
/** An adaptation counter is a parameter with three fractional bits. */
const FRACTION_BITS = 3;

/**
 * RLGR1 or RLGR3, [MS-RDPRFX] 3.1.8.1.7.3: fills `out` with the coefficients in `data`. Where the bits end early the
 * rest of `out` is zero; surplus bits are ignored. Never throws.
 */
export function decodeRlgr(mode: 1 | 3, data: Uint8Array, out: Int16Array): void {
  const bits = new BitReader(data);
  const golombRice = new GolombRice(bits);
  let runCounter = 1 << FRACTION_BITS;
  let written = 0;
  out.fill(0);
  while (written < out.length && !bits.exhausted) {
    const runBits = runCounter >> FRACTION_BITS;
    if (runBits > 0) {
      let zeros = 0;
      for (let full = bits.countZeros(); full > 0 && zeros < out.length; full--) {
        zeros += 1 << (runCounter >> FRACTION_BITS);
        runCounter = Math.min(runCounter + 4, MAX_ADAPTATION);
      }
      zeros += bits.take(runCounter >> FRACTION_BITS);
      const negative = bits.take(1) === 1;
      const magnitude = golombRice.next() + 1;
      runCounter = Math.max(runCounter - 6, 0);
      written += zeros;
      if (bits.exhausted || written >= out.length) return;
      out[written++] = negative ? -magnitude : magnitude;
    } else if (mode === 1) {
      const code = golombRice.next();
      if (bits.exhausted) return;
      runCounter = code === 0 ? runCounter + 3 : Math.max(runCounter - 3, 0);
      out[written++] = signed(code);
    } else {
      const sum = golombRice.next();
      const first = bits.take(32 - Math.clz32(sum));
      const second = sum - first;
      if (bits.exhausted) return;
      if (first !== 0 && second !== 0) runCounter = Math.max(runCounter - 6, 0);
      else if (sum === 0) runCounter += 6;
      out[written++] = signed(first);
      if (written < out.length) out[written++] = signed(second);
    }
  }
}

/** Odd codes stand for negative values: 0, -1, 1, -2, 2, ... */
function signed(code: number): number {
  return code & 1 ? -((code + 1) >>> 1) : code >>> 1;
}

/** Golomb-Rice codes whose parameter adapts to the codes read. */
class GolombRice {
  readonly #bits: BitReader;
  #counter = 1 << FRACTION_BITS;

  constructor(bits: BitReader) {
    this.#bits = bits;
  }

  next(): number {
    const parameter = this.#counter >> FRACTION_BITS;
    const quotient = this.#bits.countOnes();
    if (quotient === 0) this.#counter = Math.max(this.#counter - 2, 0);
    else if (quotient > 1) this.#counter = Math.min(this.#counter + quotient, MAX_ADAPTATION);
    return (quotient << parameter) | this.#bits.take(parameter);
  }
}

/** Bits from the most significant of each byte on. Past the end come zeros, and `exhausted` turns true. */
class BitReader {
  readonly #data: Uint8Array;
  #next = 0;
  /** The next bits, left-aligned; what is beyond `#available` is zero. */
  #window = 0;
  #available = 0;
  exhausted = false;

  constructor(data: Uint8Array) {
    this.#data = data;
  }

  /** The next `count` bits as a number; 0 to 32 of them. */
  take(count: number): number {
    if (count > 16) return ((this.take(count - 16) << 16) | this.take(16)) >>> 0;
    if (count === 0) return 0;
    this.#fill();
    const value = this.#window >>> (32 - count);
    this.#drop(count);
    return value;
  }

  /** Reads up to and with the next one bit; how many zeros came before it. */
  countZeros(): number {
    return this.#countEqual(0);
  }

  /** Reads up to and with the next zero bit; how many ones came before it. */
  countOnes(): number {
    return this.#countEqual(-1);
  }

  #countEqual(pattern: 0 | -1): number {
    for (let count = 0; ; ) {
      this.#fill();
      const equal = Math.min(Math.clz32(this.#window ^ pattern), this.#available);
      count += equal;
      if (equal < this.#available || this.#available === 0) {
        this.#drop(equal + 1);
        return count;
      }
      this.#window = 0;
      this.#available = 0;
    }
  }

  #fill(): void {
    while (this.#available <= 24 && this.#next < this.#data.length) {
      this.#window |= this.#data[this.#next++] << (24 - this.#available);
      this.#available += 8;
    }
  }

  #drop(count: number): void {
    if (count > this.#available) {
      this.exhausted = true;
      this.#window = 0;
      this.#available = 0;
      return;
    }
    this.#window = count === 32 ? 0 : this.#window << count;
    this.#available -= count;
  }
}
