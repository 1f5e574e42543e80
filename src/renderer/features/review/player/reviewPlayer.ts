/** The window's one player. It lives on while other views are shown, so that coming back costs nothing. */
import { useSyncExternalStore } from 'react'
import { afterPaint } from '../../../state/afterPaint.ts'
import { loadFrame } from './loadFrame.ts'
import { Player } from './player.ts'
import type { PlayerModel } from './playerMachine.ts'

const decodedBytes = 256 * 2 ** 20

export const player = new Player<ImageBitmap>(loadFrame, decodedBytes, afterPaint)

/** Draws again when the selected part of the player's state changes; select primitives only. */
export function usePlayer<T extends string | number | boolean | null>(select: (model: PlayerModel) => T): T {
  return useSyncExternalStore(player.subscribe, () => select(player.model()))
}

let openIn = ''

/** Frames of another catalogue are forgotten: their ids mean something else there. */
export function playIn(catalogue: string): void {
  if (catalogue === openIn) return
  openIn = catalogue
  player.close()
}
