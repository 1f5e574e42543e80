/**
 * The safetensors format (huggingface.co/docs/safetensors): 8 bytes length, a JSON header, the numbers, all
 * little-endian. Written and read whole: a model is a megabyte.
 */
import { TracksieveError } from '../../../../shared/errors.ts'

export type StoredTensor = { shape: number[]; values: Float32Array | Int32Array }

export interface TensorFile {
  tensors: Record<string, StoredTensor>
  metadata: Record<string, string>
}

interface Entry {
  dtype: string
  shape: number[]
  data_offsets: [number, number]
}

export function encodeTensors({ tensors, metadata }: TensorFile): Uint8Array {
  const header: Record<string, unknown> = { __metadata__: metadata }
  let end = 0
  for (const [name, { shape, values }] of Object.entries(tensors)) {
    const dtype = values instanceof Int32Array ? 'I32' : 'F32'
    header[name] = { dtype, shape, data_offsets: [end, end + values.byteLength] }
    end += values.byteLength
  }
  const json = Buffer.from(JSON.stringify(header))
  // Padded with spaces, so that the numbers start at a multiple of 8.
  const length = Math.ceil(json.length / 8) * 8
  const file = Buffer.alloc(8 + length + end, ' ')
  file.writeBigUInt64LE(BigInt(length), 0)
  json.copy(file, 8)
  let at = 8 + length
  for (const { values } of Object.values(tensors)) {
    file.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), at)
    at += values.byteLength
  }
  return file
}

/** Throws VALIDATION where the bytes are no safetensors file or end too early; `name` is how the message calls it. */
export function decodeTensors(bytes: Uint8Array, name: string): TensorFile {
  const { header, start } = readHeader(bytes, name)
  const { __metadata__: metadata = {}, ...entries } = header as { __metadata__?: Record<string, string> }
  const tensors: Record<string, StoredTensor> = {}
  for (const [key, entry] of Object.entries(entries))
    tensors[key] = readTensor(bytes, start, key, entry as Entry, name)
  return { tensors, metadata }
}

function readHeader(bytes: Uint8Array, name: string): { header: Record<string, unknown>; start: number } {
  if (bytes.length < 8) throw broken(name, `has only ${bytes.length} bytes`)
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const length = Number(view.getBigUint64(0, true))
  if (bytes[8] !== 0x7b || length > 100_000_000) throw broken(name, 'is not of this format')
  if (8 + length > bytes.length) throw cut(name)
  try {
    const header: unknown = JSON.parse(Buffer.from(bytes.subarray(8, 8 + length)).toString())
    return { header: header as Record<string, unknown>, start: 8 + length }
  } catch {
    throw broken(name, 'has a header that cannot be read')
  }
}

function readTensor(bytes: Uint8Array, start: number, key: string, entry: Entry, name: string): StoredTensor {
  const [from, to] = entry.data_offsets ?? [0, -1]
  const count = (entry.shape ?? []).reduce((product, n) => product * n, 1)
  if (entry.dtype !== 'F32' && entry.dtype !== 'I32') throw broken(name, `holds '${key}' in ${entry.dtype}`)
  if (to - from !== 4 * count) throw broken(name, `holds '${key}' in the wrong size`)
  if (start + to > bytes.length) throw cut(name)
  // A copy, because the view must start at a multiple of 4; a Buffer's own slice is none.
  const copy = new Uint8Array(bytes.subarray(start + from, start + to)).buffer
  return { shape: entry.shape, values: entry.dtype === 'I32' ? new Int32Array(copy) : new Float32Array(copy) }
}

const cut = (name: string) =>
  new TracksieveError(
    'VALIDATION',
    `${name} is cut off: its end is missing.`,
    'Copy or export the file again.',
  )

const broken = (name: string, what: string) =>
  new TracksieveError('VALIDATION', `${name} ${what}.`, 'Choose a file that Tracksieve wrote.')
