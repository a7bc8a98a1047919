/** An RSA key pair of 512 bits, as servers of standard RDP security use them. */
export const rsaKey = {
  modulus: BigInt(
    "0xdefe4e029d14df2d56db8f478fa39a973e1d7c6706f257decb994ce982d6b3c878c083378142e465fbc135ca89c3f5fbc218bdcc1aa157a30bc911ee3adde6bb",
  ),
  exponent: 65537n,
  privateExponent: BigInt(
    "0x71c9cec0e2ab1ddf22ed52c5af744a9456abf12919905c6a61f64e1af21ae10dbd415aa4689d4ccb12fa1a611376e0a411b6b3097fca79262ac66a1a919ab391",
  ),
  length: 64,
};
