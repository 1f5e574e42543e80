/**
 * The header of NumPy's .npy files, read and written. Format: numpy.lib.format: magic "\x93NUMPY", version, length of the
 * header (2 bytes, from version 2 on 4), a Python literal padded to a multiple of 64 bytes with a newline at its end.
 */
import { TracksieveError } from '../../../shared/errors.ts'

export interface NpyHeader {
  /** NumPy's own word: `|u1`, `<f4`, … */
  descr: string
  fortranOrder: boolean
  shape: number[]
  /** Bytes before the first value. */
  offset: number
}

const magic = Buffer.from([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59])
/** Enough of a file for its header, however it is padded. */
export const npyHeadBytes = 4096

export function writeNpyHeader(descr: string, shape: readonly number[]): Buffer {
  const literal = `{'descr': '${descr}', 'fortran_order': False, 'shape': (${shape.join(', ')}${shape.length === 1 ? ',' : ''}), }`
  const length = Math.ceil((10 + literal.length + 1) / 64) * 64 - 10
  const head = Buffer.alloc(10 + length, ' ')
  magic.copy(head)
  head.writeUInt8(1, 6)
  head.writeUInt8(0, 7)
  head.writeUInt16LE(length, 8)
  head.write(literal, 10, 'latin1')
  head.write('\n', 10 + length - 1)
  return head
}

/** `start`: the first bytes of a file. Throws UNSUPPORTED_MEDIA with `name` in it. */
export function readNpyHeader(start: Buffer, name: string): NpyHeader {
  if (start.length < 10 || !start.subarray(0, 6).equals(magic))
    throw unreadable(name, 'it does not begin like one', 'Write it with numpy.save.')
  const major = start.readUInt8(6)
  if (major < 1 || major > 3)
    throw unreadable(
      name,
      `its format has version ${major}`,
      'Versions 1 to 3 are read; write it with numpy.save.',
    )
  const wide = major > 1
  const from = wide ? 12 : 10
  const length = start.length < from ? Number.NaN : wide ? start.readUInt32LE(8) : start.readUInt16LE(8)
  if (!(from + length <= start.length))
    throw unreadable(name, 'its header ends before it should', 'The file may be cut off; copy it again.')
  return { ...parseLiteral(start.toString('latin1', from, from + length), name), offset: from + length }
}

function parseLiteral(text: string, name: string): Omit<NpyHeader, 'offset'> {
  const descr = /'descr'\s*:\s*'([^']*)'/.exec(text)?.[1]
  const order = /'fortran_order'\s*:\s*(True|False)/.exec(text)?.[1]
  const shape = /'shape'\s*:\s*\(([\d\s,L]*)\)/.exec(text)?.[1]
  if (descr === undefined && /'descr'\s*:\s*\[/.test(text))
    throw unreadable(name, 'it holds records, not numbers', 'Save the pixels alone.')
  if (descr === undefined || order === undefined || shape === undefined)
    throw unreadable(name, 'its header cannot be read', 'Write it with numpy.save.')
  const sides = shape
    .split(',')
    .map((side) => side.replace('L', '').trim())
    .filter((side) => side !== '')
    .map(Number)
  return { descr, fortranOrder: order === 'True', shape: sides }
}

const unreadable = (name: string, why: string, hint: string) =>
  new TracksieveError('UNSUPPORTED_MEDIA', `${name} is no .npy file that can be read: ${why}.`, hint)
