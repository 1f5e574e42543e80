/** Copies the lines of some tracks as they are: what is kept of a file stays equal to the byte. */
import fs from 'node:fs/promises'
import type { Work } from '../../base/work.ts'
import { readLines } from './lines.ts'
import { splitFields } from './row.ts'

/** Lines of tracks that are not kept, blank lines and lines that can't be read are left out. Returns lines written. */
export async function keepRows(
  from: string,
  to: string,
  keep: ReadonlySet<number>,
  work: Work,
): Promise<number> {
  const handle = await fs.open(to, 'w')
  let written = 0
  try {
    for await (const batch of readLines(from, work.signal)) {
      let text = ''
      for (const line of batch) {
        const fields = splitFields(line.text, line.text.includes(',') ? ',' : 'blank')
        if (fields.length < 2 || fields[1] === '' || !keep.has(Number(fields[1]))) continue
        text += `${line.text}\n`
        written += 1
      }
      await handle.write(text, null, 'latin1')
    }
  } finally {
    await handle.close()
  }
  return written
}
