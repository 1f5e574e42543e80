/** Labels: written durably before the call answers, append-only, undone for ever. */
import { z } from 'zod'
import { Label } from '../words.ts'
import { Id, procedure, Time } from './base.ts'
import { Revision } from './tracks.ts'

/** What one call changed. `tracks` lists at most the first 1,000; `changed` counts all. */
export const Change = z.object({
  batch: Id.nullable(),
  changed: z.number(),
  label: Label.nullable(),
  /** In words: "Track 41: noise", "24 tracks: brief". */
  text: z.string(),
  tracks: z.array(Id),
  at: Time,
})
export type Change = z.infer<typeof Change>

export const UndoState = z.object({ undo: z.string().nullable(), redo: z.string().nullable() })
export type UndoState = z.infer<typeof UndoState>

export const labelRoutes = {
  /** null removes the label. All or nothing, one undo. */
  set: procedure
    .input(z.object({ tracks: z.array(Id).min(1).max(1_000_000), label: Label.nullable() }))
    .output(Change),
  /** The same for positions of an opened list (ranges first..last, both included), so that the window need not know every id. */
  setInList: procedure
    .input(
      z.object({
        list: z.string(),
        ranges: z.array(z.tuple([z.number().int(), z.number().int()])),
        label: Label.nullable(),
      }),
    )
    .output(Change),
  /** CONFLICT when there is nothing to undo. */
  undo: procedure.output(Change),
  redo: procedure.output(Change),
  undoState: procedure.output(UndoState),
  /** Latest first. */
  recent: procedure.input(z.object({ limit: z.number().int().max(500) })).output(z.array(Revision)),
}
