/** Sizes of the presets, known without loading a backend. The model is checked against them when it is built. */
import type { Recipe } from '../../../shared/contract/learning.ts'

/** 9→32→64: 2,432 · positions 500×64: 32,000 · 4 encoder layers: 199,936 · 64→32→16→1: 2,625 (SEED §2.3). */
export const presetParameters: Record<Recipe['preset'], number> = { phase1: 236_993 }
