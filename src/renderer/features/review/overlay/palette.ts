/** The window's colours as the canvas needs them: read from the tokens, so that themes and tokens stay in one place. */
import type { Label } from '../../../../shared/words.ts'

export type ClassWord = Label | 'none'

export interface Palette {
  readonly classes: Record<ClassWord, string>
  readonly classLines: Record<ClassWord, string>
  readonly ground: string
  readonly panel: string
  readonly picture: string
  readonly hair: string
  readonly control: string
  readonly text: string
  readonly text2: string
  readonly text3: string
  readonly strong: string
  readonly font: string
}

export function readPalette(element: Element): Palette {
  const style = getComputedStyle(element)
  const token = (name: string, otherwise: string): string => style.getPropertyValue(name).trim() || otherwise
  const fills = (suffix: string): Record<ClassWord, string> => ({
    persistent: token(`--persistent${suffix}`, '#56B4E9'),
    brief: token(`--brief${suffix}`, '#F0E442'),
    noise: token(`--noise${suffix}`, '#D55E00'),
    unsure: token(`--unsure${suffix}`, '#999999'),
    none: token('--text2', '#9eb0b8'),
  })
  return {
    classes: fills(''),
    classLines: fills('-line'),
    ground: token('--g0', '#0d1011'),
    panel: token('--g1', '#141819'),
    picture: token('--pic', '#060808'),
    hair: token('--hair', '#262b2e'),
    control: token('--ctl', '#6f7d84'),
    text: token('--text', '#cad8de'),
    text2: token('--text2', '#9eb0b8'),
    text3: token('--text3', '#8e9ea5'),
    strong: token('--strong', '#ffffff'),
    font: token('--font', 'system-ui, sans-serif'),
  }
}

/** Dashes of outlines: solid, dashed, dotted; never colour alone. Without a class the line is thin and grey. */
export const dashes: Record<ClassWord, number[]> = {
  persistent: [],
  brief: [6, 4],
  noise: [2, 3],
  unsure: [10, 3, 2, 3],
  none: [],
}
