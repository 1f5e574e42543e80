/** Where the window was and how large, from one start to the next. */
import fs from 'node:fs'
import { z } from 'zod'
import { settleFile, temporaryName } from '../../engine/base/atomicFile.ts'

export interface Rectangle {
  x: number
  y: number
  width: number
  height: number
}

export interface WindowBounds {
  width: number
  height: number
  x?: number | undefined
  y?: number | undefined
  maximized: boolean
}

export const defaultBounds: WindowBounds = { width: 1440, height: 900, maximized: false }
export const smallest = { width: 640, height: 480 }

const Stored = z.object({
  x: z.number().int(),
  y: z.number().int(),
  width: z.number().int().min(smallest.width),
  height: z.number().int().min(smallest.height),
  maximized: z.boolean(),
})

/** The stored bounds where they can be seen on one of the work areas; else the default ones. */
export function readBounds(file: string, workAreas: readonly Rectangle[]): WindowBounds {
  const stored = Stored.safeParse(readJson(file))
  if (!stored.success) return defaultBounds
  const { width, height, maximized } = stored.data
  if (workAreas.some((area) => isInSight(stored.data, area))) return stored.data
  return { width, height, maximized }
}

export function writeBounds(file: string, bounds: Rectangle & { maximized: boolean }): void {
  const temporary = temporaryName(file)
  fs.writeFileSync(temporary, JSON.stringify(bounds))
  settleFile(temporary, file)
}

/** Its upper edge can be grasped. */
function isInSight({ x, y, width }: Rectangle, area: Rectangle): boolean {
  const grip = 100
  const across = Math.min(x + width, area.x + area.width) - Math.max(x, area.x)
  return across >= grip && y >= area.y && y <= area.y + area.height - grip
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8'))
  } catch {
    return undefined
  }
}
