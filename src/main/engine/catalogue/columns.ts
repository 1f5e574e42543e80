/**
 * What lists filter and sort by, one typed array a column, rows by ascending track id: a million tracks fit in 60 MB
 * and are filtered in milliseconds, where SQL takes seconds. Read when first needed, then kept in step by the
 * repositories; the database alone is the truth, and `forget` is always safe.
 */
import type { ClipKind, Label, Split, TrackClass } from '../../../shared/words.ts'
import { clipKinds, labels, classes, splits } from '../../../shared/words.ts'
import { codesOf, type Words } from './codes.ts'
import { growFloat64, growInt32, growUint8 } from './grow.ts'
import { byKey } from './byKey.ts'
import type { Database } from './sqlite.ts'

export const labelWords: Words<Label> = codesOf(labels)
export const predictionWords: Words<TrackClass> = codesOf(classes)
export const kindWords = codesOf(clipKinds)
export const splitWords = codesOf(splits)

type TrackTuple = [number, number, number, number, Label | null, number, number, number | null]

export class TrackColumns {
  length = 0
  ids = new Int32Array(0)
  videos = new Int32Array(0)
  sources = new Int32Array(0)
  numbers = new Float64Array(0)
  labels = new Uint8Array(0)
  boxes = new Int32Array(0)
  firsts = new Int32Array(0)
  /** NaN = no score in the file. */
  detectors = new Float64Array(0)
  predictions = new Uint8Array(0)
  /** NaN = not scored by the current run. */
  scores = new Float64Array(0)
  /** Of models that did not see the track (predictions.ts); NaN = none. */
  opinions = new Float64Array(0)
  /** Of a committee of models (predictions.ts); NaN = not asked. */
  disagreements = new Float64Array(0)
  /** By video id, not by row. */
  kindOfVideo = new Uint8Array(0)
  splitOfVideo = new Uint8Array(0)

  #db: Database
  #behind = true
  #unscored = true

  constructor(db: Database) {
    this.#db = db
  }

  /** Brings everything up to date. Call it before reading a column; rows may move when it does. */
  fresh(): this {
    if (this.#behind) this.#readTracks()
    if (this.#unscored) this.#readRun()
    return this
  }

  /** Tracks were added: the next `fresh` reads them. */
  grew(): void {
    this.#behind = true
  }

  forget(): void {
    this.length = 0
    this.#behind = true
    this.#unscored = true
  }

  /** The current run or its split changed. */
  forgetRun(): void {
    this.#unscored = true
  }

  /** -1 = not read yet, or there is no such track. */
  rowOf(track: number): number {
    let low = 0
    let high = this.length - 1
    while (low <= high) {
      const middle = (low + high) >> 1
      const id = this.ids[middle]!
      if (id === track) return middle
      if (id < track) low = middle + 1
      else high = middle - 1
    }
    return -1
  }

  setLabel(track: number, label: Label | null): void {
    const row = this.rowOf(track)
    if (row >= 0) this.labels[row] = labelWords.codeOf(label)
  }

  setPrediction(track: number, prediction: TrackClass, score: number): void {
    const row = this.rowOf(track)
    if (row < 0) return
    this.predictions[row] = predictionWords.codeOf(prediction)
    this.scores[row] = score
  }

  #readTracks(): void {
    const after = this.length === 0 ? 0 : this.ids[this.length - 1]!
    const added = this.#db.prepare('SELECT count(*) FROM tracks WHERE id > ?').pluck().get(after) as number
    this.#resize(this.length + added)
    const sql =
      'SELECT id, video, source, number, label, boxes, first, detector FROM tracks WHERE id > ? ORDER BY id'
    const rows = byKey<TrackTuple>(this.#db, sql, after)
    let row = this.length
    for (const [id, video, source, number, label, boxes, first, detector] of rows) {
      this.ids[row] = id
      this.videos[row] = video
      this.sources[row] = source
      this.numbers[row] = number
      this.labels[row] = labelWords.codeOf(label)
      this.boxes[row] = boxes
      this.firsts[row] = first
      this.detectors[row] = detector ?? Number.NaN
      row += 1
    }
    this.length = row
    this.kindOfVideo = this.#byVideo(kindWords.none)
    const kinds = 'SELECT id, clip_kind FROM videos WHERE clip_kind IS NOT NULL AND id > ? ORDER BY id'
    for (const [video, kind] of byKey<[number, ClipKind]>(this.#db, kinds, 0))
      this.kindOfVideo[video] = kindWords.codeOf(kind)
    this.#behind = false
    this.#unscored = true
  }

  #readRun(): void {
    this.predictions.fill(predictionWords.none)
    this.scores.fill(Number.NaN)
    this.opinions.fill(Number.NaN)
    this.disagreements.fill(Number.NaN)
    this.splitOfVideo = this.#byVideo(splitWords.none)
    this.#unscored = false
    const run = this.#db.prepare('SELECT current_run FROM state').pluck().get() as number | null
    if (run === null) return
    this.#readScores(run)
    this.#readFigures(run, 'opinions', 'score', this.opinions)
    this.#readFigures(run, 'disagreements', 'spread', this.disagreements)
    const json = this.#db.prepare('SELECT split FROM runs WHERE id = ?').pluck().get(run) as string
    for (const [video, split] of Object.entries(JSON.parse(json) as Record<string, Split>))
      if (Number(video) < this.splitOfVideo.length)
        this.splitOfVideo[Number(video)] = splitWords.codeOf(split)
  }

  /** Both sides ascend by track, so one walk joins them. */
  #readScores(run: number): void {
    const sql = `SELECT track, prediction, score FROM predictions WHERE run = ${run} AND track > ? ORDER BY track`
    let row = 0
    for (const [track, prediction, score] of byKey<[number, TrackClass, number]>(this.#db, sql, 0)) {
      while (row < this.length && this.ids[row]! < track) row += 1
      if (row === this.length || this.ids[row] !== track) continue
      this.predictions[row] = predictionWords.codeOf(prediction)
      this.scores[row] = score
    }
  }

  #readFigures(run: number, table: string, column: string, into: Float64Array): void {
    const sql = `SELECT track, ${column} FROM ${table} WHERE run = ${run} AND track > ? ORDER BY track`
    for (const [track, value] of byKey<[number, number]>(this.#db, sql, 0)) {
      const row = this.rowOf(track)
      if (row >= 0) into[row] = value
    }
  }

  #byVideo(nothing: number): Uint8Array<ArrayBuffer> {
    const largest = (this.#db.prepare('SELECT max(id) FROM videos').pluck().get() as number | null) ?? 0
    return new Uint8Array(largest + 1).fill(nothing)
  }

  #resize(length: number): void {
    this.ids = growInt32(this.ids, length)
    this.videos = growInt32(this.videos, length)
    this.sources = growInt32(this.sources, length)
    this.numbers = growFloat64(this.numbers, length)
    this.labels = growUint8(this.labels, length)
    this.boxes = growInt32(this.boxes, length)
    this.firsts = growInt32(this.firsts, length)
    this.detectors = growFloat64(this.detectors, length)
    this.predictions = growUint8(this.predictions, length)
    this.scores = growFloat64(this.scores, length)
    this.opinions = growFloat64(this.opinions, length)
    this.disagreements = growFloat64(this.disagreements, length)
  }
}
