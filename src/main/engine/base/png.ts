/** A PNG writer without any package, for where sharp is absent. */
import { promisify } from 'node:util'
import { crc32, deflate } from 'node:zlib'
import type { Picture } from './squares.ts'

const compress = promisify<Uint8Array, { level: number }, Buffer>(deflate)

/** 8 bits, RGB. Each row is stored as the difference to the row above, which suits films and drawings alike. */
export async function encodePng({ width, height, rgb }: Picture): Promise<Buffer> {
  const stride = width * 3
  const rows = Buffer.alloc((stride + 1) * height)
  for (let y = 0; y < height; y += 1) {
    const row = y * (stride + 1)
    rows[row] = y === 0 ? 0 : 2
    for (let i = 0; i < stride; i += 1) {
      const above = y === 0 ? 0 : rgb[(y - 1) * stride + i]!
      rows[row + 1 + i] = rgb[y * stride + i]! - above
    }
  }
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head.set([8, 2, 0, 0, 0], 8)
  const signature = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10])
  const data = await compress(rows, { level: 2 })
  return Buffer.concat([signature, chunk('IHDR', head), chunk('IDAT', data), chunk('IEND', Buffer.alloc(0))])
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const frame = Buffer.alloc(body.length + 8)
  frame.writeUInt32BE(data.length, 0)
  frame.set(body, 4)
  frame.writeUInt32BE(crc32(body), body.length + 4)
  return frame
}
