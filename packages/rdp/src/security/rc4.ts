/** The RC4 stream cipher, which OpenSSL 3 no longer has. One object is one running key stream. */
export class Rc4 {
  readonly #state = new Uint8Array(256);
  #i = 0;
  #j = 0;

  constructor(key: Uint8Array) {
    const state = this.#state;
    for (let index = 0; index < 256; index++) state[index] = index;
    for (let index = 0, j = 0; index < 256; index++) {
      const value = state[index];
      j = (j + value + key[index % key.length]) & 0xff;
      state[index] = state[j];
      state[j] = value;
    }
  }

  /** Encrypts or decrypts `data` with the next bytes of the key stream, into a new array. */
  apply(data: Uint8Array): Uint8Array<ArrayBuffer> {
    const state = this.#state;
    const output = new Uint8Array(data.length);
    let i = this.#i;
    let j = this.#j;
    for (let index = 0; index < data.length; index++) {
      i = (i + 1) & 0xff;
      const a = state[i];
      j = (j + a) & 0xff;
      const b = state[j];
      state[i] = b;
      state[j] = a;
      output[index] = data[index] ^ state[(a + b) & 0xff];
    }
    this.#i = i;
    this.#j = j;
    return output;
  }
}
