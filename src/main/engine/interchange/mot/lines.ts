/** Lines of a text file as they are read: memory stays bounded whatever the file is. */
import fs from 'node:fs'
import { toTracksieveError } from '../../../../shared/errors.ts'
import { refuse, stopIfCancelled } from '../refusal.ts'

export interface Line {
  /** 1-based. */
  number: number
  text: string
  /** Byte offset of its first character and of the one after its line end. */
  from: number
  to: number
  /** false = the file ends in this line, without a line end. */
  ended: boolean
}

const longestLine = 4096
const notText = 'Give the text file that the tracker wrote, one box a line.'

function checkText(file: string, text: string): void {
  if (text.startsWith('\xff\xfe') || text.startsWith('\xfe\xff')) {
    throw refuse(file, 0, 'is text in UTF-16, not in plain ASCII or UTF-8.', 'Save it again as UTF-8.')
  }
  if (text.includes('\0')) throw refuse(file, 0, 'is a binary file, not text.', notText)
}

function tooLong(file: string, line: number): Error {
  const what = `is longer than ${longestLine} characters: this is no table of boxes.`
  return refuse(file, line, what, notText)
}

/**
 * Batches of lines without their line ends (LF or CRLF) and without a byte order mark. Bytes above 127 come as
 * Latin-1. Throws VALIDATION for binary files and endless lines, CANCELLED, and what the disk says.
 */
export async function* readLines(file: string, signal: AbortSignal): AsyncGenerator<Line[]> {
  const stream = fs.createReadStream(file, { highWaterMark: 256 * 1024 })
  let rest = ''
  let number = 0
  let offset = 0
  try {
    for await (const chunk of stream) {
      stopIfCancelled(signal)
      let text = (chunk as Buffer).toString('latin1')
      if (offset === 0 && rest === '') {
        checkText(file, text)
        if (text.startsWith('\xef\xbb\xbf')) {
          text = text.slice(3)
          offset = 3
        }
      } else if (text.includes('\0')) checkText(file, text)
      text = rest + text
      const batch: Line[] = []
      let from = 0
      for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', from)) {
        number += 1
        if (end - from > longestLine) throw tooLong(file, number)
        const last = end > from && text.charCodeAt(end - 1) === 13 ? end - 1 : end
        batch.push({
          number,
          text: text.slice(from, last),
          from: offset + from,
          to: offset + end + 1,
          ended: true,
        })
        from = end + 1
      }
      rest = text.slice(from)
      offset += from
      if (rest.length > longestLine) throw tooLong(file, number + 1)
      yield batch
    }
  } catch (thrown) {
    throw toTracksieveError(thrown)
  }
  if (rest.trim() === '') return
  const text = rest.endsWith('\r') ? rest.slice(0, -1) : rest
  yield [{ number: number + 1, text, from: offset, to: offset + rest.length, ended: false }]
}
