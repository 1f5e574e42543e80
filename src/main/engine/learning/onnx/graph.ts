/** An ONNX graph (onnx.ai/onnx/repo-docs/IR.html) as it is put together: nodes, constants, inputs and outputs. */
import { bytes, float, integer, integers, type Message, message, text } from '../../base/protobuf.ts'

/** Name of a value in the graph. */
export type Value = string

type Attribute = number | { float: number } | { text: string } | readonly number[]
type Values = Float32Array | Float64Array | BigInt64Array

/** Numbers of the format. */
const elementTypes = { float32: 1, int64: 7, bool: 9, float64: 11 } as const
export type ElementType = keyof typeof elementTypes
export const codeOf = (type: ElementType): number => elementTypes[type]

const irVersion = 8
const operators = 17

export class Graph {
  readonly #nodes: Message[] = []
  readonly #constants: Message[] = []
  readonly #inputs: Message[] = []
  readonly #outputs: Message[] = []
  #count = 0

  /** `shape`: numbers, or names of sizes that are free. */
  input(name: string, type: ElementType, shape: readonly (number | string)[]): Value {
    this.#inputs.push(bytes(11, valueInfo(name, type, shape)))
    return name
  }

  output(value: Value, name: string, type: ElementType, shape: readonly (number | string)[]): void {
    this.#nodes.push(nodeOf('Identity', [value], [name], {}))
    this.#outputs.push(bytes(12, valueInfo(name, type, shape)))
  }

  constant(values: Values, shape: readonly number[]): Value {
    const name = `c${++this.#count}`
    this.#constants.push(bytes(5, tensorOf(name, values, shape)))
    return name
  }

  number(value: number): Value {
    return this.constant(Float32Array.of(value), [])
  }

  /** A list of whole numbers: a shape, axes, places. */
  whole(...values: number[]): Value {
    return this.constant(BigInt64Array.from(values, BigInt), [values.length])
  }

  /** The first (mostly only) result of an operator. */
  op(type: string, inputs: readonly Value[], attributes: Record<string, Attribute> = {}): Value {
    return this.ops(type, inputs, 1, attributes)[0]!
  }

  ops(
    type: string,
    inputs: readonly Value[],
    outputs: number,
    attributes: Record<string, Attribute> = {},
  ): Value[] {
    const names = Array.from({ length: outputs }, () => `v${++this.#count}`)
    this.#nodes.push(nodeOf(type, inputs, names, attributes))
    return names
  }

  /** The whole file. `facts`: key and value, for readers of the file. */
  encode(name: string, producer: string, facts: Record<string, string>): Uint8Array {
    const nodes = this.#nodes.map((node) => bytes(1, node))
    const graph = message(...nodes, text(2, name), ...this.#constants, ...this.#inputs, ...this.#outputs)
    return message(
      integer(1, irVersion),
      text(2, producer),
      bytes(7, graph),
      bytes(8, integer(2, operators)),
      ...Object.entries(facts).map(([key, value]) => bytes(14, message(text(1, key), text(2, value)))),
    )
  }
}

function nodeOf(
  type: string,
  inputs: readonly Value[],
  outputs: readonly Value[],
  attributes: Record<string, Attribute>,
): Message {
  return message(
    ...inputs.map((input) => text(1, input)),
    ...outputs.map((output) => text(2, output)),
    text(4, type),
    ...Object.entries(attributes).map(([name, value]) => bytes(5, attributeOf(name, value))),
  )
}

/** Types of attributes in the format: 1 float, 2 whole number, 3 text, 7 whole numbers. */
function attributeOf(name: string, value: Attribute): Message {
  if (typeof value === 'number') return message(text(1, name), integer(3, value), integer(20, 2))
  if ('float' in value) return message(text(1, name), float(2, value.float), integer(20, 1))
  if ('text' in value) return message(text(1, name), text(4, value.text), integer(20, 3))
  return message(text(1, name), integers(8, value), integer(20, 7))
}

const typeOf = (values: Values): ElementType =>
  values instanceof Float32Array ? 'float32' : values instanceof Float64Array ? 'float64' : 'int64'

const tensorOf = (name: string, values: Values, shape: readonly number[]): Message =>
  message(
    shape.length > 0 ? integers(1, shape) : null,
    integer(2, codeOf(typeOf(values))),
    text(8, name),
    bytes(9, new Uint8Array(values.buffer, values.byteOffset, values.byteLength)),
  )

function valueInfo(name: string, type: ElementType, shape: readonly (number | string)[]): Message {
  const sizes = shape.map((size) => bytes(1, typeof size === 'number' ? integer(1, size) : text(2, size)))
  const tensor = message(integer(1, codeOf(type)), bytes(2, message(...sizes)))
  return message(text(1, name), bytes(2, bytes(1, tensor)))
}
