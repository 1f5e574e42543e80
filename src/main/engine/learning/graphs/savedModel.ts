/**
 * A graph of operations as the file that the library loads: SavedModel, MetaGraphDef, GraphDef and NodeDef
 * (tensorflow/core/protobuf and core/framework, *.proto), with the few fields that are needed.
 */
import { bytes, float, integer, type Message, message, text } from '../../base/protobuf.ts'
import type { Attribute, Library } from './library.ts'

export const tag = 'serve'
/** Of the format of graphs: any that TensorFlow 2 reads. */
const producer = 1087

export interface Node {
  name: string
  operation: string
  inputs: readonly string[]
  attributes: readonly Message[]
}

export function savedModel(nodes: readonly Node[]): Message {
  const graph = message(...nodes.map((node) => bytes(1, nodeDef(node))), bytes(4, integer(1, producer)))
  return message(integer(1, 1), bytes(2, message(bytes(1, text(4, tag)), bytes(2, graph))))
}

const nodeDef = ({ name, operation, inputs, attributes }: Node): Message =>
  message(text(1, name), text(2, operation), ...inputs.map((input) => text(3, input)), ...attributes)

const named = (name: string, value: Message): Message => bytes(5, message(text(1, name), bytes(2, value)))

export const typeOf = (name: string, dtype: number): Message => named(name, integer(6, dtype))

/** Throws on a kind of option that no graph here needs. */
export function optionOf(library: Library, { name, type, value }: Attribute): Message {
  if (type === library.TF_ATTR_TYPE) return typeOf(name, value as number)
  if (type === library.TF_ATTR_INT) return named(name, integer(3, value as number))
  if (type === library.TF_ATTR_FLOAT) return named(name, float(4, value as number))
  if (type === library.TF_ATTR_BOOL) return named(name, integer(5, value ? 1 : 0))
  throw new Error(`no graph can have the option ${name}`)
}

const lengthsOf = (shape: readonly number[]): Message =>
  message(...shape.map((size) => bytes(2, integer(1, size))))

/** −1 = any length. */
export const shapeOf = (shape: readonly number[]): Message => named('shape', bytes(7, lengthsOf(shape)))

export function constantOf(dtype: number, shape: readonly number[], values: ArrayBufferView): Message {
  const content = new Uint8Array(values.buffer, values.byteOffset, values.byteLength)
  const tensor = message(integer(1, dtype), bytes(2, lengthsOf(shape)), bytes(4, content))
  return named('value', bytes(8, tensor))
}
