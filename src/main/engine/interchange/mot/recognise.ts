/** Other formats that look like MOTChallenge results at first sight; read as such they would give nonsense. */
import { refuse } from '../refusal.ts'

const wanted =
  'Tracksieve reads MOTChallenge results: frame,id,x,y,w,h[,score,…], one box a line, frames from 1.'

const isNumber = (field: string): boolean => field !== '' && Number.isFinite(Number(field))
const isShare = (field: string): boolean => isNumber(field) && Number(field) >= 0 && Number(field) <= 1

/** cls cx cy w h [confidence] [id], all but the class within 0–1. */
const isYolo = (fields: readonly string[]): boolean =>
  fields.length >= 5 &&
  fields.length <= 7 &&
  fields.slice(1, 5).every(isShare) &&
  fields.slice(1, 5).some((field) => field.includes('.'))

function foreignName(text: string, fields: readonly string[]): string | null {
  if (text.startsWith('<')) return 'an XML file (CVAT, perhaps)'
  if (text.startsWith('{') || text.startsWith('[')) return 'a JSON file (COCO or Label Studio, perhaps)'
  if (text.startsWith('%PDF') || text.startsWith('PK\x03\x04')) return 'a document or an archive'
  if (fields.some((field) => field.startsWith('"')))
    return 'a VATIC file (id xmin ymin xmax ymax frame … "label")'
  if (fields.length >= 15 && !isNumber(fields[2]!))
    return 'a KITTI tracking file (its third column names a class)'
  if (!text.includes(',') && isYolo(fields))
    return 'a YOLO label file (class and box as shares of the picture)'
  return null
}

/** Refuses the file by its first line with content where that is plainly something else. */
export function refuseForeign(file: string, line: number, text: string, fields: readonly string[]): void {
  const foreign = foreignName(text, fields)
  if (foreign) throw refuse(file, line, `looks like ${foreign}, not like MOTChallenge results.`, wanted)
  if (text.includes(';')) {
    throw refuse(file, line, 'separates its columns by semicolons.', `Separate them by commas. ${wanted}`)
  }
  if (/[a-z_]{2}/i.test(fields[0]!) && !/^[+-]?(nan|inf)/i.test(fields[0]!)) {
    throw refuse(file, line, 'starts with words, not with a frame number.', `Remove a header line. ${wanted}`)
  }
}
