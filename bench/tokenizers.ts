/**
 * Tokenizers of both kinds trained for as many steps on the same clips: PSNR of what they never saw, by source, codes used,
 * time to encode a clip of 16 frames and a track of 8 boxes, anew and from the cache.
 * node bench/tokenizers.ts CATALOGUE [STEPS each, 400] [backend] [CLIPS of a source that are judged, 64] [fsq|vq] [crops|clips]
 */
import fs from 'node:fs'
import path from 'node:path'
import { quietWork } from '../src/main/engine/base/work.ts'
import { openCatalogue } from '../src/main/engine/catalogue/open.ts'
import { useBackend } from '../src/main/engine/learning/backends/backends.ts'
import { featuresOf } from '../src/main/engine/learning/pixels/cropFeatures.ts'
import { clipBatch } from '../src/main/engine/learning/pixels/tokenizer/clips.ts'
import { holdOut } from '../src/main/engine/learning/pixels/tokenizer/heldOut.ts'
import { judge } from '../src/main/engine/learning/pixels/tokenizer/judge.ts'
import { freshState } from '../src/main/engine/learning/pixels/tokenizer/state.ts'
import { Tokenizer } from '../src/main/engine/learning/pixels/tokenizer/tokenizer.ts'
import { clipsOf } from '../src/main/engine/learning/pixels/tokenizer/material.ts'
import { trainTokenizer } from '../src/main/engine/learning/pixels/tokenizer/training.ts'
import { quantiserKinds, TokenizerRecipe } from '../src/shared/contract/tokenizers.ts'
import type { Backend } from '../src/shared/words.ts'
import { learningEngine } from '../tests/support/learningEngine.ts'

const [folder, wanted = '400', backend = 'tensorflow', most = '64', only, material] = process.argv.slice(2)
if (!folder) throw new Error('usage: node bench/tokenizers.ts CATALOGUE [STEPS] [BACKEND]')
const catalogue = openCatalogue(folder, { holder: 'bench' })
const engine = learningEngine(catalogue, backend as Backend)
try {
  await useBackend(backend as Backend)
  const any = TokenizerRecipe.parse({ material })
  const clips = await clipsOf(catalogue, any, engine.crops, quietWork())
  const sourceOf = new Map(clips.map(({ crops, source }) => [crops, catalogue.sources.get(source)!.name]))
  const parts = holdOut(clips, any.seed)
  console.log(
    `${parts.train.length} clips to learn from, ${parts.heldOut.length} held out; ${wanted} steps each`,
  )
  for (const quantiser of quantiserKinds.filter((kind) => only === undefined || kind === only)) {
    const recipe = TokenizerRecipe.parse({ quantiser, epochs: 4, clipsAnEpoch: Number(wanted), batch: 4 })
    const state = freshState(recipe)
    const used = process.cpuUsage()
    const started = performance.now()
    const few = { train: parts.train, heldOut: parts.heldOut.slice(0, 1) }
    await trainTokenizer(recipe, few, state, async () => {}, quietWork())
    const { user, system } = process.cpuUsage(used)
    console.log(
      `${quantiser}: ${wanted} steps, ${Math.round((performance.now() - started) / 1000)} s, ${Math.round((user + system) / 1e6)} s of processor`,
    )
    const tokenizer = new Tokenizer(state.weights, quantiser)
    for (const name of [...new Set(sourceOf.values())].reverse()) {
      const some = parts.heldOut.filter((crops) => sourceOf.get(crops) === name).slice(0, Number(most))
      if (some.length === 0) continue
      const { psnr, used: share, perplexity } = await judge(tokenizer, some, quietWork())
      console.log(
        `  ${name}: ${psnr.toFixed(2)} dB of ${some.length} clips, ${(100 * share).toFixed(0)} % of the codes, perplexity ${perplexity.toFixed(0)}`,
      )
    }
    const clip = parts.train.find(({ boxes }) => boxes.length === 16)!
    for (const [what, frames] of [
      ['clip of 16 frames', 16],
      ['track of 8 boxes', 8],
    ] as const) {
      const batch = clipBatch([{ ...clip, boxes: clip.boxes.slice(0, frames) }])
      await tokenizer.encode(batch)
      console.log(`  ${what}: ${await medianOf(() => tokenizer.encode(batch))}`)
    }
    const track = clipBatch([{ ...clip, boxes: clip.boxes.slice(0, 8) }])
    await tokenizer.look(track)
    console.log(`  its features without codes: ${await medianOf(() => tokenizer.look(track))}`)
    const cached = path.join(catalogue.folder, 'bench-features')
    fs.writeFileSync(cached, Buffer.alloc((clip.first + 16) * 1024))
    const read = () => Promise.resolve(featuresOf({ ...clip, features: cached }, 8))
    console.log(`  the same from the cache: ${await medianOf(read)}`)
    fs.rmSync(cached)
  }
} finally {
  await engine.close()
  catalogue.close()
}
process.exit(0)

/** By the clock, and of the processor: the second holds where other programs keep the machine busy. */
async function medianOf(work: () => Promise<unknown>): Promise<string> {
  const [clock, processor]: [number[], number[]] = [[], []]
  for (let round = 0; round < 21; round += 1) {
    const used = process.cpuUsage()
    const from = performance.now()
    await work()
    clock.push(performance.now() - from)
    const { user, system } = process.cpuUsage(used)
    processor.push((user + system) / 1000)
  }
  const median = (times: number[]) => times.sort((a, b) => a - b)[10]!.toFixed(2)
  return `${median(clock)} ms, ${median(processor)} of processor`
}
