/** The wire format of protocol buffers (protobuf.dev/programming-guides/encoding), as far as ONNX files and TensorFlow graphs need it: written by hand. */

export type Message = Uint8Array

/** A message from its fields; absent ones are left out. */
export const message = (...fields: (Message | null)[]): Message =>
  Buffer.concat(fields.filter((field): field is Message => field !== null))

const key = (field: number, wire: number): number[] => varint(BigInt(field * 8 + wire))

function varint(value: bigint): number[] {
  const bytes: number[] = []
  // Negative numbers are written as 64 bits of two's complement.
  let rest = BigInt.asUintN(64, value)
  while (rest > 127n) {
    bytes.push(Number(rest & 127n) | 128)
    rest >>= 7n
  }
  return [...bytes, Number(rest)]
}

export const integer = (field: number, value: number | bigint): Message =>
  Uint8Array.from([...key(field, 0), ...varint(BigInt(value))])

export function float(field: number, value: number): Message {
  const bytes = Buffer.alloc(4)
  bytes.writeFloatLE(value)
  return Buffer.concat([Uint8Array.from(key(field, 5)), bytes])
}

export const bytes = (field: number, value: Uint8Array): Message =>
  Buffer.concat([Uint8Array.from([...key(field, 2), ...varint(BigInt(value.length))]), value])

export const text = (field: number, value: string): Message => bytes(field, Buffer.from(value))

/** Whole numbers in one packed field. */
export const integers = (field: number, values: readonly number[]): Message =>
  bytes(field, Uint8Array.from(values.flatMap((value) => varint(BigInt(value)))))
