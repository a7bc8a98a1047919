const rounds = [
  { constant: 0, shifts: [3, 7, 11, 19], order: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15] },
  { constant: 0x5a827999, shifts: [3, 5, 9, 13], order: [0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15] },
  { constant: 0x6ed9eba1, shifts: [3, 9, 11, 15], order: [0, 8, 4, 12, 2, 10, 6, 14, 1, 9, 5, 13, 3, 11, 7, 15] },
];

/** The MD4 digest (RFC 1320, 16 bytes), which NTLM needs and OpenSSL 3 no longer has. */
export function md4(message: Uint8Array): Uint8Array {
  const padded = new Uint8Array((message.length + 9 + 63) & ~63);
  padded.set(message);
  padded[message.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setBigUint64(padded.length - 8, BigInt(message.length) * 8n, true);

  const state = new Uint32Array([0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476]);
  const block = new Uint32Array(16);
  for (let start = 0; start < padded.length; start += 64) {
    for (let word = 0; word < 16; word++) block[word] = view.getUint32(start + word * 4, true);
    compress(state, block);
  }

  const digest = new Uint8Array(16);
  const output = new DataView(digest.buffer);
  for (let word = 0; word < 4; word++) output.setUint32(word * 4, state[word], true);
  return digest;
}

function compress(state: Uint32Array, block: Uint32Array): void {
  let [a, b, c, d] = state;
  rounds.forEach(({ constant, shifts, order }, round) => {
    order.forEach((word, step) => {
      const sum = (a + mix(round, b, c, d) + block[word] + constant) | 0;
      const shift = shifts[step & 3];
      [a, d, c, b] = [d, c, b, (sum << shift) | (sum >>> (32 - shift))];
    });
  });
  state[0] += a;
  state[1] += b;
  state[2] += c;
  state[3] += d;
}

function mix(round: number, x: number, y: number, z: number): number {
  if (round === 0) return (x & y) | (~x & z);
  if (round === 1) return (x & y) | (x & z) | (y & z);
  return x ^ y ^ z;
}
