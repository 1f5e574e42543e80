/** Typed arrays of another length with the same beginning. */
export function growInt32(old: Int32Array<ArrayBuffer>, length: number): Int32Array<ArrayBuffer> {
  const grown = new Int32Array(length)
  grown.set(old.subarray(0, length))
  return grown
}

export function growFloat64(old: Float64Array<ArrayBuffer>, length: number): Float64Array<ArrayBuffer> {
  const grown = new Float64Array(length)
  grown.set(old.subarray(0, length))
  return grown
}

export function growUint8(old: Uint8Array<ArrayBuffer>, length: number): Uint8Array<ArrayBuffer> {
  const grown = new Uint8Array(length)
  grown.set(old.subarray(0, length))
  return grown
}
