/** Reads an ONNX file as any reader of the format does: fields by number, nothing taken from the writer. */

type Field = { field: number; wire: number; number: bigint; bytes: Buffer }

function* fieldsOf(message: Buffer): Generator<Field> {
  let at = 0
  const varint = (): bigint => {
    let [value, shift] = [0n, 0n]
    for (;;) {
      const byte = message[at++]!
      value |= BigInt(byte & 127) << shift
      if (byte < 128) return BigInt.asIntN(64, value)
      shift += 7n
    }
  }
  while (at < message.length) {
    const key = Number(varint())
    const [field, wire] = [key >> 3, key & 7]
    if (wire === 0) yield { field, wire, number: varint(), bytes: Buffer.alloc(0) }
    else {
      const length = wire === 2 ? Number(varint()) : wire === 5 ? 4 : 8
      if (at + length > message.length) throw new Error('a field is cut off')
      yield { field, wire, number: 0n, bytes: message.subarray(at, at + length) }
      at += length
    }
  }
}

const all = (message: Buffer, field: number) => [...fieldsOf(message)].filter((one) => one.field === field)
const texts = (message: Buffer, field: number) => all(message, field).map(({ bytes }) => bytes.toString())
const packed = (message: Buffer, field: number): number[] =>
  all(message, field).flatMap(({ wire, number, bytes }) =>
    wire === 0
      ? [Number(number)]
      : [
          ...fieldsOf(
            Buffer.concat(Array.from(splitVarints(bytes), (one) => Buffer.concat([Buffer.of(8), one]))),
          ),
        ].map((one) => Number(one.number)),
  )

function* splitVarints(bytes: Buffer): Generator<Buffer> {
  let from = 0
  for (const [i, byte] of bytes.entries())
    if (byte < 128) {
      yield bytes.subarray(from, i + 1)
      from = i + 1
    }
}

export interface Tensor {
  shape: number[]
  data: number[]
}

export interface Node {
  type: string
  inputs: string[]
  outputs: string[]
  attributes: Record<string, number | number[]>
}

export interface OnnxFile {
  ir: number
  opset: number
  facts: Record<string, string>
  nodes: Node[]
  constants: Map<string, Tensor>
  inputs: Record<string, (number | string)[]>
  outputs: Record<string, (number | string)[]>
}

export function readOnnx(file: Uint8Array): OnnxFile {
  const model = Buffer.from(file)
  const graph = all(model, 7)[0]!.bytes
  return {
    ir: Number(all(model, 1)[0]!.number),
    opset: Number(all(all(model, 8)[0]!.bytes, 2)[0]!.number),
    facts: Object.fromEntries(
      all(model, 14).map(({ bytes }) => [texts(bytes, 1)[0], texts(bytes, 2)[0]]),
    ) as Record<string, string>,
    nodes: all(graph, 1).map(({ bytes }) => readNode(bytes)),
    constants: new Map(all(graph, 5).map(({ bytes }) => [texts(bytes, 8)[0]!, readTensor(bytes)])),
    inputs: shapesOf(all(graph, 11)),
    outputs: shapesOf(all(graph, 12)),
  }
}

function readNode(bytes: Buffer): Node {
  const attributes = all(bytes, 5).map(({ bytes: one }): [string, number | number[]] => {
    const kind = Number(all(one, 20)[0]!.number)
    const value =
      kind === 1
        ? all(one, 2)[0]!.bytes.readFloatLE()
        : kind === 2
          ? Number(all(one, 3)[0]!.number)
          : packed(one, 8)
    return [texts(one, 1)[0]!, value]
  })
  return {
    type: texts(bytes, 4)[0]!,
    inputs: texts(bytes, 1),
    outputs: texts(bytes, 2),
    attributes: Object.fromEntries(attributes),
  }
}

function readTensor(bytes: Buffer): Tensor {
  const kind = Number(all(bytes, 2)[0]!.number)
  const raw = Uint8Array.from(all(bytes, 9)[0]!.bytes).buffer
  const data =
    kind === 1
      ? Array.from(new Float32Array(raw))
      : kind === 11
        ? Array.from(new Float64Array(raw))
        : Array.from(new BigInt64Array(raw), Number)
  return { shape: packed(bytes, 1), data }
}

function shapesOf(fields: Field[]): Record<string, (number | string)[]> {
  return Object.fromEntries(
    fields.map(({ bytes }) => {
      const tensor = all(all(bytes, 2)[0]!.bytes, 1)[0]!.bytes
      const sizes = all(all(tensor, 2)[0]!.bytes, 1).map(({ bytes: size }) => {
        const free = texts(size, 2)[0]
        return free ?? Number(all(size, 1)[0]!.number)
      })
      return [texts(bytes, 1)[0]!, sizes]
    }),
  )
}
